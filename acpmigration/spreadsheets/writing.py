"""Records as spreadsheets, in the columns in which they come back: row by row, in little memory."""

from collections.abc import Iterator
from typing import IO, Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from acpmigration.spreadsheets import csv_writing
from acpmigration.spreadsheets.columns import Column
from acpmigration.spreadsheets.matching import Known
from acpmigration.spreadsheets.rows import Value
from acpmigration.spreadsheets.sheets import Sheet
from acpmigration.spreadsheets.texts import CELL_LENGTH, LEFT_OUT, guarded_once

CHUNK = 500
TITLE_LENGTH = 31
WIDE, NARROW = 40, 18


def cells_of(sheet: Sheet, rows: QuerySet[Any]) -> Iterator[list[Value]]:
    """What each record says in each column, read chunk by chunk."""
    known = Known()
    for record in rows.iterator(chunk_size=CHUNK):
        yield [_fitting(column.cell(column.of(record), known)) for column in sheet.columns]


def write_xlsx(sheet: Sheet, rows: QuerySet[Any], to: IO[bytes]) -> None:
    """Write a workbook; a text is a text there, whatever it looks like."""
    book = Workbook(write_only=True)
    page = book.create_sheet(str(sheet.label)[:TITLE_LENGTH])
    page.freeze_panes = "A2"
    for number, column in enumerate(sheet.columns, start=1):
        page.column_dimensions[get_column_letter(number)].width = width_of(column)
    page.append([_heading(page, column) for column in sheet.columns])
    # One cell for each column is written again and again: a million of them take long to make.
    made = [_empty(page, column) for column in sheet.columns]
    for values in cells_of(sheet, rows):
        page.append(
            [
                None if value is None else _filled(cell, value)
                for cell, value in zip(made, values, strict=True)
            ]
        )
    book.save(to)


def stream_csv(sheet: Sheet, rows: QuerySet[Any]) -> Iterator[str]:
    """Write the lines of a CSV file, in the language that is active when each is asked for."""
    headings = [column.header for column in sheet.columns]
    yield from csv_writing.written(headings, cells_of(sheet, rows), with_bom=True)


def width_of(column: Column) -> int:
    return WIDE if column.language or column.help else NARROW


def text_cell(cell: Any, text: str) -> Any:
    """Fill a cell with a text, so that no program makes a formula or a number of it."""
    cell.value = text
    cell.data_type = "s"
    return cell


def _fitting(value: Value) -> Value:
    """What no cell can hold is left out, and said so: as it stands, it changes nothing."""
    if isinstance(value, str) and len(value) >= CELL_LENGTH:
        said = _("This text is too long for a cell. Leave this as it is to keep the text.")
        return f"{LEFT_OUT} {said}"
    return value


def _heading(page: Any, column: Column) -> Any:
    cell = WriteOnlyCell(page)
    cell.font = Font(bold=True)
    return text_cell(cell, column.header)


def _empty(page: Any, column: Column) -> Any:
    cell = WriteOnlyCell(page)
    cell.number_format = column.format
    return cell


def _filled(cell: Cell, value: Value) -> Any:
    if isinstance(value, str):
        return text_cell(cell, guarded_once(value))
    cell.value = value
    return cell
