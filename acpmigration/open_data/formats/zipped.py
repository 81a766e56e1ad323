"""ZIP: files that leave while they are written; the same content makes the same bytes."""

from collections.abc import Iterable, Iterator
from datetime import date
from io import RawIOBase
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

TYPE = "application/zip"
AT_ONCE = 65_536
READABLE, UNIX = 0o644 << 16, 3
Part = tuple[str, Iterable[bytes]]


def stream(parts: Iterable[Part], day: date) -> Iterator[bytes]:
    """The bytes of an archive; a part is a name and its content, each read when its turn comes."""
    passing = _Passing()
    with ZipFile(passing, "w", ZIP_DEFLATED) as archive:
        for name, pieces in parts:
            with archive.open(_described(name, day), "w") as file:
                for piece in pieces:
                    file.write(piece)
                    if passing.waiting >= AT_ONCE:
                        yield passing.taken()
    yield passing.taken()


def _described(name: str, day: date) -> ZipInfo:
    """Without the clock and the system of the machine, which would make other bytes of it."""
    info = ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
    info.compress_type, info.external_attr, info.create_system = ZIP_DEFLATED, READABLE, UNIX
    return info


class _Passing(RawIOBase):
    """What ``zipfile`` writes to: holds only what has not been sent yet."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []
        self.waiting = 0

    def write(self, data: Any, /) -> int:
        self._pieces.append(bytes(data))
        self.waiting += len(data)
        return len(data)

    def taken(self) -> bytes:
        pieces, self._pieces, self.waiting = self._pieces, [], 0
        return b"".join(pieces)
