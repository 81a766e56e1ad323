"""XLSX: a sheet of records and one that explains the columns, written row by row.

A text stands in its cell as a text, so that nothing makes a formula of it; numbers, days and
moments are what they are.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from acpmigration.open_data.columns import Cell, Column, ColumnType, columns_of
from acpmigration.open_data.formats import workbook, zipped
from acpmigration.open_data.formats.selection import Selection
from acpmigration.open_data.formats.workbook import Value
from acpmigration.open_data.licence import licence

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Of more rows no spreadsheet program is pleasant to use; CSV has no such limit.
MOST = 100_000


def stream(selection: Selection) -> Iterator[bytes]:
    columns = columns_of(selection.data_set)
    sheets = [
        workbook.Sheet(_("Data"), _data(selection, columns), [_width(each) for each in columns]),
        workbook.Sheet(_("Columns"), _explained(selection, columns), [30, 90, 12, 16]),
    ]
    parts = workbook.parts(
        sheets, str(selection.data_set.title), get_language() or "en", selection.day
    )
    return zipped.stream(parts, selection.day)


def _data(selection: Selection, columns: list[Column]) -> Iterator[list[Value]]:
    yield [workbook.Heading(column.heading) for column in columns]
    for record in selection.data_set.records(selection.rows):
        yield [value_of(column, column.cell(record)) for column in columns]


def _explained(selection: Selection, columns: list[Column]) -> Iterator[list[Value]]:
    allowed = licence()
    facts: Iterable[tuple[str, Value]] = (
        (_("What it is"), str(selection.data_set.title)),
        (_("Description"), str(selection.data_set.description)),
        (_("As of"), selection.day),
        (_("Licence"), _("%(name)s: %(address)s") % allowed),
        (_("The page that shows the same"), selection.page),
    )
    for name, value in facts:
        yield [workbook.Heading(name), value]
    yield []
    headings = (_("Column"), _("Meaning"), _("Type"), _("Several values"))
    yield [workbook.Heading(name) for name in headings]
    for column in columns:
        several = _("yes, with “; ” between") if column.is_list else None
        yield [column.heading, column.meaning, column.type.value, several]


def value_of(column: Column, cell: Cell) -> Value:
    """Days and moments as a spreadsheet counts them; it knows no time zones: they are UTC."""
    if not isinstance(cell, str):
        return cell
    if column.type == ColumnType.DATE:
        return date.fromisoformat(cell)
    if column.type == ColumnType.DATETIME:
        return datetime.fromisoformat(cell).astimezone(UTC)
    return cell


def _width(column: Column) -> int:
    short = column.type != ColumnType.STRING or column.heading.endswith(("slug", "code"))
    return 14 if short else 28
