"""Spreadsheets as people make them, and as nobody should."""

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

HEADINGS = ["Slug", "Title", "Year", "Day"]


def sent(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def xlsx(
    *rows: Sequence[Any],
    headings: Sequence[str] = HEADINGS,
    change: Callable[[Workbook], None] = lambda book: None,
) -> bytes:
    """A workbook of one sheet; ``change`` does what else people do to one."""
    book = Workbook()
    for row in (headings, *rows):
        book.active.append(row)
    change(book)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def with_parts(content: bytes, parts: dict[str, bytes]) -> bytes:
    """A workbook some parts of which are replaced, or added."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in dict.fromkeys([*old.namelist(), *parts]):
            new.writestr(name, parts[name] if name in parts else old.read(name))
    return written.getvalue()


def sheet_xml(rows: Iterable[bytes], after: bytes = b"") -> bytes:
    """A sheet as XML, row by row."""
    return (
        b'<?xml version="1.0"?><worksheet xmlns='
        b'"http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + b"".join(rows)
        + b"</sheetData>"
        + after
        + b"</worksheet>"
    )


SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
HEADING_ROW = (
    b'<row r="1"><c r="A1" t="inlineStr"><is><t>Slug</t></is></c>'
    b'<c r="B1" t="inlineStr"><is><t>Title</t></is></c></row>'
)


def with_sheet(rows: Iterable[bytes], after: bytes = b"") -> bytes:
    """A workbook whose only sheet is written by hand."""
    return with_parts(xlsx(), {SHEET: sheet_xml([HEADING_ROW, *rows], after)})


def with_strings(strings: bytes, rows: Iterable[bytes] = ()) -> bytes:
    """A workbook whose texts stand in a part of their own, as most programs write it."""
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return with_parts(
        with_sheet(rows),
        {
            STRINGS: b'<sst xmlns="' + main + b'">' + strings + b"</sst>",
            "xl/_rels/workbook.xml.rels": RELATIONSHIPS,
        },
    )


RELATIONSHIPS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>'
    b'<Relationship Id="rId2" Type="x/sharedStrings" Target="/xl/sharedStrings.xml"/>'
    b"</Relationships>"
)
