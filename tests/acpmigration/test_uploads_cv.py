"""CVs: what is taken and refused, and what staff get to read of them."""

import time
import tracemalloc

import pypdfium2
import pytest
from django import forms
from PIL import Image

from acpmigration.uploads import CVField, documents, reading
from acpmigration.uploads.reading import Reading, page_picture, read_cv
from tests.acpmigration.test_uploads_documents import (
    ACTIVE,
    DAMAGED,
    DAMAGED_PDF,
    ENCRYPTED,
    MACROS,
    OLD,
    OTHER_CONTENT,
    PASSWORD,
    TOO_BIG_INSIDE,
    VBA,
    seconds_worked,
)
from tests.factories import files

pytestmark = pytest.mark.static

WANTED = "Send your CV as PDF or DOCX, up to 5 MB."
OTHER_ENDING = "The name of this file does not end in .pdf or .docx."
TOO_LARGE = "This file is larger than 5 MB."
FIVE_MEGABYTES = 5 * 1024 * 1024
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

FIELD = CVField(folder="cvs")


class CVForm(forms.Form):
    cv = FIELD.formfield(validators=[FIELD.validate_file])


def refusal_of(content, name):
    """What stands beside the field of a form."""
    return CVForm(files={"cv": files.sent(content, name)}).errors.get("cv", [])


def of_size(size):
    """A whole PDF of so many bytes."""

    def filled(number):
        def fill(document):
            document.Root.Filling = document.make_stream(bytes(number))

        return files.pdf(fill, compress_streams=False)

    return filled(size - (len(filled(size)) - size))


HOSTILE = {
    "program": (files.PROGRAM, "cv.exe", OTHER_ENDING),
    "program named .pdf": (files.PROGRAM, "cv.pdf", OTHER_CONTENT),
    "program named .docx": (files.PROGRAM, "cv.docx", OTHER_CONTENT),
    "two endings": (files.PROGRAM, "cv.pdf.exe", OTHER_ENDING),
    "HTML named .pdf": (files.HTML_WITH_SCRIPT, "cv.pdf", OTHER_CONTENT),
    "drawing named .pdf": (files.SVG_WITH_SCRIPT, "cv.pdf", OTHER_CONTENT),
    "old Word": (files.OLD_WORD, "cv.docx", OLD),
    "old Word by its name": (files.OLD_WORD, "cv.doc", OTHER_ENDING),
    "macro document": (lambda: files.openxml(types=VBA), "cv.docm", OTHER_ENDING),
    "macro document renamed": (lambda: files.openxml(types=VBA), "cv.docx", MACROS),
    "document with vbaProject": (
        lambda: files.openxml(extra=[("word/vbaProject.bin", b"x")]),
        "cv.docx",
        MACROS,
    ),
    "table": (lambda: files.openxml(".xlsx"), "cv.xlsx", OTHER_ENDING),
    "table named .docx": (lambda: files.openxml(".xlsx"), "cv.docx", OTHER_CONTENT),
    "other text": (files.opendocument, "cv.odt", OTHER_ENDING),
    "DOCX with a password": (lambda: files.encrypted(files.openxml()), "cv.docx", PASSWORD),
    "archive that leads astray": (
        lambda: files.openxml(extra=[("../../etc/passwd", b"x")]),
        "cv.docx",
        DAMAGED,
    ),
    "PDF before a page of HTML": (
        lambda: files.pdf() + files.HTML_WITH_SCRIPT,
        "cv.pdf",
        DAMAGED_PDF,
    ),
    "PDF behind a page of HTML": (
        lambda: files.HTML_WITH_SCRIPT + files.pdf(),
        "cv.pdf",
        OTHER_CONTENT,
    ),
    "PDF that is an archive as well": (
        lambda: files.pdf() + files.openxml(),
        "cv.pdf",
        DAMAGED_PDF,
    ),
    "archive that is a PDF as well": (
        lambda: files.pdf() + files.openxml(),
        "cv.docx",
        OTHER_CONTENT,
    ),
    "PDF with a script": (files.pdf_with_script, "cv.pdf", ACTIVE),
    "PDF with a hidden script": (files.pdf_with_hidden_script, "cv.pdf", ACTIVE),
    "PDF that launches": (files.pdf_that_launches, "cv.pdf", ACTIVE),
    "PDF with a password": (lambda: files.pdf_with_password(to_open="x"), "cv.pdf", ENCRYPTED),
    "PDF that is encrypted": (lambda: files.pdf_with_password(to_open=""), "cv.pdf", ENCRYPTED),
    "PDF with a file in it": (
        files.pdf_with_attachment,
        "cv.pdf",
        "This PDF has other files attached.",
    ),
    "PDF cut off": (lambda: files.pdf()[:-60], "cv.pdf", DAMAGED_PDF),
    "a byte too many": (lambda: of_size(FIVE_MEGABYTES + 1), "cv.pdf", TOO_LARGE),
}


