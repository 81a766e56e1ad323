"""A workbook as the parts of its ZIP file, by the open standard ECMA-376, sheet after sheet."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from itertools import count
from xml.sax.saxutils import escape, quoteattr

from acpmigration.open_data.formats.zipped import Part
from acpmigration.signs import writable
from acpmigration.spreadsheets.texts import CELL_LENGTH, LEFT_OUT

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org"
MAIN = f"{OFFICE}/spreadsheetml/2006/main"
RELATIONS = f"{OFFICE}/package/2006/relationships"
LINK = f"{OFFICE}/officeDocument/2006/relationships"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TITLE_LENGTH = 31
# In a text, "_x000D_" is a sign and not seven of them, unless its first is written so too.
ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
# The days of a spreadsheet are counted from here, rightly so from March 1900.
FIRST_DAY, RIGHT_FROM = date(1899, 12, 30), date(1900, 3, 1)
SECONDS = 86_400
# The order in which ``_styles`` says them.
PLAIN, BOLD, DAY, MOMENT = range(4)


class Heading(str):
    """A text in bold."""

    __slots__ = ()


Value = Heading | str | int | float | date | datetime | bool | None


@dataclass(frozen=True)
class Sheet:
    """``rows`` are read once; ``widths`` are those of its columns, in signs."""

    title: str
    rows: Iterable[list[Value]]
    widths: list[int]


def parts(sheets: list[Sheet], title: str, language: str, day: date) -> Iterator[Part]:
    texts = (
        ("[Content_Types].xml", _types(sheets)),
        ("_rels/.rels", _relations(("officeDocument", "xl/workbook.xml"), core=True)),
        ("docProps/core.xml", _properties(title, language, day)),
        ("xl/workbook.xml", _book(sheets)),
        (
            "xl/_rels/workbook.xml.rels",
            _relations(
                *(("worksheet", f"worksheets/sheet{n}.xml") for n in _numbers(sheets)),
                ("styles", "styles.xml"),
            ),
        ),
        ("xl/styles.xml", _styles()),
    )
    yield from ((name, [(HEAD + text).encode()]) for name, text in texts)
    for number, sheet in zip(_numbers(sheets), sheets, strict=True):
        yield f"xl/worksheets/sheet{number}.xml", map(partial(str.encode), _sheet(sheet))


def _numbers(sheets: list[Sheet]) -> range:
    return range(1, len(sheets) + 1)


def _sheet(sheet: Sheet) -> Iterator[str]:
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
        for n, width in enumerate(sheet.widths, start=1)
    )
    yield (
        f'{HEAD}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        f"</sheetView></sheetViews><cols>{widths}</cols><sheetData>"
    )
    for number, row in zip(count(1), sheet.rows, strict=False):
        yield f'<row r="{number}">{"".join(map(_cell, row))}</row>'
    yield "</sheetData></worksheet>"


def _cell(value: Value) -> str:
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, str):
        style = BOLD if isinstance(value, Heading) else PLAIN
        said = f'<is><t xml:space="preserve">{_text(value)}</t></is>'
        return f'<c t="inlineStr" s="{style}">{said}</c>'
    if isinstance(value, bool):
        return f'<c t="b"><v>{value:d}</v></c>'
    if isinstance(value, date):
        return _dated(value)
    return f"<c><v>{value!r}</v></c>"


def _dated(value: date | datetime) -> str:
    day = value.date() if isinstance(value, datetime) else value
    if day < RIGHT_FROM:
        return _cell(value.isoformat())
    number: float = (day - FIRST_DAY).days
    if not isinstance(value, datetime):
        return f'<c s="{DAY}"><v>{number}</v></c>'
    number += (value.hour * 3600 + value.minute * 60 + value.second) / SECONDS
    return f'<c s="{MOMENT}"><v>{number!r}</v></c>'


def _text(text: str) -> str:
    """What a cell can hold of it; what is longer is cut, and says so."""
    written = writable(text.replace("\r\n", "\n"))
    if len(written) > CELL_LENGTH:
        written = f"{written[: CELL_LENGTH - len(LEFT_OUT) - 1]} {LEFT_OUT}"
    return escape(ESCAPED.sub("_x005F_", written), {"\r": "\n"})


def _types(sheets: list[Sheet]) -> str:
    listed = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{KIND}.worksheet+xml"/>'
        for n in _numbers(sheets)
    )
    package = "application/vnd.openxmlformats-package"
    return (
        f'<Types xmlns="{OFFICE}/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{package}.relationships+xml"/>'
        f'<Override PartName="/docProps/core.xml" ContentType="{package}.core-properties+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/>{listed}</Types>'
    )


def _relations(*targets: tuple[str, str], core: bool = False) -> str:
    listed = [(f"{LINK}/{kind}", target) for kind, target in targets]
    if core:
        listed.append((f"{RELATIONS}/metadata/core-properties", "docProps/core.xml"))
    written = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(listed, start=1)
    )
    return f'<Relationships xmlns="{RELATIONS}">{written}</Relationships>'


def _properties(title: str, language: str, day: date) -> str:
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return (
        f'<cp:coreProperties xmlns:cp="{OFFICE}/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{_text(title)}</dc:title><dc:language>{language}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment:%Y-%m-%dT%H:%M:%SZ}</dcterms:created>'
        "</cp:coreProperties>"
    )


def _book(sheets: list[Sheet]) -> str:
    listed = "".join(
        f'<sheet name={quoteattr(sheet.title[:TITLE_LENGTH])} sheetId="{n}" r:id="rId{n}"/>'
        for n, sheet in enumerate(sheets, start=1)
    )
    return f'<workbook xmlns="{MAIN}" xmlns:r="{LINK}"><sheets>{listed}</sheets></workbook>'


def _styles() -> str:
    formats = ("0", "0", "164", "165")
    cells = "".join(
        f'<xf numFmtId="{number}" fontId="{int(place == BOLD)}" fillId="0" borderId="0" xfId="0" '
        'applyNumberFormat="1" applyFont="1"/>'
        for place, number in enumerate(formats)
    )
    font = '<sz val="11"/><name val="Calibri"/>'
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts count="2">'
        '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
        '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>'
        f'<fonts count="2"><font>{font}</font><font><b/>{font}</font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        f'</cellStyleXfs><cellXfs count="{len(formats)}">{cells}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
        "</styleSheet>"
    )
