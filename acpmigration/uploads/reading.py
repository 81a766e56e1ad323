"""A CV as staff read it: its words, and its pages as pictures. The file itself is only downloaded.

A process of its own reads it, see ``cv_reading``, so that a hostile file stops nothing but that.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from django.core.files.base import File

from acpmigration.uploads.documents import ending_of
from acpmigration.uploads.pdf import output_of

PROGRAM = Path(__file__).with_name("cv_reading.py")
# Its own limit is on the time it works; this one is for a machine that is busy otherwise.
PATIENCE_IN_SECONDS = 20

MOST_PAGES = 10
PAGE_CONTENT_TYPE = "image/png"
KINDS = {".pdf": "pdf", ".docx": "docx"}
PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class Reading:
    """The words of a CV, and how many of its pages can be shown as pictures.

    ``is_whole`` is false for a file that could not be read: staff then download it.
    """

    text: str
    pages: int
    is_whole: bool = True


def read_cv(file: "File[bytes]", name: str) -> Reading:
    """Read a PDF or a DOCX that was accepted; ``name`` tells which it is. A DOCX has no pages."""
    kind = KINDS.get(ending_of(name))
    if kind is None:
        return Reading("", 0, is_whole=False)
    answer = _answer(file, "text", kind)
    if not answer:
        return Reading("", 0, is_whole=False)
    return Reading(**json.loads(answer))


def page_picture(file: "File[bytes]", page: int) -> bytes:
    """Draw a page of a PDF, counted from 1, as PNG; nothing if it has no such page."""
    if not 1 <= page <= MOST_PAGES:
        return b""
    picture = _answer(file, "page", str(page))
    return picture if picture.startswith(PNG) else b""


def _answer(file: "File[bytes]", *arguments: str) -> bytes:
    file.seek(0)
    try:
        return output_of(PROGRAM, file, PATIENCE_IN_SECONDS, *arguments)
    finally:
        file.seek(0)
