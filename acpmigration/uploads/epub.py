"""Electronic books: nothing in them may run, and their list of parts is where it belongs."""

import posixpath
import re
import zipfile
from html.entities import entitydefs
from typing import IO, Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import DefusedXMLParser
from django.utils.translation import gettext_lazy as _

from acpmigration.uploads.office import DAMAGED, MACROS, OTHERWISE, PASSWORD, opened, part_of
from acpmigration.uploads.refused import FileRefused

CONTAINER = "META-INF/container.xml"
# Of the pages' markup: the longest novels have less.
MAX_PAGE = 4 * 1024 * 1024
MAX_PAGES = 16 * 1024 * 1024
PIECE = 64 * 1024

# A reading program goes by what the list of parts calls them, some by their ending.
MARKUP_TYPE = re.compile(r"[/+](x?html|xml)\Z", re.IGNORECASE)
MARKUP_ENDING = re.compile(r"\.(x?html?|svg|xml|opf|ncx)\Z", re.IGNORECASE)
SCRIPT_TYPE = re.compile(r"(java|ecma)script", re.IGNORECASE)

RUNNING = {"applet", "embed", "iframe", "object", "script"}
# Browsers overlook these in an address.
OVERLOOKED = re.compile(r"[\x00-\x20]")
RUNNING_ADDRESS = re.compile(r"(java|vb)script:|data:(text|application|image/svg)", re.IGNORECASE)

NO_BOOK = _("There is no book in this file.")


def check_epub(file: IO[bytes], content_type: str) -> None:
    """Accept an electronic book whose pages can be read and have nothing that runs.

    :raises FileRefused: otherwise.
    """
    with opened(file) as archive:
        if archive.namelist()[:1] != ["mimetype"] or part_of(archive, "mimetype") != (
            content_type.encode()
        ):
            raise FileRefused(OTHERWISE)
        if "META-INF/encryption.xml" in archive.namelist():
            raise FileRefused(PASSWORD)
        types = _declared_types(archive, _list_of_parts(archive))
        unread = MAX_PAGES
        for name in archive.namelist():
            kind = types.get(name, "")
            if SCRIPT_TYPE.search(kind):
                raise FileRefused(MACROS)
            if MARKUP_TYPE.search(kind) or MARKUP_ENDING.search(name):
                page = part_of(archive, name, min(MAX_PAGE, unread))
                unread -= len(page)
                _fed(page, _Guard())
            else:
                _read_to_the_end(archive, name)


class _Guard:
    """Takes a page element by element, keeps nothing and refuses what runs."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if _local(tag) in RUNNING or any(
            _acts(_local(name), value) for name, value in attributes.items()
        ):
            raise FileRefused(MACROS)

    def end(self, tag: str) -> None:
        """Nothing is kept to be closed."""

    def data(self, text: str) -> None:
        """Words do not run."""

    def close(self) -> None:
        """Nothing was made."""


def _list_of_parts(archive: zipfile.ZipFile) -> str:
    """The name of the part that lists all others."""
    if CONTAINER not in archive.namelist():
        raise FileRefused(DAMAGED)
    for element in _parsed(archive, CONTAINER).iter():
        name = element.get("full-path", "")
        if _local(element.tag) == "rootfile" and name in archive.namelist():
            return name
    raise FileRefused(NO_BOOK)


def _declared_types(archive: zipfile.ZipFile, parts: str) -> dict[str, str]:
    """Part -> what the list of parts calls its kind; the list names the order of reading too."""
    found = list(_parsed(archive, parts).iter())
    items = [element for element in found if _local(element.tag) == "item"]
    if not any(_local(element.tag) == "itemref" for element in found):
        raise FileRefused(NO_BOOK)
    return {
        posixpath.normpath(
            posixpath.join(posixpath.dirname(parts), unquote(item.get("href", "")))
        ): item.get("media-type", "")
        for item in items
    }


def _parsed(archive: zipfile.ZipFile, name: str) -> Element:
    root: Element = _fed(part_of(archive, name))
    return root


def _fed(page: bytes, target: "_Guard | None" = None) -> Any:
    """Read XML that has no entities of its own.

    :raises ParseError, DefusedXmlException: for anything else.
    """
    parser = DefusedXMLParser(target=target)
    # Books of the older kind use the names that HTML has for characters.
    parser.entity.update(entitydefs)
    parser.feed(page)
    return parser.close()


def _acts(name: str, value: str) -> bool:
    """Whether an attribute is a handler, holds a page or leads to a program."""
    address = OVERLOOKED.sub("", value)
    return name.startswith("on") or name == "srcdoc" or bool(RUNNING_ADDRESS.match(address))


def _local(name: Any) -> str:
    """The name without its namespace; comments have none."""
    return name.rpartition("}")[2].lower() if isinstance(name, str) else ""


def _read_to_the_end(archive: zipfile.ZipFile, name: str) -> None:
    """Which tells whether the part is whole."""
    with archive.open(name) as part:
        while part.read(PIECE):
            pass
