"""CSV: UTF-8, commas, a line of headings; opens as text in every spreadsheet program."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from acpmigration.open_data.columns import Cell, columns_of
from acpmigration.open_data.formats.selection import Selection
from acpmigration.spreadsheets.texts import guarded

TYPE = "text/csv; charset=utf-8"
BOM = "\ufeff"
AT_ONCE = 200


def stream(selection: Selection, *, with_bom: bool) -> Iterator[str]:
    """The lines of the file; some programs read UTF-8 only behind a byte order mark."""
    columns = columns_of(selection.data_set)
    yield (BOM if with_bom else "") + line(column.heading for column in columns)
    records = selection.data_set.records(selection.rows)
    while lines := "".join(
        line(column.cell(record) for column in columns)
        for _place, record in zip(range(AT_ONCE), records, strict=False)
    ):
        yield lines


class _Said:
    """What ``csv`` writes to: gives the line back."""

    def write(self, text: str) -> str:
        return text


_writer = csv.writer(_Said(), quoting=csv.QUOTE_MINIMAL)


def line(cells: Iterable[Cell]) -> str:
    written: Any = _writer.writerow([_written(cell) for cell in cells])
    return str(written)


def _written(cell: Cell) -> object:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return guarded(cell) if isinstance(cell, str) else cell
