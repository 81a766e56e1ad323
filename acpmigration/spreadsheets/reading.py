"""From a file to rows: how it was understood, then each row with what cannot be told of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from django.core.files.base import File
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from acpmigration.spreadsheets import csv_reading, xlsx_reading
from acpmigration.spreadsheets.headings import (
    EMPTY,
    NO_HEADINGS,
    NO_KEY,
    Headings,
    Spellings,
    understood,
)
from acpmigration.spreadsheets.rows import Cell, Problem, Row, Value
from acpmigration.spreadsheets.sentences import FileNotUnderstood, Sentence
from acpmigration.spreadsheets.sheets import Sheet
from acpmigration.spreadsheets.tables import Fault, Line, Spoilt, Table, address
from acpmigration.uploads.documents import ending_of

MOST_NAMED = 5
# What is not seen at the ends of a text.
ENDS = " \t\n\r\v\f\u00a0\u200b\u200c\u200d\u2060\ufeff"

SEVERAL = _(
    "Several sheets could be meant: %(sheets)s. Keep the one that is to be read, or hide the "
    "others."
)
ONLY_HIDDEN = _("All sheets of this workbook are hidden. Show the one that is to be read.")
READ_SHEET = _("The sheet “%(sheet)s” was read. Not read: %(others)s.")
HIDDEN_SHEETS = _("Hidden sheets were not read: %(sheets)s.")
HIDDEN_TOO = _("%(reason)s Hidden sheets were not looked at: %(sheets)s.")
HIDDEN_ROWS = _("The sheet has hidden rows; they were read too.")
HIDDEN_COLUMNS = _("The sheet has hidden columns; they were read too.")
FORMULAS = _("Cells with formulas: %(number)s. What they last came to was read.")
MERGED_DOWN = _("Merged downwards: %(cells)s. The value counts for each of these rows.")
ABOVE = _("The headings were found in row %(row)s; what stands above them was not read.")

# What is looked for may stand on a sheet that nobody sees.
NOTHING_FITS = (EMPTY, NO_HEADINGS, NO_KEY)


@dataclass(frozen=True)
class ReadRow:
    """A row, or why it cannot be told what it says."""

    row: Row
    problems: Sequence[Problem]


@dataclass(frozen=True)
class Survey:
    """How a file was understood; ``total`` is its rows below the headings."""

    headings: Headings
    remarks: Sequence[Sentence]
    total: int
    # Gives the lines of the file, from its first.
    lines: "partial[Iterator[Line]]"


def survey(file: "File[bytes]", name: str, sheet: Sheet) -> Survey:
    """Tell how a file is to be read, without reading all of it into memory.

    :raises FileNotUnderstood: with the reason, if it cannot be told.
    """
    spellings = Spellings(sheet.columns, sheet.key_column, sheet.other_keys)
    if ending_of(name) == ".csv":
        manner = csv_reading.manner_of(file, spellings.known_in)
        return _surveyed(
            csv_reading.table(manner),
            spellings,
            manner.remarks,
            partial(csv_reading.lines, manner),
        )
    tables = xlsx_reading.tables(file)
    number = _meant(tables, spellings)
    chosen = tables[number]
    lines = partial(xlsx_reading.lines, file, number, is_merged=chosen.is_merged)
    try:
        return _surveyed(chosen, spellings, _of_sheets(tables, number), lines)
    except FileNotUnderstood as refusal:
        hidden = _hidden(tables)
        if not hidden or refusal.sentence.text not in NOTHING_FITS:
            raise
        raise FileNotUnderstood(HIDDEN_TOO, reason=str(refusal), sheets=hidden) from refusal


def rows(surveyed: Survey, *, after: int = 0) -> Iterator[ReadRow]:
    """Read the rows below the headings, or those after a row that was read before.

    :raises FileNotUnderstood: if the file turns out not to be readable to its end.
    """
    headings = surveyed.headings
    for line in surveyed.lines():
        if line.number > max(headings.number, after):
            yield _read(line, headings)


def _surveyed(
    table: Table,
    spellings: Spellings,
    remarks: Sequence[Sentence],
    lines: "partial[Iterator[Line]]",
) -> Survey:
    headings = understood(table, spellings)
    above = [Sentence(ABOVE, {"row": headings.number})] if headings.number > 1 else []
    read = table.rows - sum(line.number <= headings.number for line in table.head)
    return Survey(headings, [*remarks, *above, *_of_table(table), *headings.remarks], read, lines)


def _meant(tables: Sequence[Table], spellings: Spellings) -> int:
    """Choose among the sheets: that which fits, else that which has most of the headings."""
    shown = [number for number, table in enumerate(tables) if not table.is_hidden]
    if not shown:
        raise FileNotUnderstood(ONLY_HIDDEN)
    fitting = [number for number in shown if spellings.fits(tables[number])]
    if len(fitting) > 1:
        names = ", ".join(f"“{tables[number].name}”" for number in fitting)
        raise FileNotUnderstood(SEVERAL, sheets=names)

    def known(number: int) -> tuple[int, int]:
        line = spellings.best_line(tables[number])
        return (spellings.known_in(line.cells.values()) if line else 0, tables[number].rows)

    return fitting[0] if fitting else max(shown, key=known)


def _of_sheets(tables: Sequence[Table], chosen: int) -> list[Sentence]:
    others = [
        table.name
        for number, table in enumerate(tables)
        if not table.is_hidden and number != chosen and table.rows
    ]
    hidden = _hidden(tables)
    remarks = []
    if others:
        names = {"sheet": tables[chosen].name, "others": ", ".join(others[:MOST_NAMED])}
        remarks.append(Sentence(READ_SHEET, names))
    if hidden:
        remarks.append(Sentence(HIDDEN_SHEETS, {"sheets": hidden}))
    return remarks


def _hidden(tables: Sequence[Table]) -> str:
    return ", ".join([table.name for table in tables if table.is_hidden][:MOST_NAMED])


def _of_table(table: Table) -> Iterator[Sentence]:
    if table.has_hidden_rows:
        yield Sentence(HIDDEN_ROWS)
    if table.has_hidden_columns:
        yield Sentence(HIDDEN_COLUMNS)
    if table.formulas:
        yield Sentence(FORMULAS, {"number": table.formulas})
    if table.merged:
        more = " …" if len(table.merged) > MOST_NAMED else ""
        yield Sentence(MERGED_DOWN, {"cells": ", ".join(table.merged[:MOST_NAMED]) + more})


def _read(line: Line, headings: Headings) -> ReadRow:
    cells: dict[str, Cell] = {}
    problems = list(_ragged(line, headings.width))
    for place, column in headings.columns.items():
        here = address(place, line.number)
        value = line.cells.get(place)
        if isinstance(value, Spoilt):
            problems.append(Problem(_why(value), column=column.key, cell=here))
            value = None
        cells[column.key] = Cell(_tidy(value), here)
    return ReadRow(Row(line.number, cells), problems)


def _ragged(line: Line, width: int) -> Iterator[Problem]:
    """A text file says nothing of columns: a cell too few or too many moves all that follow."""
    if line.length is None:
        return
    if line.length < width or max(line.cells) > width:
        words = {"cells": line.length, "headings": width}
        yield Problem(
            gettext("This row has %(cells)s cells, but there are %(headings)s headings.") % words
        )


def _why(spoilt: Spoilt) -> str:
    return {
        Fault.ERROR: gettext("The cell has the error %(said)s."),
        Fault.FORMULA: gettext(
            "The cell has a formula that was never computed. Open the file in your spreadsheet "
            "and save it, or write the value."
        ),
        Fault.MERGED: gettext(
            "The cells %(said)s are merged: it cannot be told which of them the value is for."
        ),
        Fault.CHARACTERS: gettext("The cell has characters that are no text."),
        Fault.LONG: gettext("The text of the cell is longer than a spreadsheet can hold."),
    }[spoilt.fault] % {"said": spoilt.said}


def _tidy(value: Value) -> Value:
    return (value.strip(ENDS) or None) if isinstance(value, str) else value
