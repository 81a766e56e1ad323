"""Documents: what is taken, what is refused and in which words, whichever way a file comes."""

import os
import subprocess
import sys
import tracemalloc

import pytest
from django import forms

from acpmigration.uploads import documents, pdf
from technical_assistance.models import StageDocument
from tests.factories import files

pytestmark = pytest.mark.static

WANTED = "Send a PDF, Word, Excel, PowerPoint or OpenDocument file of up to 10 MB."
OTHER_ENDING = "The name of this file does not end in .pdf, .docx, .xlsx, .pptx or .odt."
OTHER_CONTENT = "What is in this file is not what its name ends in."
ACTIVE = "This PDF contains scripts or actions."
ENCRYPTED = "This PDF is encrypted or has a password."
DAMAGED_PDF = "This PDF is damaged or too complicated; print it to a new PDF."
DAMAGED = "This file is damaged."
MACROS = "This file contains macros or programs."
TOO_BIG_INSIDE = "This file unpacks to far more than it seems to hold."
PASSWORD = "This file is encrypted or has a password."
OLD = "This file has a password or is of an old kind, such as .doc."
TOO_LARGE = "This file is larger than 10 MB."

VBA = "application/vnd.ms-word.document.macroEnabled.main+xml"
REACHES_OUT = "This file loads something from elsewhere when it is opened."
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><Types>&b;</Types>'

