"""The two files, written while the records are read: memory does not grow with their number."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any

from django.conf import settings
from django.utils import translation
from lxml.etree import Element, SubElement, _Element, xmlfile

from acpmigration.dates import today
from dashboard.iati import codes, elements, fetching, grants, interventions, programme, rows
from dashboard.iati.activity import Activity
from dashboard.iati.codes import Category, Related
from dashboard.iati.identity import grant_identifier, intervention_identifier, reporter
from dashboard.iati.parts import editions
from knowledge.enums import ProductKind

TYPE = "application/xml"
AT_ONCE = 50


class _Written:
    """What ``xmlfile`` writes to: gives back what has come since it was last asked."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def write(self, piece: bytes) -> None:
        self.pieces.append(piece)

    def taken(self) -> bytes:
        found = b"".join(self.pieces)
        self.pieces.clear()
        return found


def activities() -> Iterator[bytes]:
    """The programme, then an activity for each record that can be one."""
    parent = _in_english(lambda: programme.programme(today()))
    shelf = fetching.Shelf()
    children = chain(_interventions(shelf), _grants(shelf))
    out = _Written()
    with xmlfile(out, encoding="utf-8") as file:
        file.write_declaration()
        with file.element("iati-activities", version=codes.VERSION):
            yield from _programme(file, out, parent)
            while some := list(islice(children, AT_ONCE)):
                for each in some:
                    file.write(each)
                file.flush()
                yield out.taken()
    yield out.taken()


def organisation() -> Iterator[bytes]:
    """Who publishes: its name, the portal, and the thematic publications; no budget is known."""
    out = _Written()
    with xmlfile(out, encoding="utf-8") as file:
        file.write_declaration()
        with file.element("iati-organisations", version=codes.VERSION):
            file.write(_in_english(_organisation))
    yield out.taken()


def _interventions(shelf: fetching.Shelf) -> Iterator[_Element]:
    day = today()
    for row, links in fetching.interventions(shelf):
        yield _in_english(
            lambda row=row, links=links: elements.activity(
                interventions.activity_of(row, links, day)
            )
        )


def _grants(shelf: fetching.Shelf) -> Iterator[_Element]:
    day = today()
    for row, links in fetching.grants(shelf):
        yield _in_english(
            lambda row=row, links=links: elements.activity(grants.activity_of(row, links, day))
        )


def _programme(file: Any, out: _Written, parent: Activity) -> Iterator[bytes]:
    """Its children are named one by one: there may be many."""
    element = elements.activity(parent)
    with file.element(element.tag, element.attrib):
        for part in element:
            file.write(part)
        names = _children()
        while some := list(islice(names, 20 * AT_ONCE)):
            for name in some:
                file.write(Element("related-activity", ref=name, type=Related.CHILD))
            file.flush()
            yield out.taken()


def _children() -> Iterator[str]:
    named: Iterable[tuple[Any, Any]] = (
        (rows.interventions(), intervention_identifier),
        (rows.grants(), grant_identifier),
    )
    for found, identifier in named:
        for slug in found.order_by("pk").values_list("slug", flat=True).iterator():
            yield identifier(slug)


def _organisation() -> _Element:
    publisher = reporter()
    element = Element("iati-organisation")
    SubElement(element, "organisation-identifier").text = publisher.ref
    elements.told(element, "name", publisher.name)
    elements.reporting_org(element, publisher)
    elements.document(element, programme.portal(Category.ORGANISATION_PAGE))
    publications = fetching.products().filter(kind=ProductKind.THEMATIC_PUBLICATION)
    for each in editions(publications, Category.THEMATIC):
        elements.document(element, each)
    return element


def _in_english(made: Any) -> Any:
    """Addresses are those of the English pages, whatever language the file is asked in."""
    with translation.override(settings.LANGUAGE_CODE):
        return made()
