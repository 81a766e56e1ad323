"""A few CVs for the sample profiles: real files that say on every page that they are samples."""

import io
import zipfile

import pikepdf
from django.core.files.base import ContentFile

from experts.enums import CVScan, ExpertState
from experts.management.sample.people import Person

SIZE = (420, 595)
OPENXML = "http://schemas.openxmlformats.org"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def give_cvs(people: list[Person]) -> None:
    """To the log-ins of the demonstration, and to some whom staff have to decide on."""
    waiting = [person for person in people if person.state in ExpertState.undecided()]
    for number, person in enumerate([*people[:2], *waiting[:3]]):
        name = person.expert.name
        content, ending = (docx(name), "docx") if number % 2 else (pdf(name), "pdf")
        person.expert.cv = ContentFile(content, name=f"cv.{ending}")
        person.expert.cv_scan = CVScan.NOT_SCANNED


def pdf(name: str) -> bytes:
    lines = "T* ".join(f"({line}) Tj " for line in words(name))
    written = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page(page_size=SIZE)
        page = document.pages[0]
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        content = f"BT /F 14 Tf 22 TL 36 {SIZE[1] - 72} Td {lines} ET"
        page.Contents = document.make_stream(content.encode())
        document.save(written, static_id=True)
    return written.getvalue()


def docx(name: str) -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in words(name))
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{OPENXML}/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{WORD}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{OPENXML}/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{OPENXML}/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{OPENXML}/wordprocessingml/2006/main">'
        f"<w:body>{body}</w:body></w:document>",
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, f'<?xml version="1.0" encoding="UTF-8"?>{content}')
    return written.getvalue()


def words(name: str) -> list[str]:
    return [
        "Sample CV",
        name.partition(" (")[0],
        "Invented for the demonstration; not a real person.",
        "2010-2014 Sample ministry: adviser on migration",
        "2014-2018 Sample UN agency: training of officials",
    ]
