"""What all sheets of a workbook share: their names, texts and styles."""

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

from acpmigration.spreadsheets.workbook.elements import Found, Strings, as_text
from acpmigration.spreadsheets.workbook.limits import MOST_BYTES_OF_PART, Refused

TRUE = ("1", "true")
# Formats that are days in some languages and have no text of their own.
DAYS_OF_OTHER_LANGUAGES = {*range(27, 37), *range(50, 59)}
LONGEST_ERROR = 20
# Larger whole numbers are not told apart.
EXACT = 2**53


@dataclass(frozen=True)
class Entry:
    """A sheet as the workbook lists it; ``part`` is where it lies in the archive."""

    name: str
    is_hidden: bool
    part: str


@dataclass
class Book:
    """``day_styles`` are the numbers of the styles in which a number is a day."""

    archive: zipfile.ZipFile
    sheets: list[Entry] = field(default_factory=list)
    epoch: datetime = WINDOWS_EPOCH
    strings: list[Found] = field(default_factory=list)
    day_styles: set[int] = field(default_factory=set)

    def value(self, kind: str, style: int, text: str) -> Found:
        """Tell what stands in a cell of the kind that the file says it is."""
        if kind == "s":
            return self.strings[int(text)]
        if kind == "b":
            return "truth", text.strip() in TRUE
        if kind == "e":
            return "error", text[:LONGEST_ERROR]
        if kind == "d":
            return moment(datetime.fromisoformat(text.strip()))
        if kind == "n":
            return self.number(text, is_day=style in self.day_styles)
        return as_text(text)

    def number(self, text: str, *, is_day: bool) -> Found:
        number = float(text)
        if not is_day:
            is_whole = number.is_integer() and abs(number) < EXACT
            return "number", int(number) if is_whole else number
        try:
            return moment(from_excel(number, self.epoch))
        except (OverflowError, ValueError):
            return "error", text[:LONGEST_ERROR]


def moment(found: Any) -> Found:
    if isinstance(found, time):
        return "time", found.isoformat()
    is_day = found.time() == time()
    return ("day", found.date().isoformat()) if is_day else ("moment", found.isoformat())


def opened(archive: zipfile.ZipFile) -> Book:
    """Read what is needed before any sheet is.

    :raises Refused: if the archive is no workbook, or too large a one.
    """
    main = next(_related(archive, "", "officeDocument"), ("", ""))[1]
    workbook = _parsed(archive, main)
    book = Book(archive)
    parts = dict(_related(archive, main, "worksheet"))
    for element in workbook.iter():
        tag = _tag(element)
        if tag == "workbookPr" and element.get("date1904") in TRUE:
            book.epoch = MAC_EPOCH
        elif tag == "sheet":
            key = next((value for name, value in element.items() if name.endswith("}id")), "")
            # Charts are sheets too, and have no rows.
            if key in parts:
                is_hidden = element.get("state", "visible") != "visible"
                book.sheets.append(Entry(element.get("name", ""), is_hidden, parts[key]))
    for _key, part in _related(archive, main, "styles"):
        book.day_styles = set(_day_styles(_parsed(archive, part)))
    for _key, part in _related(archive, main, "sharedStrings"):
        strings = Strings()
        with archive.open(part) as source:
            for _piece in strings.read(source):
                pass
        book.strings = strings.found
    return book


def _related(archive: zipfile.ZipFile, part: str, kind: str) -> Iterator[tuple[str, str]]:
    """Yield key and place of the parts that a part names as of this kind."""
    folder, name = posixpath.split(part)
    for element in _parsed(archive, posixpath.join(folder, "_rels", f"{name}.rels")):
        if element.get("Type", "").endswith(f"/{kind}"):
            target = element.get("Target", "")
            where = posixpath.normpath(posixpath.join("/", folder, target)).removeprefix("/")
            if where in archive.namelist():
                yield element.get("Id", ""), where


def _parsed(archive: zipfile.ZipFile, part: str) -> Element:
    with archive.open(part) as source:
        content = source.read(MOST_BYTES_OF_PART + 1)
    if len(content) > MOST_BYTES_OF_PART:
        raise Refused("large")
    return fromstring(content, forbid_dtd=True)


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _day_styles(styles: Element) -> Iterator[int]:
    own = {
        int(element.get("numFmtId", 0)): element.get("formatCode", "")
        for element in styles.iter()
        if _tag(element) == "numFmt"
    }
    for group in styles:
        if _tag(group) != "cellXfs":
            continue
        for number, style in enumerate(group):
            key = int(style.get("numFmtId", 0))
            code = own.get(key) or BUILTIN_FORMATS.get(key)
            # A duration is a number of days, not a day.
            is_day = is_date_format(code) and not is_timedelta_format(code)
            if is_day or key in DAYS_OF_OTHER_LANGUAGES:
                yield number