ACCEPTED = {
    "report.pdf": files.pdf,
    "REPORT.PDF": files.pdf,
    "about scripts.pdf": files.pdf_about_scripts,
    "opens at its second page.pdf": lambda: files.pdf_that_opens("/GoTo"),
    "with a link.docx": lambda: files.openxml(extra=[files.relationship("hyperlink")]),
    "program.exe.pdf": files.pdf,
    "note.docx": files.openxml,
    "table.xlsx": lambda: files.openxml(".xlsx"),
    "talk.pptx": lambda: files.openxml(".pptx"),
    "note.odt": files.opendocument,
}
HOSTILE_PDF = {
    "scripted": (files.pdf_with_script, ACTIVE),
    "scripted out of sight": (files.pdf_with_hidden_script, ACTIVE),
    "scripted in other letters": (files.pdf_with_escaped_script, ACTIVE),
    "launching": (files.pdf_that_launches, ACTIVE),
    "that opens an address": (lambda: files.pdf_that_opens("/URI"), ACTIVE),
    "that opens another file": (lambda: files.pdf_that_opens("/GoToR"), ACTIVE),
    "that opens an address at last": (lambda: files.pdf_that_opens("/URI", after=True), ACTIVE),
    "with an attachment": (files.pdf_with_attachment, "This PDF has other files attached."),
    "with a password": (lambda: files.pdf_with_password(to_open="secret"), ENCRYPTED),
    "that may not be printed": (lambda: files.pdf_with_password(to_open=""), ENCRYPTED),
    "cut off": (lambda: files.pdf()[:-60], DAMAGED_PDF),
    "of one line": (lambda: b"%PDF-1.4", DAMAGED_PDF),
    "with a page of HTML behind": (lambda: files.pdf() + files.HTML_WITH_SCRIPT, DAMAGED_PDF),
    "with a page of HTML before": (lambda: files.HTML_WITH_SCRIPT + files.pdf(), OTHER_CONTENT),
    "bomb": (files.pdf_bomb, DAMAGED_PDF),
    "too large": (lambda: files.pdf() + bytes(documents.DOCUMENTS.max_size), TOO_LARGE),
}
HOSTILE_OFFICE = {
    "macro.docx": (lambda: files.openxml(extra=[("word/vbaProject.bin", b"x")]), MACROS),
    "hidden macro.docx": (lambda: files.openxml(extra=[("word/VBAPROJECT.BIN", b"x")]), MACROS),
    "declared macro.docx": (lambda: files.openxml(types=VBA), MACROS),
    "control.xlsx": (lambda: files.openxml(".xlsx", extra=[("xl/activeX/a.xml", b"x")]), MACROS),
    "program.docx": (lambda: files.openxml(extra=[("word/embeddings/a.exe", b"MZ")]), MACROS),
    "basic.odt": (lambda: files.opendocument(extra=[("Basic/a.xml", b"x")]), MACROS),
    "locked.docx": (lambda: files.encrypted(files.openxml()), PASSWORD),
    "locked.odt": (lambda: files.opendocument(manifest=b"<m:encryption-data/>"), PASSWORD),
    "old.docx": (lambda: files.OLD_WORD, OLD),
    "old.xlsx": (lambda: files.OLD_WORD, OLD.replace(".doc", ".xls")),
    "other.docx": (lambda: files.openxml(".xlsx"), OTHER_CONTENT),
    "other.odt": (files.openxml, OTHER_CONTENT),
    "archive.docx": (lambda: files.archive([("a.txt", b"a")]), OTHER_CONTENT),
    "without main part.docx": (lambda: files.openxml(types="text/plain"), OTHER_CONTENT),
    "astray.docx": (lambda: files.openxml(extra=[("../../etc/cron.d/a", b"x")]), DAMAGED),
    "twice.docx": (lambda: files.openxml(extra=[("word/document.xml", b"y")]), DAMAGED),
    "behind something.docx": (lambda: b"PK\x03\x04" + files.openxml(), DAMAGED),
    "before something.docx": (lambda: files.openxml() + files.HTML_WITH_SCRIPT, DAMAGED),
    "cut off.docx": (lambda: files.openxml()[:-10], DAMAGED),
    "tiny.docx": (lambda: b"PK\x03\x04", DAMAGED),
    "template elsewhere.docx": (
        lambda: files.openxml(extra=[files.relationship("attachedTemplate")]),
        REACHES_OUT,
    ),
    "picture elsewhere.docx": (
        lambda: files.openxml(extra=[files.relationship("image")]),
        REACHES_OUT,
    ),
    "object elsewhere.docx": (
        lambda: files.openxml(extra=[files.relationship("oleObject")]),
        REACHES_OUT,
    ),
    "types of its own.docx": (
        lambda: files.openxml(extra=[("word/a.xml", b"<!DOCTYPE x []><x/>")]),
        DAMAGED,
    ),
    "hidden types.docx": (
        lambda: files.openxml(extra=[("word/a.xml", "<!DOCTYPE x []><x/>".encode("utf-16"))]),
        DAMAGED,
    ),
    "entities.docx": (lambda: files.archive([("[Content_Types].xml", LAUGHS)]), DAMAGED),
    "of 101 MB.docx": (lambda: files.openxml_bomb(101), TOO_BIG_INSIDE),
    "of 50 MB.docx": (lambda: files.openxml_bomb(50), TOO_BIG_INSIDE),
    "entries.docx": (lambda: files.openxml_of_entries(30_000), TOO_BIG_INSIDE),
    "uncounted.docx": (
        lambda: files.with_false_count(files.openxml_of_entries(30_000)),
        TOO_BIG_INSIDE,
    ),
}
OTHER_KINDS = {
    "program.pdf": (files.PROGRAM, OTHER_CONTENT),
    "page.pdf": (files.HTML_WITH_SCRIPT, OTHER_CONTENT),
    "drawing.pdf": (files.SVG_WITH_SCRIPT, OTHER_CONTENT),
    "page.html": (files.HTML_WITH_SCRIPT, OTHER_ENDING),
    "drawing.svg": (files.SVG_WITH_SCRIPT, OTHER_ENDING),
    "report.pdf.exe": (files.PROGRAM, OTHER_ENDING),
    "report.docm": (files.openxml(), OTHER_ENDING),
    "report": (files.openxml(), OTHER_ENDING),
    ".pdf": (files.PROGRAM, OTHER_ENDING),
}