@pytest.mark.parametrize(("content", "name", "reason"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_cv_is_refused_in_a_sentence(content, name, reason):
    made = content() if callable(content) else content

    assert refusal_of(made, name) == [f"{reason} {WANTED}"]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (files.pdf, "cv.pdf"),
        (files.openxml, "CV.DOCX"),
        (files.pdf_about_scripts, "cv of a lawyer.pdf"),
        (lambda: of_size(FIVE_MEGABYTES), "cv.pdf"),
    ],
    ids=["PDF", "DOCX", "about scripts", "the largest"],
)
def test_a_plain_cv_is_taken(content, name):
    assert refusal_of(content(), name) == []


BOMBS = {
    "unpacks to 101 MB": (lambda: files.openxml_bomb(101), TOO_BIG_INSIDE),
    "30,000 entries": (lambda: files.openxml_of_entries(30_000), TOO_BIG_INSIDE),
    "uncounted entries": (
        lambda: files.with_false_count(files.openxml_of_entries(30_000)),
        TOO_BIG_INSIDE,
    ),
    "PDF of a gigabyte": (files.pdf_bomb, DAMAGED_PDF),
    "200 MB": (lambda: bytes(200 * 1024 * 1024), TOO_LARGE),
}


@pytest.mark.parametrize(("make", "reason"), BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_refused_at_once_and_takes_no_memory(make, reason):
    content = make()
    name = "cv.docx" if content.startswith(b"PK") else "cv.pdf"
    sent = files.sent(content, name)
    tracemalloc.start()
    began = seconds_worked()

    refusal = CVForm(files={"cv": sent}).errors["cv"]

    took, (_now, most) = seconds_worked() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert refusal == [f"{reason} {WANTED}"]
    assert took < 2
    assert most < 8_000_000


@pytest.mark.parametrize(
    "name",
    [
        "cv\0.exe.pdf",
        "\u202efdp.exe.pdf",
        "c" * 400 + ".pdf",
        "cv\r\nContent-Type: text/html.pdf",
        "../../../etc/passwd.pdf",
        "C:\\cv.pdf",
        "cv.pdf ",
        "Ελληνικά.pdf",
    ],
)
def test_nothing_of_an_odd_name_is_kept_but_its_ending(name):
    assert refusal_of(files.pdf(), name) == []

    stored = FIELD.generate_filename(None, f"file{documents.ending_of(name)}")

    folder, _slash, random = stored.partition("/")
    assert (folder, random[32:]) == ("cvs", ".pdf")
    assert int(random[:32], 16) > 0


def test_names_are_random_and_lie_in_a_folder_apart():
    names = {FIELD.generate_filename(None, "cv.pdf") for _turn in range(100)}

    assert len(names) == 100


# Reading -----------------------------------------------------------------------------------------


def docx(body, *, extra="", part="word/document.xml"):
    declared = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Override PartName="/docProps/app.xml" ContentType="application/xml"/>'
        f'<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.document.main+xml"/></Types>'
    )
    document = f'{extra}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return files.archive([("[Content_Types].xml", declared.encode()), (part, document.encode())])


def paragraph(*runs):
    return "<w:p>{}</w:p>".format("".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs))


def written_pdf(pages=1, size=(595, 842), words="Maria speaks Português"):
    """Pages with words on them, in the one font that every reader has."""
    document = files.pikepdf.new()
    for number in range(pages):
        page = document.add_blank_page(page_size=size)
        font = files.pikepdf.Dictionary(
            Type=files.pikepdf.Name.Font,
            Subtype=files.pikepdf.Name.Type1,
            BaseFont=files.pikepdf.Name.Helvetica,
            Encoding=files.pikepdf.Name.WinAnsiEncoding,
        )
        page.Resources = files.pikepdf.Dictionary(Font=files.pikepdf.Dictionary(F=font))
        said = f"BT /F 20 Tf 40 {size[1] - 60} Td ({words} {number + 1}) Tj ET"
        page.Contents = document.make_stream(said.encode("cp1252"))
    target = files.io.BytesIO()
    document.save(target)
    return target.getvalue()


def read(content, name):
    return read_cv(files.sent(content, name), name)


def test_the_words_of_a_docx_are_read_by_paragraphs():
    box = f"<w:p><w:r>{paragraph('In a box')}</w:r><w:r><w:t> and out</w:t></w:r></w:p>"
    tab = "<w:p><w:r><w:t>Years</w:t><w:tab/><w:t>12</w:t></w:r></w:p>"
    table = f"<w:tbl><w:tr><w:tc>{paragraph('In a table')}</w:tc></w:tr></w:tbl>"

    found = read(docx(paragraph("Maria ", "&lt;b&gt;") + tab + table + box), "cv.docx")

    assert found == Reading("Maria <b>\nYears 12\nIn a table\nIn a box\n and out", 0)


