"""Files that people send: whole ones, and hostile ones made on the spot."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable
from functools import cache

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from acpmigration.uploads.documents import OPENDOCUMENT_TEXT
from acpmigration.uploads.office import OPENXML_MAIN, TYPES

MAIN_PARTS = {
    ".docx": ("word/document.xml", "wordprocessingml.document"),
    ".xlsx": ("xl/workbook.xml", "spreadsheetml.sheet"),
    ".pptx": ("ppt/presentation.xml", "presentationml.presentation"),
}

Parts = Iterable[tuple[str, bytes]]


def sent(content: bytes, name: str) -> SimpleUploadedFile:
    """What arrives when somebody sends a file, whatever the browser says it is."""
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def repeated(piece: bytes, times: int, *, start: bytes = b"", end: bytes = b"") -> bytes:
    """Pack a piece over and over, as zlib would, but only once."""
    packer = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    first = packer.compress(start) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    last = packer.compress(end) + packer.flush()
    checksum = zlib.adler32(start)
    for _time in range(times):
        checksum = zlib.adler32(piece, checksum)
    checksum = zlib.adler32(end, checksum)
    return b"\x78\x9c" + first + again * times + last + struct.pack(">I", checksum)


# PDF ---------------------------------------------------------------------------------------------


def pdf(change: Callable[[pikepdf.Pdf], None] = lambda document: None, **how: object) -> bytes:
    """One empty page; ``change`` adds something, the rest says how it is saved."""
    written = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        change(document)
        document.save(written, static_id=True, **how)
    return written.getvalue()


def pdf_with_script() -> bytes:
    def open_with_script(document: pikepdf.Pdf) -> None:
        document.Root.OpenAction = pikepdf.Dictionary(
            S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)")
        )

    return pdf(open_with_script)


def pdf_with_hidden_script() -> bytes:
    """Compressed in an object stream, and nothing leads to it but a number."""

    def add_to_no_page(document: pikepdf.Pdf) -> None:
        action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        document.Root.Extra = document.make_indirect(pikepdf.Array([pikepdf.Array([action])]))

    return pdf(add_to_no_page, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def pdf_with_escaped_script() -> bytes:
    """Two names spelled by numbers, and a shorter script, so that all places stay the same."""
    return (
        pdf_with_script()
        .replace(b"/JavaScript", b"/Java#53cript")
        .replace(b"/JS", b"/#4aS")
        .replace(b"app.alert", b"alert")
    )


def pdf_that_launches() -> bytes:
    def launch(document: pikepdf.Pdf) -> None:
        document.Root.OpenAction = pikepdf.Dictionary(
            S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe")
        )

    return pdf(launch)


def pdf_that_opens(what: str, *, after: bool = False) -> bytes:
    """Does something as soon as it is opened, or ``after`` something harmless."""

    def open_with(document: pikepdf.Pdf) -> None:
        action = pikepdf.Dictionary(
            S=pikepdf.Name(what), URI=pikepdf.String("https://example.org/"), D=pikepdf.Array([1])
        )
        first = pikepdf.Dictionary(S=pikepdf.Name.GoTo, Next=action) if after else action
        document.Root.OpenAction = document.make_indirect(first)

    return pdf(open_with)


def pdf_with_attachment() -> bytes:
    def attach(document: pikepdf.Pdf) -> None:
        document.attachments["program.exe"] = b"MZ"

    return pdf(attach)


def pdf_with_password(*, to_open: str) -> bytes:
    return pdf(encryption=pikepdf.Encryption(owner="of the owner", user=to_open))


def pdf_about_scripts() -> bytes:
    """Names what is forbidden in its text only."""

    def title(document: pikepdf.Pdf) -> None:
        document.docinfo["/Title"] = "On /JavaScript and /EmbeddedFiles in PDF"

    return pdf(title)


@cache
def pdf_bomb() -> bytes:
    """One megabyte that unpacks to a gigabyte of numbers as soon as an object is looked up."""
    packed = repeated(b"0 " * 500_000, 1_000, start=b"5 0 [", end=b"]")
    written = b"%PDF-1.5\n"
    places = {}
    for number, body in {
        1: b"<</Type/Catalog/Pages 2 0 R/X 5 0 R>>",
        2: b"<</Type/Pages/Kids[6 0 R]/Count 1>>",
        6: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        4: b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream"
        % (len(packed), packed),
    }.items():
        places[number] = len(written)
        written += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    rows = [
        (0, 0),
        (1, places[1]),
        (1, places[2]),
        (1, len(written)),
        (1, places[4]),
        (2, 4),
        (1, places[6]),
    ]
    table = b"".join(struct.pack(">BIB", kind, place, 0) for kind, place in rows)
    return written + (
        b"3 0 obj\n<</Type/XRef/Size 7/W[1 4 1]/Root 1 0 R/Length %d>>\nstream\n%b\nendstream\n"
        b"endobj\nstartxref\n%d\n%%%%EOF\n" % (len(table), table, len(written))
    )


# Office ------------------------------------------------------------------------------------------


def archive(parts: Parts, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as packed:
        for name, content in parts:
            packed.writestr(name, content)
    return written.getvalue()


def openxml(ending: str = ".docx", *, extra: Parts = (), types: str = "") -> bytes:
    """The smallest Word, Excel or PowerPoint file; ``types`` stands for its main content type."""
    part, main = MAIN_PARTS[ending]
    content_type = types or OPENXML_MAIN.format(main)
    declared = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{part}" ContentType="{content_type}"/></Types>'
    )
    return archive([(TYPES, declared.encode()), (part, b"<document/>"), *extra])


def relationship(kind: str) -> tuple[str, bytes]:
    """A part that ties the document to something elsewhere."""
    written = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" TargetMode="External" Target="https://example.org/a" Type='
        f'"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/>'
        "</Relationships>"
    )
    return "word/_rels/document.xml.rels", written.encode()


def opendocument(*, extra: Parts = (), manifest: bytes = b"<manifest/>") -> bytes:
    return archive(
        [
            ("mimetype", OPENDOCUMENT_TEXT.encode()),
            ("META-INF/manifest.xml", manifest),
            ("content.xml", b"<document/>"),
            *extra,
        ]
    )


@cache
def openxml_bomb(megabytes: int) -> bytes:
    """A document that unpacks to so much, packed a thousand times smaller."""
    return openxml(extra=[("word/media/zeros.xml", bytes(megabytes * 1024 * 1024))])


@cache
def openxml_of_entries(count: int) -> bytes:
    return openxml(extra=((f"word/{number}.xml", b"") for number in range(count)))


def with_false_count(content: bytes) -> bytes:
    """The same archive, whose directory claims to have three entries."""
    start = content.rindex(b"PK\x05\x06")
    return content[: start + 8] + struct.pack("<HH", 3, 3) + content[start + 12 :]


def encrypted(content: bytes) -> bytes:
    """The same archive, whose entries claim to be encrypted."""
    start = content.index(b"PK\x01\x02")
    flags = start + 8
    return content[:flags] + b"\x01" + content[flags + 1 :]


# Pictures ----------------------------------------------------------------------------------------


def picture(
    kind: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **how: object
) -> bytes:
    written = io.BytesIO()
    Image.new(mode, size, "teal" if mode == "RGB" else 0).save(written, kind, **how)
    return written.getvalue()


def picture_with_place(orientation: int = 6) -> bytes:
    """A photo as a telephone takes it: lying on its side, with its maker and where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Telephone of a person"
    exif.get_ifd(0x8825)[1] = "S"
    exif.get_ifd(0x8825)[2] = (13.0, 50.0, 1.0)
    return picture(exif=exif.tobytes(), icc_profile=b"A profile", comment=b"A person's comment")


@cache
def picture_bomb(side: int = 13_000) -> bytes:
    """A PNG of one colour, written without ever holding its pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        checksum = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)

    pixels = repeated(b"\0" + bytes(side * 3), side)
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


SVG_WITH_SCRIPT = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML_WITH_SCRIPT = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
PROGRAM = b"MZ\x90\0" + bytes(200)
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