class DocumentForm(forms.ModelForm):
    class Meta:
        model = StageDocument
        fields = ["file"]


def seconds_worked() -> float:
    """Of this process and its children, however busy the machine is."""
    return sum(os.times()[:4])


def refusal_of(content: bytes, name: str) -> list[str]:
    """What stands beside the field of a form."""
    form = DocumentForm(files={"file": files.sent(content, name)})
    return form.errors.get("file", [])


@pytest.mark.parametrize(("name", "make"), ACCEPTED.items(), ids=ACCEPTED)
def test_whole_documents_are_taken(name, make):
    assert refusal_of(make(), name) == []


@pytest.mark.parametrize(("make", "reason"), HOSTILE_PDF.values(), ids=HOSTILE_PDF)
def test_a_pdf_that_acts_hides_or_is_broken_is_refused(make, reason):
    assert refusal_of(make(), "report.pdf") == [f"{reason} {WANTED}"]


@pytest.mark.parametrize(
    ("name", "make", "reason"),
    [(name, *case) for name, case in HOSTILE_OFFICE.items()],
    ids=HOSTILE_OFFICE,
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_office_file_that_acts_hides_or_is_broken_is_refused(name, make, reason):
    assert refusal_of(make(), name) == [f"{reason} {WANTED}"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [(name, *case) for name, case in OTHER_KINDS.items()],
    ids=OTHER_KINDS,
)
def test_name_and_content_have_to_be_of_one_kind_that_is_taken(name, content, reason):
    assert refusal_of(content, name) == [f"{reason} {WANTED}"]


@pytest.mark.parametrize(
    "make",
    [
        lambda: files.openxml_bomb(101),
        lambda: files.openxml_of_entries(30_000),
        lambda: files.with_false_count(files.openxml_of_entries(30_000)),
        files.pdf_bomb,
    ],
    ids=["unpacks to 101 MB", "30,000 entries", "uncounted entries", "PDF of a gigabyte"],
)
def test_bombs_are_refused_at_once_and_take_no_memory(make):
    content = make()
    name = "bomb.pdf" if content.startswith(b"%PDF") else "bomb.docx"
    tracemalloc.start()
    began = seconds_worked()

    refusal = refusal_of(content, name)

    took, (_now, most) = seconds_worked() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(refusal) == 1
    assert took < 2
    assert most < 3 * len(content) + 2_000_000


# A process of its own, whose only child is the one that is measured.
MEASURED = """
import resource, subprocess, sys
answer = subprocess.run([sys.executable, "-I", sys.argv[1]], stdin=sys.stdin, capture_output=True)
print(answer.stdout.decode(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def test_a_pdf_is_inspected_in_little_memory_and_time(tmp_path):
    bomb = tmp_path / "bomb.pdf"
    bomb.write_bytes(files.pdf_bomb())

    with bomb.open("rb") as file:
        measured = subprocess.run(  # noqa: S603
            [sys.executable, "-c", MEASURED, pdf.INSPECTION], stdin=file, capture_output=True
        )

    answer, kilobytes = measured.stdout.split()
    assert answer == b"broken"
    assert int(kilobytes) < 600_000


@pytest.mark.parametrize(
    "program",
    ["import os; os.abort()", "import time; time.sleep(60)", "print('fine'); raise SystemExit(1)"],
    ids=["crashes", "never ends", "fails at last"],
)
def test_a_pdf_whose_inspection_dies_is_refused(program, tmp_path, monkeypatch):
    inspection = tmp_path / "inspection.py"
    inspection.write_text(program)
    monkeypatch.setattr(pdf, "INSPECTION", inspection)
    monkeypatch.setattr(pdf, "PATIENCE_IN_SECONDS", 0.5)

    assert refusal_of(files.pdf(), "report.pdf") == [f"{DAMAGED_PDF} {WANTED}"]
