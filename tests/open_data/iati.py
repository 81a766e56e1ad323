"""IATI's own schemas and code lists, and what they say of a file.

They lie in the folder ``IATI_SCHEMAS``, or beside the project; they are not ours to keep here.
"""

import csv
import os
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

from lxml import etree

SCHEMAS = Path(
    os.environ.get("IATI_SCHEMAS") or Path(__file__).parents[3] / "shared" / "data" / "iati"
)
# Codes of lists that were renewed since the bundle was made.
NEWER = SCHEMAS.parent / "iati_codes.csv"
are_there = SCHEMAS.is_dir() and NEWER.is_file()

XSD = "{http://www.w3.org/2001/XMLSchema}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

# Element and attribute -> list. Codes of a vocabulary of ours are in no list.
LISTS = {
    ("iati-activities", "version"): "Version",
    ("iati-organisations", "version"): "Version",
    ("reporting-org", "type"): "OrganisationType",
    ("participating-org", "type"): "OrganisationType",
    ("participating-org", "role"): "OrganisationRole",
    ("description", "type"): "DescriptionType",
    ("other-identifier", "type"): "OtherIdentifierType",
    ("activity-status", "code"): "ActivityStatus",
    ("activity-date", "type"): "ActivityDateType",
    ("activity-scope", "code"): "ActivityScope",
    ("recipient-country", "code"): "Country",
    ("recipient-region", "vocabulary"): "RegionVocabulary",
    ("recipient-region", "code"): "Region",
    ("location-reach", "code"): "GeographicLocationReach",
    ("location-id", "vocabulary"): "GeographicVocabulary",
    ("location-id", "code"): "Country",
    ("exactness", "code"): "GeographicExactness",
    ("location-class", "code"): "GeographicLocationClass",
    ("sector", "vocabulary"): "SectorVocabulary",
    ("sector", "code"): "Sector",
    ("tag", "vocabulary"): "TagVocabulary",
    ("tag", "code"): "UNSDG-Targets",
    ("default-aid-type", "code"): "AidType",
    ("default-finance-type", "code"): "FinanceType",
    ("document-link", "format"): "FileFormat",
    ("category", "code"): "DocumentCategory",
    ("language", "code"): "Language",
    ("related-activity", "type"): "RelatedActivityType",
    ("result", "type"): "ResultType",
    ("indicator", "measure"): "IndicatorMeasure",
    ("narrative", XML_LANG): "Language",
}
# Of lists that the bundle leaves out.
SHORT = {
    "GeographicVocabulary": {"A1", "A2", "A3", "A4", "G1", "G2"},
    "GeographicExactness": {"1", "2"},
    "GeographicLocationClass": {"1", "2", "3", "4"},
}
# What else stands in attributes: identifiers, addresses, numbers, days and names.
FREE = {
    *("ref", "url", "percentage", "hierarchy", "last-updated-datetime", "iso-date", "srsName"),
    *("value", "name"),
}


@cache
def schema_of(kind: str) -> etree.XMLSchema:
    tree = etree.parse(SCHEMAS / f"iati-{kind}-schema.xsd")
    # Two wildcards follow each other here, which current parsers call ambiguous: one says the same.
    for found in tree.iter(f"{XSD}complexType"):
        if found.get("name") == "documentLinkWithReceipientCountry":
            sequence = found.find(f"{XSD}complexContent/{XSD}extension/{XSD}sequence")
            sequence.remove(sequence.find(f"{XSD}any"))
    return etree.XMLSchema(tree)


@cache
def codes_in(name: str) -> frozenset[str]:
    known = set(SHORT.get(name, ()))
    if (path := SCHEMAS / "codelists" / f"{name}.xml").exists():
        known |= {code.text for code in etree.parse(path).iterfind(".//codelist-item/code")}
    with NEWER.open(encoding="utf-8") as file:
        known |= {row["code"] for row in csv.DictReader(file) if row["codelist"] == name}
    assert known, f"no list {name}"
    return frozenset(known)


def parsed(content: bytes) -> etree._Element:
    return etree.fromstring(
        content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    )


def faults(content: bytes, kind: str = "activities") -> list[str]:
    """All that schema, code lists and the rules of the standard find wrong."""
    root = parsed(content)
    schema = schema_of(kind)
    schema.validate(root)
    return [
        *(str(error) for error in schema.error_log),
        *(fault for element in root.iter() for fault in unknown_codes(element)),
        *(fault for activity in root.iter("iati-activity") for fault in broken_rules(activity)),
        *repeated(root),
    ]


def unknown_codes(element: etree._Element) -> list[str]:
    found = []
    for attribute, value in element.attrib.items():
        name = LISTS.get((element.tag, attribute))
        if name is None:
            if attribute not in FREE:
                found.append(f"nothing is known of {element.tag}/@{attribute}")
        elif attribute == "code" and element.get("vocabulary") == "99":
            if element.find("narrative") is None:
                found.append(f"{element.tag} {value} is ours and does not say what it is")
        elif value not in codes_in(name):
            found.append(f"{element.tag}/@{attribute}: {value} is not in {name}")
    return found


def broken_rules(activity: etree._Element) -> list[str]:
    """Of the standard's rule set: percentages, dates, identifiers, and words in some language."""
    identifier = activity.findtext("iati-identifier")
    dates = {each.get("type"): each.get("iso-date") for each in activity.iter("activity-date")}
    places = [*activity.iter("recipient-country"), *activity.iter("recipient-region")]
    rules = {
        "shares of places": sum(Decimal(each.get("percentage")) for each in places) == 100,
        "shares of sectors": sum(Decimal(s.get("percentage")) for s in activity.iter("sector"))
        == 100,
        "a beginning": bool({"1", "2"} & set(dates)),
        "one date of a type": len(dates) == len(activity.findall("activity-date")),
        "begins before it ends": dates.get("2", "") <= dates.get("4", "9999"),
        "identifier": identifier.startswith(f"{activity.find('reporting-org').get('ref')}-"),
        "no odd letters": not set(identifier) & set("/&|? "),
        "words": all(each.text for each in activity.iter("narrative")),
        "one text a language": all(is_said_once(element) for element in activity.iter()),
    }
    return [f"{identifier}: {rule}" for rule, holds in rules.items() if not holds]


def is_said_once(element: etree._Element) -> bool:
    languages = [each.get(XML_LANG) for each in element.findall("narrative")]
    return len(set(languages)) == len(languages)


def repeated(root: etree._Element) -> list[str]:
    """Two of one name, and relatives that are not in the file."""
    names = Counter(each.text for each in root.iter("iati-identifier"))
    related = {each.get("ref") for each in root.iter("related-activity")}
    return [
        *(f"{name} stands there twice" for name, number in names.items() if number > 1),
        *(f"{name} is not there" for name in related if name not in names),
    ]