def test_the_main_part_of_a_docx_may_have_another_name():
    found = read(docx(paragraph("Here"), part="word/document2.xml"), "cv.docx")

    assert found == Reading("Here", 0)


def test_the_words_of_a_pdf_are_read_and_ten_of_its_pages_counted():
    found = read(written_pdf(pages=12), "CV.PDF")

    assert found.text.splitlines()[0] == "Maria speaks Português 1"
    assert found.text.splitlines()[-1] == "Maria speaks Português 12"
    assert (found.pages, found.is_whole) == (10, True)


def test_a_long_text_is_read_to_its_limit():
    found = read(docx(paragraph("x" * 1_000) * 200), "cv.docx")

    assert len(found.text) == 100_000


def test_of_a_thousand_pages_fifty_are_read():
    found = read(written_pdf(pages=60, words="Page"), "cv.pdf")

    assert found.text.splitlines()[-1] == "Page 50"


@pytest.mark.parametrize("size", [(595, 842), (100, 100), (10_000, 200), (200, 10_000)])
def test_a_page_is_a_picture_of_at_most_1200_pixels(size):
    picture = page_picture(files.sent(written_pdf(size=size), "cv.pdf"), 1)

    with Image.open(files.io.BytesIO(picture)) as image:
        assert (image.format, image.mode) == ("PNG", "RGB")
        assert image.width <= 1_200
        assert image.height <= 1_800
        assert image.width == 1_200 or image.height == 1_800 or max(size) == 100


def test_each_page_has_its_own_picture():
    file = files.sent(written_pdf(pages=2), "cv.pdf")

    first, second = page_picture(file, 1), page_picture(file, 2)

    assert first != second
    assert b"" not in (first, second)


@pytest.mark.parametrize("page", [-1, 0, 3, 11, 10**9])
def test_a_page_that_there_is_not_has_no_picture(page):
    assert page_picture(files.sent(written_pdf(pages=2), "cv.pdf"), page) == b""
    assert page_picture(files.sent(written_pdf(pages=11), "cv.pdf"), 11) == b""


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
UNREADABLE = {
    "no archive.docx": lambda: b"PK\x03\x04 and no more",
    "no main part.docx": lambda: files.archive([("[Content_Types].xml", b"<Types/>")]),
    "entities.docx": lambda: docx(paragraph("&b;"), extra=LAUGHS),
    "broken.docx": lambda: docx("<w:p>"),
    "no.pdf": lambda: b"%PDF-1.4",
    "cv.txt": lambda: b"words",
}


@pytest.mark.parametrize(("name", "make"), UNREADABLE.items(), ids=UNREADABLE)
def test_a_cv_that_cannot_be_read_is_told_from_an_empty_one(name, make):
    assert read(make(), name) == Reading("", 0, is_whole=False)
    assert read(docx(""), "cv.docx") == Reading("", 0)


@pytest.mark.parametrize(
    "program",
    [
        "import os; os.abort()",
        "import time; time.sleep(60)",
        "x = bytearray(10)\nwhile True: x += x",
        "while True: pass",
    ],
    ids=["crashes", "sleeps", "grows", "loops"],
)
def test_a_reader_that_dies_takes_nothing_with_it(program, tmp_path, monkeypatch):
    limited = tmp_path / "reader.py"
    source = reading.PROGRAM.read_text().replace("SECONDS = 10", "SECONDS = 1")
    head, _main, _rest = source.partition('if __name__ == "__main__":')
    limited.write_text(f"{head}limit_this_process()\nexec({program!r})\n")
    monkeypatch.setattr(reading, "PROGRAM", limited)
    monkeypatch.setattr(reading, "PATIENCE_IN_SECONDS", 4)
    began = time.monotonic()

    assert read(files.pdf(), "cv.pdf") == Reading("", 0, is_whole=False)
    assert time.monotonic() - began < 6


def test_a_page_with_a_bomb_in_it_is_drawn_by_nobody_for_long():
    began = seconds_worked()

    page_picture(files.sent(files.pdf_bomb(), "cv.pdf"), 1)

    assert seconds_worked() - began < 12


def test_reading_leaves_the_file_at_its_beginning():
    file = files.sent(written_pdf(), "cv.pdf")

    read_cv(file, "cv.pdf")
    page_picture(file, 1)

    assert file.tell() == 0
    assert len(pypdfium2.PdfDocument(file.read())) == 1
