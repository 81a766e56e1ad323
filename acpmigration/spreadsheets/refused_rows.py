"""The rows of an import that were refused, with the reason beside: to be mended and sent again."""

from typing import IO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from acpmigration.spreadsheets.enums import RowOutcome
from acpmigration.spreadsheets.models import ImportBatch, ImportRow
from acpmigration.spreadsheets.sheets import sheet_of
from acpmigration.spreadsheets.texts import CELL_LENGTH


def write_refused(batch: ImportBatch, to: IO[bytes]) -> None:
    """Write them in the columns of the file, and "Why" as a column that is not read."""
    rows = batch.rows.filter(outcome=RowOutcome.REFUSED).in_order()
    there = {key for row in rows for key in row.cells}
    columns = [column for column in sheet_of(batch.kind).columns if column.key in there]
    book = Workbook(write_only=True)
    page = book.create_sheet()
    page.append([_cell(page, heading) for heading in [_("Why"), *(str(c.header) for c in columns)]])
    for row in rows:
        said = [_why(row), *(row.cells.get(column.key) for column in columns)]
        page.append([_cell(page, value) for value in said])
    book.save(to)


def _why(row: ImportRow) -> str:
    reasons = [" ".join([one["cell"], one["sentence"]]).strip() for one in row.problems]
    return "\n".join(reasons)


def _cell(page: object, value: object) -> object:
    """Text stays text, whatever it begins with."""
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(page)
    cell.value = value[:CELL_LENGTH]
    cell.data_type = "s"
    return cell
