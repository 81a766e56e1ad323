"""CSV as all our files are: UTF-8, commas, a line of headings; no program makes a formula of it."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice

from acpmigration.spreadsheets.rows import Value
from acpmigration.spreadsheets.texts import guarded

TYPE = "text/csv; charset=utf-8"
# Some programs read UTF-8 only behind a byte order mark.
BOM = "\ufeff"
# So many lines leave at a time.
AT_ONCE = 200


def written(
    headings: Iterable[str], rows: Iterator[Iterable[Value]], *, with_bom: bool
) -> Iterator[str]:
    """The file piece by piece; a row is asked for when its turn comes."""
    yield (BOM if with_bom else "") + line(headings)
    while lines := "".join(map(line, islice(rows, AT_ONCE))):
        yield lines


def line(cells: Iterable[Value]) -> str:
    return ",".join(map(_written, cells)) + "\r\n"


def _written(cell: Value) -> str:
    """Text stands in quotes: it stays one cell where a program takes semicolons for its marks.

    Numbers, truth and what is empty do not; Python's own writer cannot tell truth from text.
    """
    if cell is None or cell == "":
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float | Decimal):
        return str(cell)
    text = guarded(str(cell)).replace('"', '""')
    return f'"{text}"'
