"""The rows of a sheet, each once its last cell was met."""

from collections.abc import Iterator
from typing import IO

from acpmigration.spreadsheets.workbook.book import TRUE, Book
from acpmigration.spreadsheets.workbook.elements import Elements, Found, local
from acpmigration.spreadsheets.workbook.limits import MOST_CHARACTERS, MOST_MERGED, Refused
from acpmigration.spreadsheets.workbook.merged import Merged, place

SheetRow = tuple[int, dict[int, Found]]
# What a workbook has room for.
LAST_ROW = 1_048_576
# Empty, although there is a cell.
NOTHING = ("text", "")


class Sheet(Elements):
    """What was found beside the rows is there once all of them were read."""

    def __init__(self, book: Book, merged: Merged | None = None) -> None:
        super().__init__()
        self.book, self.merged = book, merged
        self.done: list[SheetRow] = []
        self.ranges: list[str] = []
        self.has_hidden_rows = self.has_hidden_columns = False
        self.formulas = self.characters = 0
        self.number = self.column = 0
        self.cells: dict[int, Found] = {}
        self.kind, self.style = "n", 0
        self.is_formula = self.has_value = self.is_spoken = False

    def rows(self, part: IO[bytes]) -> Iterator[SheetRow]:
        for _piece in self.read(part):
            yield from self.done
            self.done.clear()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if ":" in name:
            name = local(name)
        if name == "c":
            self._begin_cell(attributes)
        elif name == "v" or (name == "t" and not self.is_spoken):
            self.is_heard = self.has_value = True
        elif name == "f":
            self.is_formula = True
        elif name == "row":
            self._begin_row(attributes)
        else:
            self._note(name, attributes)

    def end(self, name: str) -> None:
        self.is_heard = False
        if ":" in name:
            name = local(name)
        if name == "c":
            # Most cells of a large sheet are empty.
            if self.text or self.is_formula:
                self._end_cell()
        elif name == "row":
            self._end_row()
        elif name == "rPh":
            self.is_spoken = False

    def _note(self, name: str, attributes: dict[str, str]) -> None:
        if name == "rPh":
            self.is_spoken = True
        elif name == "col":
            self.has_hidden_columns |= attributes.get("hidden") in TRUE
        elif name == "mergeCell":
            self.ranges.append(attributes["ref"])
            if len(self.ranges) > MOST_MERGED:
                raise Refused("merged")

    def _begin_row(self, attributes: dict[str, str]) -> None:
        number = int(attributes.get("r") or self.number + 1)
        if not self.number < number <= LAST_ROW:
            raise ValueError(number)
        self.number, self.column = number, 0
        if "hidden" in attributes:
            self.has_hidden_rows |= attributes["hidden"] in TRUE

    def _end_row(self) -> None:
        if self.merged is not None:
            self.merged.fill(self.number, self.cells)
        if self.cells:
            self.done.append((self.number, self.cells))
            self.cells = {}

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self.is_formula = self.has_value = False
        self.text.clear()
        if not attributes:
            self.column, self.kind, self.style = self.column + 1, "n", 0
            return
        reference = attributes.get("r")
        self.column = place(reference)[0] if reference else self.column + 1
        self.kind = attributes.get("t", "n")
        self.style = int(attributes.get("s", 0))

    def _end_cell(self) -> None:
        value = self._value("".join(self.text))
        if value is None or value == NOTHING:
            return
        self.formulas += self.is_formula and value[0] != "formula"
        self.cells[self.column] = value
        self.characters += len(str(value[1]))
        if self.characters > MOST_CHARACTERS:
            raise Refused("large")

    def _value(self, text: str) -> Found | None:
        if text and self.has_value:
            return self.book.value(self.kind, self.style, text)
        # A program that did not compute leaves no value; an empty text is one.
        return ("formula", "") if self.is_formula and self.kind == "n" else None
