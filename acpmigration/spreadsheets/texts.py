"""Texts in cells: what a cell can hold, and how a text stays one."""

from datetime import date, datetime, time
from typing import Final

from acpmigration.signs import writable
from acpmigration.spreadsheets.rows import Value

# What is not seen at the ends of a cell.
ENDS = " \t\n\r\v\f\u00a0\u200b\u200c\u200d\u2060\ufeff"
# A cell holds no more; whoever brings the sheet in again leaves the text as it is.
CELL_LENGTH = 32_767
LEFT_OUT: Final = "[…]"
# What makes a formula of a text, in one program or another.
STARTS_FORMULA = tuple("=+-@;|%\t\r\n＝＋－＠")
GUARD = "'"


def guarded(text: str) -> str:
    """The text as a CSV file holds it, which opens as text whatever it begins with."""
    return f"{GUARD}{text}" if text.startswith(STARTS_FORMULA) else guarded_once(text)


def guarded_once(text: str) -> str:
    """The text as a workbook holds it, which knows texts from formulas by itself."""
    return f"{GUARD}{text}" if without_guard(text) != text else text


def without_guard(text: str) -> str:
    """The text that was guarded: the very mark is taken away, and no other."""
    is_guarded = text.startswith(GUARD) and text[1:].startswith((*STARTS_FORMULA, GUARD))
    return text[1:] if is_guarded else text


def tidy(text: str) -> str:
    """As a text comes back from a spreadsheet."""
    if text.isprintable() and "_" not in text:
        # Most cells of an export: nothing in them is to be taken out.
        return text.strip(ENDS)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")
    return writable(lines).strip(ENDS)


def as_text(value: Value) -> str:
    """What a cell says if its column holds text: a number without what a computer adds."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    return value.isoformat() if isinstance(value, date) else str(value)
