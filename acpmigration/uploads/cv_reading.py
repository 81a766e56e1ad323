"""Reads a CV that may be hostile; ``reading.py`` runs it as a program of its own.

Takes the file on standard input; ``text pdf`` and ``text docx`` answer its words as JSON,
``page 3`` answers a page of a PDF as PNG. Whatever the file does to its reader, it takes this
process down and never the portal.
"""

import contextlib
import json
import resource
import sys
import zipfile
from collections.abc import Iterator
from typing import IO
from xml.etree.ElementTree import Element

import pypdfium2
from defusedxml.ElementTree import fromstring, iterparse

MEMORY = 1024 * 1024 * 1024
SECONDS = 10
MOST_CHARACTERS = 100_000
MOST_PAGES = 10
# More is read for the text, which takes less of everything.
MOST_PAGES_OF_TEXT = 50
WIDTH, MOST_HEIGHT = 1_200, 1_800
MOST_SCALE = 4

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TYPES = "[Content_Types].xml"
MAIN = "wordprocessingml.document.main+xml"
MOST_BYTES_OF_TYPES = 1024 * 1024


def pieces_of_pdf(file: IO[bytes]) -> Iterator[str]:
    pdf = pypdfium2.PdfDocument(file.read())
    for number in range(min(len(pdf), MOST_PAGES_OF_TEXT)):
        yield pdf[number].get_textpage().get_text_bounded()
        yield "\n"


def pieces_of_docx(file: IO[bytes]) -> Iterator[str]:
    with zipfile.ZipFile(file) as archive, archive.open(_main_part(archive)) as part:
        # Each paragraph is forgotten when it was read, however many there are.
        for _event, element in iterparse(part, events=("end",), forbid_dtd=True):
            if element.tag == f"{WORD}p":
                yield from _said(element)
                element.clear()


def _main_part(archive: zipfile.ZipFile) -> str:
    with archive.open(TYPES) as part:
        declared = fromstring(part.read(MOST_BYTES_OF_TYPES), forbid_dtd=True)
    return next(
        element.get("PartName", "").removeprefix("/")
        for element in declared
        if element.get("ContentType", "").endswith(MAIN)
    )


def _said(paragraph: Element) -> Iterator[str]:
    for inner in paragraph.iter():
        if inner.tag == f"{WORD}t":
            yield inner.text or ""
        elif inner.tag in (f"{WORD}tab", f"{WORD}br"):
            yield " "
    yield "\n"


def bounded(pieces: Iterator[str]) -> str:
    said: list[str] = []
    length = 0
    for piece in pieces:
        said.append(piece)
        length += len(piece)
        if length > MOST_CHARACTERS:
            break
    # A lone surrogate or a NUL is no text that a database takes.
    joined = "".join(said)[:MOST_CHARACTERS].replace("\0", "").replace("\r\n", "\n")
    return joined.encode("utf-8", "ignore").decode().strip()


def pages_of(file: IO[bytes], ending: str) -> int:
    if ending != "pdf":
        return 0
    file.seek(0)
    return min(len(pypdfium2.PdfDocument(file.read())), MOST_PAGES)


def write_page(file: IO[bytes], number: int) -> None:
    """Draw a page, counted from 1, as wide as a screen needs and never higher than two of them."""
    page = pypdfium2.PdfDocument(file.read())[number - 1]
    scale = min(WIDTH / max(page.get_width(), 1), MOST_HEIGHT / max(page.get_height(), 1))
    picture = page.render(scale=min(scale, MOST_SCALE)).to_pil().convert("RGB")
    picture.save(sys.stdout.buffer, "PNG")


def limit_this_process() -> None:
    # Not every system lets a process limit its memory; time is limited by the caller as well.
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    limit_this_process()
    what, how = sys.argv[1:]
    given = sys.stdin.buffer
    if what == "page":
        write_page(given, int(how))
    else:
        pieces = pieces_of_pdf(given) if how == "pdf" else pieces_of_docx(given)
        text = bounded(pieces)
        sys.stdout.write(json.dumps({"text": text, "pages": pages_of(given, how)}))
