"""Activities and their parts as elements, in the order in which the schema wants them."""

from datetime import UTC
from decimal import Decimal

from lxml.etree import Element, SubElement, _Element

from acpmigration.signs import writable
from dashboard.iati import codes
from dashboard.iati.activity import Activity, Coded, Document, Party, Place, Result, Value
from dashboard.iati.narratives import LANGUAGES, Narratives

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def activity(of: Activity) -> _Element:
    element = Element("iati-activity", hierarchy=str(of.hierarchy))
    if of.updated_at:
        moment = of.updated_at.astimezone(UTC).replace(microsecond=0, tzinfo=None)
        element.set("last-updated-datetime", f"{moment.isoformat()}Z")
    SubElement(element, "iati-identifier").text = of.identifier
    reporting_org(element, of.reporter)
    told(element, "title", of.title)
    for kind, text in of.descriptions:
        told(element, "description", text, type=kind)
    for role, organisation in of.parties:
        _party(element, "participating-org", organisation, role=role)
    if code := writable(of.code).strip():
        SubElement(element, "other-identifier", ref=code, type="A1")
    _course(element, of)
    _places(element, of)
    _classified(element, of)
    for each in of.documents:
        document(element, each)
    for kind, identifier in of.related:
        SubElement(element, "related-activity", ref=identifier, type=kind)
    for result in of.results:
        _result(element, result)
    return element


def reporting_org(parent: _Element, organisation: Party) -> None:
    _party(parent, "reporting-org", organisation)


def told(parent: _Element, tag: str, text: Narratives, **attributes: str) -> _Element:
    """An element that says ``text`` in its languages."""
    element = SubElement(parent, tag, attributes)
    for language, words in text:
        narrative = SubElement(element, "narrative")
        if language:
            narrative.set(XML_LANG, language)
        narrative.text = words
    return element


def document(parent: _Element, of: Document) -> None:
    element = SubElement(parent, "document-link", url=of.address, format=of.format)
    told(element, "title", of.title)
    SubElement(element, "category", code=of.category)
    # A document may be in a language that has no code here.
    if of.language in LANGUAGES:
        SubElement(element, "language", code=of.language)
    if of.day:
        SubElement(element, "document-date", {"iso-date": of.day.isoformat()})


def _party(parent: _Element, tag: str, organisation: Party, **attributes: str) -> None:
    known = {"ref": organisation.ref, "type": organisation.type}
    attributes |= {name: value for name, value in known.items() if value}
    told(parent, tag, organisation.name, **attributes)


def _course(element: _Element, of: Activity) -> None:
    SubElement(element, "activity-status", code=of.status)
    for dated in of.dates:
        attributes = {"type": dated.type, "iso-date": dated.day.isoformat()}
        told(element, "activity-date", dated.said, **attributes)
    SubElement(element, "activity-scope", code=of.scope)


def _places(element: _Element, of: Activity) -> None:
    for place, share in of.countries.items():
        SubElement(element, "recipient-country", code=place.iso2, percentage=_percentage(share))
    if of.region:
        _coded(element, "recipient-region", of.region, percentage="100")
    for place in of.countries:
        _location(element, place)


def _location(parent: _Element, place: Place) -> None:
    element = SubElement(parent, "location")
    SubElement(element, "location-reach", code=codes.INTENDED_BENEFICIARIES)
    SubElement(element, "location-id", code=place.iso2, vocabulary=codes.ISO_COUNTRIES)
    told(element, "name", place.name)
    if place.latitude is not None and place.longitude is not None:
        point = SubElement(element, "point", srsName=codes.WGS84)
        SubElement(point, "pos").text = f"{place.latitude} {place.longitude}"
        SubElement(element, "exactness", code=codes.APPROXIMATE)
    SubElement(element, "location-class", code=codes.ADMINISTRATIVE_AREA)


def _classified(element: _Element, of: Activity) -> None:
    for code, share in of.sectors.items():
        attributes = {"vocabulary": codes.DAC, "percentage": _percentage(share)}
        SubElement(element, "sector", attributes, code=code)
    for tag in of.tags:
        _coded(element, "tag", tag)
    if of.finance_type:
        SubElement(element, "default-finance-type", code=of.finance_type)
    if of.aid_type:
        SubElement(element, "default-aid-type", code=of.aid_type)


def _coded(parent: _Element, tag: str, of: Coded, **attributes: str) -> None:
    told(parent, tag, of.said, code=of.code, vocabulary=of.vocabulary, **attributes)


def _result(parent: _Element, of: Result) -> None:
    element = SubElement(parent, "result", type=of.type)
    told(element, "title", of.title)
    indicator = SubElement(element, "indicator", measure=of.measure)
    told(indicator, "title", of.title)
    period = SubElement(indicator, "period")
    SubElement(period, "period-start", {"iso-date": of.first.isoformat()})
    SubElement(period, "period-end", {"iso-date": of.last.isoformat()})
    for tag, values in (("target", of.targets), ("actual", of.actuals)):
        for value in values:
            _value(period, tag, value)


def _value(parent: _Element, tag: str, of: Value) -> None:
    element = SubElement(parent, tag, {"value": of.value} if of.value else {})
    if of.dimension:
        name, value = of.dimension
        SubElement(element, "dimension", name=name, value=value)
    told(element, "comment", of.comment)


def _percentage(share: Decimal) -> str:
    return f"{share.normalize():f}"
