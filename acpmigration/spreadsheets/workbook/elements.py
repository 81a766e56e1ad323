"""XML parts of a workbook, told element by element: nothing is kept but what is asked for."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import IO, Any
from xml.parsers import expat

from acpmigration.signs import is_writable
from acpmigration.spreadsheets.workbook.limits import LONGEST_TEXT, MOST_STRINGS, Refused

PIECE = 64 * 1024
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

# What kind of thing a cell holds, and the thing.
Found = tuple[str, Any]


@lru_cache(maxsize=1_000)
def local(name: str) -> str:
    """A name without the prefix of its namespace."""
    return name.rpartition(":")[2]


def as_text(text: str) -> Found:
    if len(text) > LONGEST_TEXT:
        return "long", ""
    if "_x" in text:
        text = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    if text.isprintable():
        return "text", text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return ("text", text) if is_writable(text) else ("characters", "")


class Elements:
    """Tells an XML part element by element, and keeps nothing of it."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self.refuse
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.data
        self.text: list[str] = []
        self.is_heard = False

    def refuse(self, *declared: object) -> None:
        raise Refused("damaged")

    def read(self, part: IO[bytes]) -> Iterator[None]:
        """Go through the part piece by piece: what was found meanwhile can be taken each time."""
        while piece := part.read(PIECE):
            self.parser.Parse(piece)
            yield
        self.parser.Parse(b"", True)
        yield

    def start(self, name: str, attributes: dict[str, str]) -> None:
        raise NotImplementedError

    def end(self, name: str) -> None:
        raise NotImplementedError

    def data(self, text: str) -> None:
        if self.is_heard:
            self.text.append(text)


class Strings(Elements):
    """The texts that cells name by number; how a word is pronounced is none of them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Found] = []
        self.is_spoken = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = local(name)
        if name == "rPh":
            self.is_spoken = True
        self.is_heard = name == "t" and not self.is_spoken

    def end(self, name: str) -> None:
        self.is_heard = False
        name = local(name)
        if name == "rPh":
            self.is_spoken = False
        elif name == "si":
            self.found.append(as_text("".join(self.text)))
            self.text.clear()
            if len(self.found) > MOST_STRINGS:
                raise Refused("large")
