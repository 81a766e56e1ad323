"""Numbers as people write them: with a comma or a point, and with marks between the thousands."""

import re
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from acpmigration.spreadsheets.rows import Value
from acpmigration.spreadsheets.unreadable import Unreadable, quoted

SIGNED = re.compile(r"([+-]?)(.*)", re.DOTALL)
# Marks between thousands that are never a decimal mark: spaces of all widths, apostrophes.
SPACED = re.compile(r"[0-9]{1,3}(?:[ '\u2019\u00a0\u202f\u2009][0-9]{3})+(?:[.,][0-9]+)?\Z")
PLAIN = re.compile(r"[0-9]+(?:[.,][0-9]+)?\Z")
GROUPED = re.compile(r"[0-9]{1,3}(?:(?P<mark>[.,])[0-9]{3})(?:(?P=mark)[0-9]{3})*\Z")
BOTH = re.compile(r"[0-9]{1,3}(?:(?P<mark>[.,])[0-9]{3})+(?!(?P=mark))[.,][0-9]+\Z")
LONGEST = 40


def read_number(value: Value, *, places: int) -> Decimal:
    """Read a number with at most ``places`` decimals; a real one is taken as it is.

    :raises Unreadable: for what is none, or could be two.
    """
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        number = Decimal(str(value))
    else:
        number = _read(str(value).strip(), value, places)
    if not number.is_finite():
        raise _no_number(value)
    return _with_places(number, value, places)


def _read(written: str, value: Value, places: int) -> Decimal:
    found = SIGNED.match(written)
    sign, digits = (found[1], found[2]) if found else ("", "")
    if len(digits) > LONGEST:
        raise _no_number(value)
    if SPACED.match(digits):
        digits = re.sub(r"[^0-9.,]", "", digits)
    elif GROUPED.match(digits):
        digits = _grouped(sign, digits, value, places)
    elif BOTH.match(digits):
        mark = max(digits.rfind("."), digits.rfind(","))
        digits = f"{re.sub('[.,]', '', digits[:mark])}.{digits[mark + 1 :]}"
    elif not PLAIN.match(digits):
        raise _no_number(value)
    try:
        return Decimal(sign + digits.replace(",", "."))
    except InvalidOperation as wrong:
        raise _no_number(value) from wrong


def _grouped(sign: str, digits: str, value: Value, places: int) -> str:
    """ "1,234" is two numbers to two readers, unless the column takes whole ones alone."""
    without = re.sub("[.,]", "", digits)
    if places and len(re.findall("[.,]", digits)) == 1 and not digits.startswith("0"):
        with_point = re.sub("[.,]", ".", digits)
        raise Unreadable(
            _("“%(written)s” can be read as two numbers. Write it without marks for thousands.")
            % {"written": quoted(value)},
            [f"{sign}{without}", f"{sign}{with_point}"],
        )
    return digits if places and digits.startswith("0") else without


def _with_places(number: Decimal, value: Value, places: int) -> Decimal:
    if abs(number) >= Decimal(10) ** 20:
        raise _no_number(value)
    rounded = round(number, places)
    # What a computer makes of a fraction, such as 0.30000000000000004, is no other number.
    if abs(rounded - number) > Decimal("1e-9"):
        said = _("“%(written)s” is not a whole number.") if places == 0 else None
        said = said or _("“%(written)s” has more than %(places)s decimals.")
        raise Unreadable(said % {"written": quoted(value), "places": places})
    return rounded


def _no_number(value: Value) -> Unreadable:
    return Unreadable(
        _("“%(written)s” is not a number that we can read.") % {"written": quoted(value)}
    )
