"""The few codes of IATI's lists that the records need, each with what it is of ours.

The lists belong to IATI and change with the standard; a topic or region that staff add gets the
general code until somebody writes its own here.
"""

from enum import StrEnum

from acpmigration.reference.enums import Eligibility, OrganisationKind
from acpmigration.reference.models import Organisation
from knowledge.enums import Format
from nsa_grants.enums import GrantStatus
from technical_assistance.enums import DocumentKind, PartnerRole

VERSION = "2.03"


class Role(StrEnum):
    FUNDING = "1"
    ACCOUNTABLE = "2"
    EXTENDING = "3"
    IMPLEMENTING = "4"


class DateType(StrEnum):
    PLANNED_START = "1"
    ACTUAL_START = "2"
    PLANNED_END = "3"
    ACTUAL_END = "4"


class ActivityStatus(StrEnum):
    PIPELINE = "1"
    IMPLEMENTATION = "2"
    CLOSED = "4"
    CANCELLED = "5"


class Scope(StrEnum):
    GLOBAL = "1"
    REGIONAL = "2"
    MULTI_NATIONAL = "3"
    NATIONAL = "4"


class Related(StrEnum):
    PARENT = "1"
    CHILD = "2"
    SIBLING = "3"


class Category(StrEnum):
    """Of a document."""

    APPRAISAL = "A01"
    OBJECTIVES = "A02"
    RESULTS = "A08"
    ACTIVITY_PAGE = "A12"
    THEMATIC = "B12"
    ORGANISATION_PAGE = "B16"


# Of a description.
GENERAL, OTHER = "1", "4"

# OECD DAC purpose codes. 15190 is that of migration in general: it names readmission, trafficking
# and smuggling.
MIGRATION = "15190"
SECTORS = {"remittances": "24050", "visas": "15136"}

# OECD DAC regions that hold the Action's whole: none is exactly one of the three in Africa.
SOUTH_OF_SAHARA, SEVERAL_REGIONS = "289", "998"
REGIONS = {
    "west-central-africa": SOUTH_OF_SAHARA,
    "east-horn-of-africa": SOUTH_OF_SAHARA,
    "southern-africa": SOUTH_OF_SAHARA,
    "caribbean": "1031",
    "pacific": "889",
}
# Vocabularies: of regions, of whatever is ours alone, of tags.
DAC, OWN, SDG_TARGETS = "1", "99", "3"

# Types of aid: technical assistance by experts, and a project that is supported.
EXPERTS, PROJECT = "D02", "C01"
STANDARD_GRANT = "110"

OUTPUT, OTHER_RESULT = "1", "9"
# Measures of an indicator.
UNIT, QUALITATIVE = "1", "5"

# Of a location: whom it reaches, what it is, how exact its point is.
INTENDED_BENEFICIARIES, ADMINISTRATIVE_AREA, APPROXIMATE = "2", "1", "2"
ISO_COUNTRIES = "A4"
WGS84 = "http://www.opengis.net/def/crs/EPSG/0/4326"

MULTILATERAL = "40"
ORGANISATIONS = {
    OrganisationKind.GOVERNMENT: "10",
    OrganisationKind.REGIONAL_ORGANISATION: MULTILATERAL,
    OrganisationKind.UN_AGENCY: MULTILATERAL,
    OrganisationKind.EU_INSTITUTION: MULTILATERAL,
    OrganisationKind.ACADEMIA: "80",
    OrganisationKind.PRIVATE_SECTOR: "70",
    OrganisationKind.MEDIA: "90",
    OrganisationKind.OTHER: "90",
}
# Whoever is at home where the Action worked.
PARTNER_COUNTRYS_NGO = "24"
NGOS = (OrganisationKind.NGO, OrganisationKind.DIASPORA_ORGANISATION)

# Who only took part, or gained by it, has no role in IATI.
PARTNERS = {PartnerRole.CO_ORGANISER: Role.IMPLEMENTING, PartnerRole.FUNDER: Role.FUNDING}

DOCUMENTS = {
    DocumentKind.CONCEPT_NOTE: Category.OBJECTIVES,
    DocumentKind.TA_FICHE: Category.OBJECTIVES,
    DocumentKind.BASELINE_REPORT: Category.APPRAISAL,
    DocumentKind.TA_REPORT: Category.RESULTS,
    DocumentKind.OTHER: Category.RESULTS,
}
HTML = "text/html"
FORMATS = {Format.PDF: "application/pdf", Format.EPUB: "application/epub+zip", Format.WEB: HTML}

GRANTS = {
    GrantStatus.PLANNED: ActivityStatus.PIPELINE,
    GrantStatus.ONGOING: ActivityStatus.IMPLEMENTATION,
    GrantStatus.COMPLETED: ActivityStatus.CLOSED,
    GrantStatus.CANCELLED: ActivityStatus.CANCELLED,
}


def organisation_type(organisation: Organisation) -> str:
    """Its type; empty for an NGO of which nobody knows whether it is national or international."""
    if organisation.kind in NGOS:
        at_home = organisation.country
        is_partners = at_home and at_home.eligibility != Eligibility.NONE
        return PARTNER_COUNTRYS_NGO if is_partners else ""
    return ORGANISATIONS[OrganisationKind(organisation.kind)]
