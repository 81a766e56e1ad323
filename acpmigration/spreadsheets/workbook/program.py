"""The program itself: the workbook on standard input, lines of JSON on standard output.

``survey`` tells of each sheet, ``rows 2`` the rows of the third, ``merged 2`` the rows of a sheet
with merged cells.
"""

import contextlib
import json
import resource
import sys
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Any
from xml.etree.ElementTree import ParseError
from xml.parsers import expat

from defusedxml import DefusedXmlException

from acpmigration.spreadsheets.workbook.book import Book, Entry, opened
from acpmigration.spreadsheets.workbook.limits import (
    HEADINGS_WITHIN,
    MEMORY,
    MOST_COLUMNS,
    MOST_ROWS,
    SECONDS,
    Refused,
)
from acpmigration.spreadsheets.workbook.merged import Merged, ranges
from acpmigration.spreadsheets.workbook.sheet import Sheet, SheetRow

DAMAGED = (
    DefusedXmlException,
    EOFError,
    KeyError,
    IndexError,
    OSError,
    ParseError,
    RuntimeError,
    ValueError,
    expat.ExpatError,
    zipfile.BadZipFile,
    zlib.error,
)


def survey(book: Book, entry: Entry) -> dict[str, Any]:
    """Tell of a sheet; reading stops where there is more than can be taken."""
    sheet = Sheet(book)
    head: list[SheetRow] = []
    rows, columns = 0, set[int]()
    with book.archive.open(entry.part) as part:
        for row in sheet.rows(part):
            rows += 1
            columns.update(row[1])
            if row[0] <= HEADINGS_WITHIN:
                head.append(row)
            if rows > MOST_ROWS + HEADINGS_WITHIN or len(columns) > MOST_COLUMNS:
                break
    found = ranges(sheet.ranges)
    merged = Merged(list(found))
    for number, cells in head:
        merged.fill(number, cells)
    return {
        "name": entry.name,
        "is_hidden": entry.is_hidden,
        "rows": rows,
        "columns": len(columns),
        "head": head,
        "has_hidden_rows": sheet.has_hidden_rows,
        "has_hidden_columns": sheet.has_hidden_columns,
        "formulas": sheet.formulas,
        "is_merged": bool(found),
        "merged": [one.name for one in found if one.is_downwards],
    }


def rows(book: Book, entry: Entry, merged: Merged | None = None) -> Iterator[SheetRow]:
    with book.archive.open(entry.part) as part:
        yield from Sheet(book, merged).rows(part)


def merged_rows(book: Book, entry: Entry) -> Iterator[SheetRow]:
    """Go through the rows twice: what is merged is written behind them."""
    first = Sheet(book)
    with book.archive.open(entry.part) as part:
        for _row in first.rows(part):
            pass
    yield from rows(book, entry, Merged(ranges(first.ranges)))


def told(file: IO[bytes], what: str, number: int) -> Iterator[Any]:
    with zipfile.ZipFile(file) as archive:
        book = opened(archive)
        if what != "survey":
            read = merged_rows if what == "merged" else rows
            yield from read(book, book.sheets[number])
            return
        for entry in book.sheets:
            # Nobody asks what stands in a sheet that is not read.
            yield survey(book, entry) if not entry.is_hidden else _unread(entry)


def _unread(entry: Entry) -> dict[str, Any]:
    return {"name": entry.name, "is_hidden": True, "rows": 0, "columns": 0, "head": []}


def limit_this_process(seconds: int) -> None:
    # Not every system lets a process limit its memory.
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def main(what: str, number: int = 0) -> None:
    limit_this_process(SECONDS[what])
    try:
        for line in told(sys.stdin.buffer, what, number):
            sys.stdout.write(json.dumps(line))
            sys.stdout.write("\n")
    except Refused as refused:
        refusal = str(refused)
    except MemoryError:
        refusal = "large"
    except DAMAGED:
        refusal = "damaged"
    else:
        return
    sys.stdout.write(json.dumps({"refused": refusal}) + "\n")
