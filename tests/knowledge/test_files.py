"""Editions: which files are taken, what is kept of them, and that none fills our memory."""

import io
import random
import tracemalloc
import zipfile

import pikepdf
import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import transaction

from acpmigration.uploads.documents import EPUB
from knowledge.models import Edition
from tests.factories import files
from tests.factories.knowledge import EditionFactory, KnowledgeProductFactory

MEGABYTE = 1024 * 1024
WANTED = "Send a PDF or EPUB file of up to 50 MB."
DAMAGED_PDF = "This PDF is damaged or too complicated; print it to a new PDF."
ENCRYPTED_PDF = "This PDF is encrypted or has a password."
ACTIVE_PDF = "This PDF contains scripts or actions."
OTHER_CONTENT = "What is in this file is not what its name ends in."
OTHER_ENDING = "The name of this file does not end in .pdf or .epub."
DAMAGED = "This file is damaged."
ACTIVE = "This file contains macros or programs."
NO_BOOK = "There is no book in this file."
TOO_BIG_INSIDE = "This file unpacks to far more than it seems to hold."
PASSWORD = "This file is encrypted or has a password."
SCRIPT = b"<html><script>alert(1)</script></html>"
HANDLER = b'<html><body onload="alert(1)"/></html>'
LONG = b"".join(b"<p>%d</p>" % (number * number) for number in range(100_000))
FAR_SCRIPT = b"<html>" + LONG + SCRIPT.removeprefix(b"<html>")
PAGE_OF_WORDS = b"<p>On &lt;script&gt;, onload= and javascript: in pages</p>"
OLD_PAGE = (
    b'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" '
    b'"http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd"><html><p>a&nbsp;b</p></html>'
)
ENTITIES = b'<!DOCTYPE p [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;">]><p>&b;</p>'
CONTAINER = b"""
  <container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
    <rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles>
  </container>"""
PARTS = """
  <package xmlns="http://www.idpf.org/2007/opf">
    <manifest><item id="a" href="{}" media-type="{}"/></manifest>
    <spine><itemref idref="a"/></spine>
  </package>"""
PAGE_TYPE = "application/xhtml+xml"


def epub(*more, first="mimetype", href="a.xhtml", kind=PAGE_TYPE, container=CONTAINER):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr(first, EPUB, zipfile.ZIP_STORED)
        book.writestr("META-INF/container.xml", container)
        book.writestr("OPS/book.opf", PARTS.format(href, kind))
        for name, content in more:
            book.writestr(name, content)
    return written.getvalue()


def page(content, name="OPS/a.xhtml", **more):
    """A book that has this page."""
    return lambda: epub((name, content), **more)


REFUSED = {
    "scripted.pdf": (files.pdf_with_script, ACTIVE_PDF),
    "attachment.pdf": (files.pdf_with_attachment, "This PDF has other files attached."),
    "locked.pdf": (lambda: files.pdf_with_password(to_open="s"), ENCRYPTED_PDF),
    "cut off.pdf": (lambda: files.pdf()[:-60], DAMAGED_PDF),
    "polyglot.pdf": (lambda: files.pdf() + files.HTML_WITH_SCRIPT, DAMAGED_PDF),
    "page.pdf": (lambda: files.HTML_WITH_SCRIPT, OTHER_CONTENT),
    "book.pdf": (epub, OTHER_CONTENT),
    "paper.epub": (files.pdf, OTHER_CONTENT),
    "text.epub": (files.openxml, OTHER_CONTENT),
    "drawing.svg": (lambda: files.SVG_WITH_SCRIPT, OTHER_ENDING),
    "report.docx": (files.openxml, OTHER_ENDING),
    "book.epub.html": (epub, OTHER_ENDING),
    "list later.epub": (lambda: epub(("mimetype", EPUB), first="a.txt"), OTHER_CONTENT),
    "cut off.epub": (lambda: epub()[:-10], DAMAGED),
    "program.epub": (lambda: epub(("a.exe", b"MZ")), ACTIVE),
    "script.epub": (lambda: epub(("a.js", b"alert(1)")), ACTIVE),
    "script within.epub": (page(SCRIPT), ACTIVE),
    "script of a namespace.epub": (
        page(b'<x:script xmlns:x="http://www.w3.org/2000/svg"/>'),
        ACTIVE,
    ),
    "script in two bytes.epub": (page(SCRIPT.decode().encode("utf-16")), ACTIVE),
    "script of another ending.epub": (page(SCRIPT, "OPS/s.page", href="s%2Epage"), ACTIVE),
    "script as a part.epub": (page(b"x", "OPS/a", href="a", kind="text/javascript"), ACTIVE),
    "handler.epub": (page(HANDLER), ACTIVE),
    "handler behind a sign.epub": (page(b'<p title=">" onclick="a()"/>'), ACTIVE),
    "program as address.epub": (page(b'<a href=" java&#115;cript:a()">x</a>'), ACTIVE),
    "page as address.epub": (page(b'<a href="data:text/html,x">x</a>'), ACTIVE),
    "page from elsewhere.epub": (page(b'<iframe src="https://example.org/"/>'), ACTIVE),
    "far script.epub": (page(FAR_SCRIPT), ACTIVE),
    "drawing.epub": (page(files.SVG_WITH_SCRIPT, "OPS/a.svg"), ACTIVE),
    "entities.epub": (page(ENTITIES), DAMAGED),
    "no markup.epub": (page(b"<p>"), DAMAGED),
    "no list.epub": (lambda: epub(container=b"<container/>"), NO_BOOK),
    "list of nothing.epub": (lambda: epub(container=CONTAINER.replace(b"OPS/", b"")), NO_BOOK),
    "no container.epub": (lambda: epub(container=b"garbage"), DAMAGED),
    "long page.epub": (page(b"<p>" + random.Random(1).randbytes(5 * MEGABYTE)), TOO_BIG_INSIDE),
    "locked.epub": (lambda: epub(("META-INF/encryption.xml", b"<e/>")), PASSWORD),
    "astray.epub": (lambda: epub(("../../a", b"x")), DAMAGED),
    "bomb.epub": (lambda: epub(("a.xhtml", bytes(50 * MEGABYTE))), TOO_BIG_INSIDE),
    "entries.epub": (lambda: epub(*((f"{n}.xhtml", b"") for n in range(3_000))), TOO_BIG_INSIDE),
    "large.pdf": (lambda: files.pdf() + bytes(50 * MEGABYTE), "This file is larger than 50 MB."),
}
ODD_NAMES = {
    "path": "../../etc/passwd.pdf",
    "end of text": "a\0b.pdf",
    "backwards": "\u202efdp.exe.pdf",
    "long": "x" * 396 + ".pdf",
    "header": "a\r\nSet-Cookie: a=b.pdf",
}


