"""Office files: ZIP archives, judged by their directory before anything is unpacked."""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import IO
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext_lazy as _

from acpmigration.uploads.refused import FileRefused

MAX_ENTRIES = 2_000
MAX_UNPACKED = 100 * 1024 * 1024
# Long texts and tables shrink to a thirtieth; ten times that is made to burst.
MAX_RATIO = 300
SMALL = 1024 * 1024
# What Python reads at once to list the entries: enough for MAX_ENTRIES of them.
MAX_DIRECTORY = 1024 * 1024
MAX_PART = 1024 * 1024
# Where a document type would be declared.
HEAD_OF_PART = 4_096

PLAIN_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
ENCRYPTED_FLAG = 0x1
DIRECTORY_END = struct.Struct("<4s4H2LH")
DIRECTORY_END_SIGNATURE = b"PK\x05\x06"
ZIP64_LOCATOR_SIGNATURE = b"PK\x06\x07"
ZIP64_LOCATOR_SIZE = 20

TYPES = "[Content_Types].xml"
OPENXML_MAIN = "application/vnd.openxmlformats-officedocument.{}.main+xml"
# Parts of an office file that run when it is opened, or that somebody is meant to run.
ACTING = re.compile(
    r"(^|/)(vbaproject\.bin|vbadata\.xml)\Z"
    r"|(^|/)(activex|basic|macrosheets|scripts)/"
    r"|\.(bat|cmd|dll|docm|exe|hta|jar|js|lnk|pptm|ps1|scr|vbs|xlsm)\Z",
    re.IGNORECASE,
)

DAMAGED = _("This file is damaged.")
TOO_BIG_INSIDE = _("This file unpacks to far more than it seems to hold.")
MACROS = _("This file contains macros or programs.")
PASSWORD = _("This file is encrypted or has a password.")
REACHES_OUT = _("This file loads something from elsewhere when it is opened.")
OTHERWISE = _("What is in this file is not what its name ends in.")


def check_openxml(file: IO[bytes], main: str) -> None:
    """Accept a Word, Excel or PowerPoint file without macros; ``main`` is its kind of document.

    :raises FileRefused: otherwise.
    """
    with opened(file) as archive:
        types = _declared_types(part_of(archive, TYPES))
        if any("macroenabled" in kind.lower() or "vbaproject" in kind.lower() for kind in types):
            raise FileRefused(MACROS)
        _check_parts(archive)
        parts = types.get(OPENXML_MAIN.format(main), set())
        if not any(part in archive.namelist() for part in parts):
            raise FileRefused(OTHERWISE)


def check_opendocument(file: IO[bytes], content_type: str) -> None:
    """Accept an OpenDocument file without macros.

    :raises FileRefused: otherwise.
    """
    with opened(file) as archive:
        if part_of(archive, "mimetype") != content_type.encode():
            raise FileRefused(OTHERWISE)
        if b"encryption-data" in part_of(archive, "META-INF/manifest.xml"):
            raise FileRefused(PASSWORD)
        if "content.xml" not in archive.namelist():
            raise FileRefused(DAMAGED)


@contextmanager
def opened(file: IO[bytes]) -> Iterator[zipfile.ZipFile]:
    """Open an archive that passed all that can be told from its directory."""
    _check_size_of_directory(file)
    try:
        with zipfile.ZipFile(file) as archive:
            _check_entries(archive.infolist())
            yield archive
    except (
        zipfile.BadZipFile,
        zlib.error,
        DefusedXmlException,
        ParseError,
        EOFError,
        NotImplementedError,
        OSError,
        RuntimeError,
        ValueError,
    ) as error:
        raise FileRefused(DAMAGED) from error


def _check_size_of_directory(file: IO[bytes]) -> None:
    """Refuse before Python lists the entries, for it does so without a limit.

    Only the plainest form passes, which every office program writes: nothing before the first
    entry, nothing after the directory. So we and Python cannot read two different directories.
    """
    length = file.seek(0, 2)
    file.seek(max(0, length - DIRECTORY_END.size - ZIP64_LOCATOR_SIZE))
    tail = file.read()
    if len(tail) < DIRECTORY_END.size + ZIP64_LOCATOR_SIZE:
        raise FileRefused(DAMAGED)
    end = DIRECTORY_END.unpack(tail[-DIRECTORY_END.size :])
    signature, *_disks, entries, size, offset, comment = end
    if signature != DIRECTORY_END_SIGNATURE or comment or tail.startswith(ZIP64_LOCATOR_SIGNATURE):
        raise FileRefused(DAMAGED)
    if entries > MAX_ENTRIES or size > MAX_DIRECTORY:
        raise FileRefused(TOO_BIG_INSIDE)
    if offset + size != length - DIRECTORY_END.size:
        raise FileRefused(DAMAGED)


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED:
        raise FileRefused(TOO_BIG_INSIDE)
    if any(e.file_size > SMALL and e.file_size > MAX_RATIO * e.compress_size for e in entries):
        raise FileRefused(TOO_BIG_INSIDE)
    if any(entry.flag_bits & ENCRYPTED_FLAG for entry in entries):
        raise FileRefused(PASSWORD)
    if any(ACTING.search(name) for name in names):
        raise FileRefused(MACROS)
    if (
        len(set(names)) < len(names)
        or any(_leads_astray(name) for name in names)
        or any(entry.compress_type not in PLAIN_METHODS for entry in entries)
    ):
        raise FileRefused(DAMAGED)


def _leads_astray(name: str) -> bool:
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or "\\" in name


def part_of(archive: zipfile.ZipFile, name: str, limit: int = MAX_PART) -> bytes:
    if name not in archive.namelist():
        raise FileRefused(OTHERWISE)
    with archive.open(name) as part:
        content = part.read(limit + 1)
    if len(content) > limit:
        raise FileRefused(TOO_BIG_INSIDE)
    return content


def _check_parts(archive: zipfile.ZipFile) -> None:
    """Links may lead elsewhere; templates, pictures, frames and objects lie in the file."""
    for name in archive.namelist():
        if name.endswith(".rels"):
            _check_relationships(part_of(archive, name))
        elif name.endswith(".xml"):
            with archive.open(name) as part:
                if b"<!DOCTYPE" in part.read(HEAD_OF_PART).replace(b"\0", b"").upper():
                    raise FileRefused(DAMAGED)


def _check_relationships(xml: bytes) -> None:
    for element in fromstring(xml, forbid_dtd=True):
        is_outside = element.get("TargetMode", "").lower() == "external"
        if is_outside and not element.get("Type", "").endswith("/hyperlink"):
            raise FileRefused(REACHES_OUT)


def _declared_types(xml: bytes) -> dict[str, set[str]]:
    """Return content type -> the parts that have it; none for a type of an ending."""
    declared: dict[str, set[str]] = {}
    for element in fromstring(xml, forbid_dtd=True):
        parts = declared.setdefault(element.get("ContentType", ""), set())
        parts.add(element.get("PartName", "").removeprefix("/"))
    return declared
