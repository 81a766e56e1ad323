"""Slugs of what a government or a regional organisation leads."""

from acpmigration import slugs
from acpmigration.reference.models import Country, RegionalOrganisation
from technical_assistance.models import AssistanceRequest, Intervention

# Another page stands where a record of that slug would be.
RESERVED = frozenset({"map"})


def free_slug(model: type[AssistanceRequest] | type[Intervention], *words: str) -> str:
    return slugs.free_slug(model, *words, reserved=RESERVED)


def lead_word(lead: Country | RegionalOrganisation) -> str:
    return lead.slug if isinstance(lead, Country) else lead.acronym
