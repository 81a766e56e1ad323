"""Slugs are made once and never changed, the same in all languages."""

from django.utils.text import slugify

from acpmigration.reference.models import Country, RegionalOrganisation
from technical_assistance.models import AssistanceRequest, Intervention

# Another page stands where a record of that slug would be.
RESERVED = frozenset({"map"})


def free_slug(model: type[AssistanceRequest] | type[Intervention], *words: str) -> str:
    """Make a slug that no other row has."""
    wanted = slugify(" ".join(words))[:90].strip("-") or "record"
    taken = set(model.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    taken |= RESERVED
    slug, number = wanted, 2
    while slug in taken:
        slug, number = f"{wanted}-{number}", number + 1
    return slug


def lead_word(lead: Country | RegionalOrganisation) -> str:
    return lead.slug if isinstance(lead, Country) else lead.acronym
