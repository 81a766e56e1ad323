"""What was found in a file, before anybody knows what it means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from acpmigration.spreadsheets.rows import Value

ALPHABET = 26


class Fault(Enum):
    """Why the value of a cell cannot be told."""

    ERROR = "error"
    # Computed by a program that did not keep what came out.
    FORMULA = "formula"
    # Belongs to several columns at once.
    MERGED = "merged"
    CHARACTERS = "characters"
    LONG = "long"


@dataclass(frozen=True)
class Spoilt:
    """Stands where a value would; ``said`` is what the file says there."""

    fault: Fault
    said: str = ""


@dataclass(frozen=True)
class Line:
    """A row with something in it; cells by the number of their column, from 1.

    ``length`` is how many cells it has, where that says whether one was left out.
    """

    number: int
    cells: Mapping[int, Value | Spoilt]
    length: int | None = None


@dataclass(frozen=True)
class Table:
    """A sheet of a workbook, or a whole CSV file. ``rows`` are those with something in them."""

    name: str
    rows: int
    columns: int
    head: Sequence[Line]
    is_hidden: bool = False
    has_hidden_rows: bool = False
    has_hidden_columns: bool = False
    formulas: int = 0
    is_merged: bool = False
    # Ranges of one column, the value of which counts for all rows: "B5:B8".
    merged: Sequence[str] = field(default_factory=list)


def letters(column: int) -> str:
    """Name a column as a spreadsheet does: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, ALPHABET)
        name = chr(ord("A") + rest) + name
    return name


def address(column: int, row: int) -> str:
    return f"{letters(column)}{row}"
