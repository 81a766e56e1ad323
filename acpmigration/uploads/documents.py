"""Documents: which kinds are taken, told by what is in the file."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath
from typing import IO

import puremagic
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from acpmigration.uploads.office import check_opendocument, check_openxml
from acpmigration.uploads.pdf import check_pdf
from acpmigration.uploads.refused import FileRefused

MAX_SIZE = 10 * 1024 * 1024
WANTED = _("Send a PDF, Word, Excel, PowerPoint or OpenDocument file of up to 10 MB.")

HEAD = 4_096
ZIP = b"PK\x03\x04"
# Files of Office before 2007, and what Office makes of a file with a password.
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

TOO_LARGE = _("This file is larger than 10 MB.")
OTHER_ENDING = _("The name of this file does not end in .pdf, .docx, .xlsx, .pptx or .odt.")
OTHER_CONTENT = _("What is in this file is not what its name ends in.")
OLD_OR_PASSWORD = _("This file has a password or is of an old kind, such as .doc.")


@dataclass(frozen=True)
class Kind:
    """One kind of document: how it begins, what browsers call it, what else is checked."""

    signature: bytes
    content_type: str
    check: Callable[[IO[bytes]], None]


def _openxml(name: str, main: str) -> Kind:
    content_type = f"application/vnd.openxmlformats-officedocument.{name}"
    return Kind(ZIP, content_type, partial(check_openxml, main=main))


OPENDOCUMENT_TEXT = "application/vnd.oasis.opendocument.text"
KINDS = {
    ".pdf": Kind(b"%PDF-", "application/pdf", check_pdf),
    ".docx": _openxml("wordprocessingml.document", "wordprocessingml.document"),
    ".xlsx": _openxml("spreadsheetml.sheet", "spreadsheetml.sheet"),
    ".pptx": _openxml("presentationml.presentation", "presentationml.presentation"),
    ".odt": Kind(
        ZIP, OPENDOCUMENT_TEXT, partial(check_opendocument, content_type=OPENDOCUMENT_TEXT)
    ),
}


def ending_of(name: str | None) -> str:
    return PurePath((name or "").strip()).suffix.lower()


def content_type_of(name: str) -> str:
    """Return the type under which a stored document is sent."""
    return KINDS[ending_of(name)].content_type


def check_document(file: "File[bytes]", name: str | None) -> None:
    """Accept a document that is whole, harmless and of the kind that ``name`` says.

    :raises FileRefused: otherwise.
    """
    if file.size > MAX_SIZE:
        raise FileRefused(TOO_LARGE)
    ending = ending_of(name)
    if ending not in KINDS:
        raise FileRefused(OTHER_ENDING)
    file.seek(0)
    head = file.read(HEAD)
    if head.startswith(OLD_OFFICE):
        raise FileRefused(OLD_OR_PASSWORD)
    kind = KINDS[ending]
    if not head.startswith(kind.signature) or ending not in _endings_by_content(head):
        raise FileRefused(OTHER_CONTENT)
    file.seek(0)
    kind.check(file)
    file.seek(0)


def _endings_by_content(head: bytes) -> set[str]:
    """A second opinion: the endings that files with this beginning have."""
    try:
        return {match.extension for match in puremagic.magic_string(head)}
    except puremagic.PureError:
        return set()
