"""Documents: which kinds are taken, told by what is in the file."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath
from typing import IO

import puremagic
from django.core.files.base import File
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from acpmigration.uploads.epub import check_epub
from acpmigration.uploads.office import check_opendocument, check_openxml
from acpmigration.uploads.pdf import check_pdf
from acpmigration.uploads.refused import FileRefused
from acpmigration.uploads.text import check_text

HEAD = 4_096
ZIP = b"PK\x03\x04"
# Files of Office before 2007, and what Office makes of a file with a password.
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

OTHER_CONTENT = _("What is in this file is not what its name ends in.")
OLD_OR_PASSWORD = _("This file has a password or is of an old kind, such as .doc.")
OLD_OR_PASSWORD_OF_A_SHEET = _("This file has a password or is of an old kind, such as .xls.")


@dataclass(frozen=True)
class Kind:
    """One kind of document: how it begins, what browsers call it, what else is checked.

    The check may return the number of pages.
    """

    signature: bytes
    content_type: str
    check: Callable[[IO[bytes]], int | None]


@dataclass(frozen=True)
class Accepted:
    """What a field takes: its kinds by ending, the largest size in bytes, and what to say."""

    kinds: dict[str, Kind]
    max_size: int
    wanted: Promise
    too_large: Promise
    other_ending: Promise


def _openxml(name: str, main: str) -> Kind:
    content_type = f"application/vnd.openxmlformats-officedocument.{name}"
    return Kind(ZIP, content_type, partial(check_openxml, main=main))


XLSX = _openxml("spreadsheetml.sheet", "spreadsheetml.sheet")
OPENDOCUMENT_TEXT = "application/vnd.oasis.opendocument.text"
EPUB = "application/epub+zip"
PDF = Kind(b"%PDF-", "application/pdf", check_pdf)
KINDS = {
    ".pdf": PDF,
    ".docx": _openxml("wordprocessingml.document", "wordprocessingml.document"),
    ".xlsx": XLSX,
    ".pptx": _openxml("presentationml.presentation", "presentationml.presentation"),
    ".odt": Kind(
        ZIP, OPENDOCUMENT_TEXT, partial(check_opendocument, content_type=OPENDOCUMENT_TEXT)
    ),
}


DOCUMENTS = Accepted(
    KINDS,
    10 * 1024 * 1024,
    wanted=_("Send a PDF, Word, Excel, PowerPoint or OpenDocument file of up to 10 MB."),
    too_large=_("This file is larger than 10 MB."),
    other_ending=_("The name of this file does not end in .pdf, .docx, .xlsx, .pptx or .odt."),
)
EDITIONS = Accepted(
    {".pdf": PDF, ".epub": Kind(ZIP, EPUB, partial(check_epub, content_type=EPUB))},
    50 * 1024 * 1024,
    wanted=_("Send a PDF or EPUB file of up to 50 MB."),
    too_large=_("This file is larger than 50 MB."),
    other_ending=_("The name of this file does not end in .pdf or .epub."),
)
CVS = Accepted(
    {ending: KINDS[ending] for ending in (".pdf", ".docx")},
    5 * 1024 * 1024,
    wanted=_("Send your CV as PDF or DOCX, up to 5 MB."),
    too_large=_("This file is larger than 5 MB."),
    other_ending=_("The name of this file does not end in .pdf or .docx."),
)
SPREADSHEETS = Accepted(
    {".xlsx": KINDS[".xlsx"], ".csv": Kind(b"", "text/csv", check_text)},
    10 * 1024 * 1024,
    wanted=_("Send an Excel file (.xlsx) or a CSV file of up to 10 MB."),
    too_large=_("This file is larger than 10 MB."),
    other_ending=_("The name of this file does not end in .xlsx or .csv."),
)


def ending_of(name: str | None) -> str:
    return PurePath((name or "").strip()).suffix.lower()


def content_type_of(name: str) -> str:
    """Return the type under which a stored document is sent."""
    return (DOCUMENTS.kinds | EDITIONS.kinds | SPREADSHEETS.kinds)[ending_of(name)].content_type


def check_document(
    file: "File[bytes]", name: str | None, accepted: Accepted = DOCUMENTS
) -> int | None:
    """Accept a document that is whole, harmless and of the kind that ``name`` says.

    Return its number of pages where the kind tells it, as a PDF does.

    :raises FileRefused: otherwise.
    """
    if file.size > accepted.max_size:
        raise FileRefused(accepted.too_large)
    ending = ending_of(name)
    if ending not in accepted.kinds:
        raise FileRefused(accepted.other_ending)
    file.seek(0)
    head = file.read(HEAD)
    if head.startswith(OLD_OFFICE):
        is_sheet = ending in SPREADSHEETS.kinds
        raise FileRefused(OLD_OR_PASSWORD_OF_A_SHEET if is_sheet else OLD_OR_PASSWORD)
    kind = accepted.kinds[ending]
    is_known = not kind.signature or ending in _endings_by_content(head)
    if not head.startswith(kind.signature) or not is_known:
        raise FileRefused(OTHER_CONTENT)
    file.seek(0)
    pages = kind.check(file)
    file.seek(0)
    return pages


def _endings_by_content(head: bytes) -> set[str]:
    """A second opinion: the endings that files with this beginning have."""
    try:
        return {match.extension for match in puremagic.magic_string(head)}
    except puremagic.PureError:
        return set()
