"""Reads an edition's PDF that may be hostile; ``reading.py`` runs it as a program of its own.

Takes the PDF on standard input. Writes its text as JSON on the first line, then the first page as a
PNG picture.
"""

import contextlib
import json
import resource
import sys

import pypdfium2

MEMORY = 1024 * 1024 * 1024
SECONDS = 15
MOST_CHARACTERS = 150_000
COVER_WIDTH = 800
MOST_HEIGHT = 1_600


def text_of(pdf: pypdfium2.PdfDocument) -> str:
    """The text of the first pages, as many as the index takes."""
    said: list[str] = []
    length = 0
    for page in pdf:
        text = page.get_textpage().get_text_bounded()
        said.append(text)
        length += len(text)
        if length > MOST_CHARACTERS:
            break
    # A lone surrogate or a NUL is no text that a database takes.
    joined = "\n".join(said)[:MOST_CHARACTERS].replace("\0", "")
    return joined.encode("utf-8", "ignore").decode()


def limit_this_process() -> None:
    # Not every system lets a process limit its memory; time is limited by the caller as well.
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    limit_this_process()
    document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(text_of(document)).encode() + b"\n")
    first = document[0]
    scale = min(COVER_WIDTH / max(first.get_width(), 1), MOST_HEIGHT / max(first.get_height(), 1))
    first.render(scale=min(scale, 4)).to_pil().convert("RGB").save(sys.stdout.buffer, "PNG")
