"""XLSX: read by a process of its own, see ``workbook``, so that a hostile file stops only that."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.utils.translation import gettext_noop as _

from acpmigration.spreadsheets.rows import Value
from acpmigration.spreadsheets.sentences import FileNotUnderstood
from acpmigration.spreadsheets.tables import Fault, Line, Spoilt, Table

# Isolated: neither the current folder nor the environment decides what is imported.
PROGRAM = (
    "import sys; sys.path.insert(0, sys.argv[1]);"
    "from acpmigration.spreadsheets.workbook.program import main;"
    "main(sys.argv[2], int(sys.argv[3]))"
)
REFUSED = {
    "damaged": _("This file is damaged, or no workbook. Open it in your spreadsheet and save it."),
    "large": _("This file holds more than can be read. Take out sheets or columns, or split it."),
    "merged": _("This file has too many merged cells. Separate them and send it again."),
}
TOO_COMPLICATED = _("This file takes too long to read. Split it, or copy its values to a new file.")

READ: dict[str, Callable[[Any], Value]] = {
    "text": str,
    "number": lambda number: number,
    "truth": bool,
    "day": date.fromisoformat,
    "moment": datetime.fromisoformat,
    "time": time.fromisoformat,
}


def tables(file: "File[bytes]") -> list[Table]:
    """Survey the sheets of a workbook, those that are hidden by their names only.

    :raises FileNotUnderstood: if it cannot be read.
    """
    with _told(file, "survey") as sheets:
        return [
            Table(**sheet | {"head": [_line(number, cells) for number, cells in sheet["head"]]})
            for sheet in sheets
        ]


def lines(file: "File[bytes]", number: int, *, is_merged: bool) -> Iterator[Line]:
    """Read the rows of a sheet, counted from 0, one at a time.

    :raises FileNotUnderstood: if the file cannot be read to its end.
    """
    with _told(file, "merged" if is_merged else "rows", number) as rows:
        for row, cells in rows:
            yield _line(row, cells)


@contextmanager
def _told(file: "File[bytes]", what: str, number: int = 0) -> Iterator[Iterator[Any]]:
    base = str(settings.BASE_DIR)
    command = [sys.executable, "-I", "-c", PROGRAM, base, what, str(number)]
    with tempfile.TemporaryFile() as copy:
        file.seek(0)
        shutil.copyfileobj(file, copy)
        file.seek(0)
        copy.seek(0)
        with subprocess.Popen(  # noqa: S603 - our own program, the file is its standard input
            command, stdin=copy, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as process:
            try:
                yield _answers(process)
            finally:
                # Whoever has read enough does not wait for the rest.
                process.kill()


def _answers(process: "subprocess.Popen[bytes]") -> Iterator[Any]:
    assert process.stdout is not None  # noqa: S101 - it is a pipe
    for line in process.stdout:
        answer = json.loads(line)
        if isinstance(answer, dict) and "refused" in answer:
            raise FileNotUnderstood(REFUSED[answer["refused"]])
        yield answer
    # Stopped by its limits: what it said until then is not the whole.
    if process.wait() != 0:
        raise FileNotUnderstood(TOO_COMPLICATED)


def _line(number: int, cells: dict[str, list[Any]]) -> Line:
    return Line(number, {int(column): _value(*found) for column, found in cells.items()})


def _value(kind: str, found: Any) -> Value | Spoilt:
    return READ[kind](found) if kind in READ else Spoilt(Fault(kind), found)
