"""What passes between a spreadsheet and the records: rows as they were read, and what they mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from acpmigration.spreadsheets.enums import RowOutcome

# What a cell may hold once the file was read; text is stripped, an empty cell is ``None``.
Value = str | int | float | Decimal | bool | date | datetime | time | None


@dataclass(frozen=True)
class Cell:
    """A value and where it stands: ``F5``, whatever the order of the columns in the file."""

    value: Value
    address: str


@dataclass(frozen=True)
class Row:
    """One line of the file: ``number`` as the spreadsheet counts, cells by the column's key.

    A column that the file does not have is not among the cells, and changes nothing.
    """

    number: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True)
class Problem:
    """Why a row is refused, in words, and what may have been meant.

    ``sentence`` is written in the language of whoever brought the file in.
    """

    sentence: str
    column: str = ""
    cell: str = ""
    proposals: Sequence[str] = ()


@dataclass(frozen=True)
class Change:
    """What a row changes in one column, as people read it; ``old`` is empty for a new record."""

    column: str
    old: str
    new: str


@dataclass
class Difference:
    """What one row would do to the records."""

    number: int
    outcome: RowOutcome
    key: str = ""
    label: str = ""
    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    object_id: int | None = None
    # Whatever the sheet has to know to carry the row out, as JSON: keys and codes of what was
    # found, and the state of the record that the difference was drawn against.
    plan: dict[str, Any] = field(default_factory=dict)