class EditionForm(forms.ModelForm):
    class Meta:
        model = Edition
        fields = ["file"]


def said_of(content, name):
    return list(EditionForm(files={"file": files.sent(content, name)}).errors.get("file", []))


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.pdf", files.pdf),
        ("A.EPUB", epub),
        ("words.epub", page(PAGE_OF_WORDS)),
        ("of the older kind.epub", page(OLD_PAGE)),
    ],
)
def test_a_whole_edition_is_taken(name, make):
    assert said_of(make(), name) == []


@pytest.mark.parametrize("name", REFUSED)
def test_what_acts_hides_or_is_broken_is_refused_at_the_field(name):
    make, reason = REFUSED[name]

    assert said_of(make(), name) == [f"{reason} {WANTED}"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["scripted.pdf", "page.pdf", "script within.epub", "drawing.svg"])
def test_nothing_of_a_refused_file_is_stored(name, media):
    edition = EditionFactory(elsewhere=True)
    edition.file, edition.url, edition.format = files.sent(REFUSED[name][0](), name), "", "pdf"

    with transaction.atomic(), pytest.raises(ValidationError):
        edition.save()

    assert media() == []


def test_a_part_that_is_not_whole_is_found():
    parts = PARTS.format("a.xhtml", PAGE_TYPE).encode()
    book = [("mimetype", EPUB.encode()), ("META-INF/container.xml", CONTAINER)]
    book += [("OPS/book.opf", parts), ("OPS/a.css", b"WORDSWORDS")]
    whole = files.archive(book, zipfile.ZIP_STORED)

    assert said_of(whole, "a.epub") == []
    assert said_of(whole.replace(b"WORDSWORDS", b"WORDSWORDX"), "a.epub") == [f"{DAMAGED} {WANTED}"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ODD_NAMES)
def test_nothing_is_kept_of_a_name_but_its_ending(name, media, client):
    edition = EditionFactory(
        product__published=True, file=ContentFile(files.pdf(), ODD_NAMES[name])
    )

    answer = client.get(edition.get_absolute_url())

    [stored] = media()
    assert stored.startswith("editions/")
    assert len(stored) == len("editions/.pdf") + 32
    assert answer["Content-Disposition"] == f'attachment; filename="{edition.file_name}"'


@pytest.mark.django_db
def test_a_large_edition_is_not_held_in_memory(media):
    def fill(document):
        noise = random.Random(1).randbytes(45 * MEGABYTE)
        document.Root.Filled = document.make_indirect(pikepdf.Stream(document, noise))

    with TemporaryUploadedFile("large.pdf", "application/pdf", 0, None) as upload:
        upload.write(files.pdf(fill))
        upload.size = upload.tell()
        upload.seek(0)
        edition = EditionFactory.build(product=KnowledgeProductFactory(), file=upload)

        tracemalloc.start()
        edition.full_clean()
        edition.save()
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()

    assert edition.size > 45 * MEGABYTE
    assert most < 2 * MEGABYTE
