"""CSV: which letters, which separator, and rows that are as long as their headings say."""

import codecs
import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from typing import Any

from django.core.files.base import File
from django.utils.translation import gettext_noop as _

from acpmigration.signs import is_writable
from acpmigration.spreadsheets.sentences import FileNotUnderstood, Sentence
from acpmigration.spreadsheets.tables import Fault, Line, Spoilt, Table, address
from acpmigration.spreadsheets.workbook.limits import (
    HEADINGS_WITHIN,
    LONGEST_TEXT,
    MOST_COLUMNS,
    MOST_ROWS,
)
from acpmigration.uploads.documents import SPREADSHEETS

BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
WINDOWS = "cp1252"
# The first is what a CSV file is named after.
SEPARATORS = {
    ",": "",
    ";": _("The columns are separated by semicolons."),
    "\t": _("The columns are separated by tabs."),
}

NOT_TEXT = _("The letters of this file cannot be told. Save it as “CSV UTF-8” and send it again.")
WINDOWS_LETTERS = _(
    "The file is not in UTF-8; its letters were read as those of Windows. Look whether accents "
    "are right."
)
BROKEN_QUOTES = _(
    "From row %(row)s on, it cannot be told where a cell ends: a quotation mark is missing or "
    "too many."
)
TOO_LONG = _(
    "The cell that begins at %(cell)s has more than %(most)s characters: shorten it, or look "
    "whether a quotation mark is missing there."
)

# The reader stops at 131,072 by itself, and does not say at which cell; no file is so long.
csv.field_size_limit(SPREADSHEETS.max_size)

Recognised = Callable[[Sequence[str]], int]


@dataclass(frozen=True)
class Manner:
    """How a CSV file is written."""

    text: str
    separator: str
    remarks: Sequence[Sentence]


def manner_of(file: "File[bytes]", recognised: Recognised) -> Manner:
    """Tell letters and separator; the separator is the one with which most headings are known.

    :raises FileNotUnderstood: if its letters or the ends of its cells cannot be told.
    """
    text, remarks = _decoded(file)

    def known(separator: str) -> int:
        # Quotes that make no sense with a separator speak against it.
        try:
            head = list(islice(_rows(text, separator), HEADINGS_WITHIN))
        except FileNotUnderstood:
            return 0
        return max((recognised(cells) for _number, cells in head), default=0)

    separator = max(SEPARATORS, key=known)
    if said := SEPARATORS[separator]:
        remarks.append(Sentence(said))
    return Manner(text, separator, remarks)


def table(manner: Manner) -> Table:
    """Count rows and columns, as far as can be taken.

    :raises FileNotUnderstood: if it cannot be told where a cell ends.
    """
    head: list[Line] = []
    columns: set[int] = set()
    rows = 0
    for line in lines(manner):
        rows += 1
        columns.update(line.cells)
        if line.number <= HEADINGS_WITHIN:
            head.append(line)
        if rows > MOST_ROWS + HEADINGS_WITHIN or len(columns) > MOST_COLUMNS:
            break
    return Table("", rows, len(columns), head)


def lines(manner: Manner) -> Iterator[Line]:
    for number, cells in _rows(manner.text, manner.separator):
        filled = {
            column: _value(text)
            for column, text in enumerate(cells, start=1)
            if text and not text.isspace()
        }
        if filled:
            yield Line(number, filled, length=len(cells))


def _value(text: str) -> str | Spoilt:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if is_writable(text) else Spoilt(Fault.CHARACTERS)


def _rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Number rows as a spreadsheet does: a cell of several lines stands in one row."""
    reader: Any = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            for column, cell in enumerate(cells, start=1):
                if len(cell) > LONGEST_TEXT:
                    here = address(column, number)
                    raise FileNotUnderstood(TOO_LONG, cell=here, most=LONGEST_TEXT)
            yield number, cells
    except csv.Error as error:
        raise FileNotUnderstood(BROKEN_QUOTES, row=number + 1) from error


def _decoded(file: "File[bytes]") -> tuple[str, list[Sentence]]:
    file.seek(0)
    content = file.read()
    file.seek(0)
    marked = next((name for bom, name in BOMS.items() if content.startswith(bom)), None)
    try:
        return content.decode(marked or "utf-8"), []
    except UnicodeDecodeError as error:
        if marked:
            raise FileNotUnderstood(NOT_TEXT) from error
    try:
        return content.decode(WINDOWS), [Sentence(WINDOWS_LETTERS)]
    except UnicodeDecodeError as error:
        raise FileNotUnderstood(NOT_TEXT) from error
