"""Files that are dear to make: made once for each state of the data, whole, and kept till the next.

One makes a file at a time, whichever process asks; who comes meanwhile waits for it.
"""

import fcntl
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings

from acpmigration import data_version
from acpmigration.public import mark_of
from acpmigration.snapshots import of_one_state

# Less than a proxy waits for an answer.
PATIENCE = 25
A_MOMENT = 0.1
# For so long after somebody was told of it a file stays, though the data have changed.
KEPT_FOR = 60 * 60
AT_ONCE = 65_536


class StillBeingMade(Exception):  # noqa: N818 - what happens, not an error
    """Somebody else makes the file, and it takes longer than whoever asks can wait."""


def made(name: str, make: Callable[[], Iterator[bytes]], *about: object) -> Path:
    """The file as the data are now, to be read soon; ``about`` is what else it depends on.

    :raises StillBeingMade: after ``PATIENCE`` seconds.
    """
    folder = Path(settings.MADE_ROOT or Path(settings.MEDIA_ROOT) / "made")
    folder.mkdir(parents=True, exist_ok=True)
    file = _of_now(folder, name, about)
    if _is_there(file):
        return file
    with _alone(folder / f"{name}.lock"):
        # Whoever was waited for has made it, unless the data have changed again.
        file = _of_now(folder, name, about)
        if not _is_there(file):
            _write(file, of_one_state(make()))
            _clear(folder, name)
        return file


def read(file: Path) -> Iterator[bytes]:
    with file.open("rb") as content:
        while piece := content.read(AT_ONCE):
            yield piece


def _of_now(folder: Path, name: str, about: tuple[object, ...]) -> Path:
    """Read before the data, so that no file is older than its name says."""
    return folder / f"{mark_of(data_version.version(), name, *about)}-{name}"


def _write(file: Path, pieces: Iterator[bytes]) -> None:
    """Under its name once it is whole and on the disk: a file that has the name has all."""
    with tempfile.NamedTemporaryFile(dir=file.parent, suffix=f"-{file.name}", delete=False) as part:
        try:
            for piece in pieces:
                part.write(piece)
            part.flush()
            os.fsync(part.fileno())
        except BaseException:
            Path(part.name).unlink()
            raise
    Path(part.name).replace(file)


def _is_there(file: Path) -> bool:
    """And stays for a while, since somebody is told so."""
    try:
        os.utime(file)
    except FileNotFoundError:
        return False
    return True


def _clear(folder: Path, name: str) -> None:
    """Former states, and what was left of makers that were killed: nobody else makes one now.

    Whoever reads one has it open, and reads it to its end.
    """
    for file in folder.glob(f"*-{name}"):
        if file.stat().st_mtime < time.time() - KEPT_FOR:
            file.unlink()


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """The system lets go of the lock of a process that ends, however it ends."""
    patient_until = time.monotonic() + PATIENCE
    with lock.open("ab") as held:
        while not _taken(held):
            if time.monotonic() > patient_until:
                raise StillBeingMade
            time.sleep(A_MOMENT)
        yield


def _taken(held: IO[bytes]) -> bool:
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
