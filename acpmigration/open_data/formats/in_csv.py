"""CSV: a line for each record, in the columns of its kind."""

from collections.abc import Iterator

from acpmigration.open_data.columns import columns_of
from acpmigration.open_data.formats.selection import Selection
from acpmigration.spreadsheets import csv_writing


def stream(selection: Selection, *, with_bom: bool) -> Iterator[str]:
    columns = columns_of(selection.data_set)
    rows = (
        [column.cell(record) for column in columns]
        for record in selection.data_set.records(selection.rows)
    )
    headings = [column.heading for column in columns]
    yield from csv_writing.written(headings, rows, with_bom=with_bom)
