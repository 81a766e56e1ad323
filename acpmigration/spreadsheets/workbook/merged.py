"""Cells that are merged: downwards, one value counts for all rows; across, it is anybody's."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from acpmigration.spreadsheets.workbook.elements import Found

CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})\Z")


def place(reference: str) -> tuple[int, int]:
    """Return the column and the row of ``B5``."""
    found = CELL.match(reference.replace("$", ""))
    if found is None:
        raise ValueError(reference)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column, int(found[2])


@dataclass(frozen=True)
class Range:
    name: str
    left: int
    top: int
    right: int
    bottom: int

    @property
    def is_downwards(self) -> bool:
        return self.left == self.right


def ranges(names: Iterable[str]) -> list[Range]:
    """Read names such as ``B5:B8``, in the order in which rows meet them."""
    read = []
    for name in names:
        first, _colon, last = name.partition(":")
        (left, top), (right, bottom) = place(first), place(last or first)
        read.append(Range(name, left, top, right, bottom))
    return sorted(read, key=lambda one: one.top)


@dataclass
class Merged:
    """Puts into each row, met from the top, what is merged into it."""

    waiting: list[Range]
    values: dict[Range, Found | None] = field(default_factory=dict)

    def fill(self, number: int, cells: dict[int, Found]) -> None:
        while self.waiting and self.waiting[0].top <= number:
            one = self.waiting.pop(0)
            is_first = one.top == number
            self.values[one] = cells.get(one.left) if is_first else None
        for one in [one for one in self.values if one.bottom < number]:
            del self.values[one]
        # A row that is otherwise empty stays so.
        if cells:
            for one, value in self.values.items():
                self._put(one, value, cells)

    def _put(self, one: Range, value: Found | None, cells: dict[int, Found]) -> None:
        if value is None:
            return
        cells[one.left] = value if one.is_downwards else ("merged", one.name)
