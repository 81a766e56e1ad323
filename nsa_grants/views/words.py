"""The words in which pages tell of a project."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from acpmigration.dates import today
from acpmigration.languages import DocumentLanguage
from acpmigration.reference.models import Country, RegionalOrganisation
from acpmigration.translated import language_of
from nsa_grants.enums import GrantKind, GrantStatus
from nsa_grants.models import GrantProject, Quote
from nsa_grants.views.people import people


@dataclass(frozen=True)
class Line:
    """A project in a list, as ``components/result.html`` takes it."""

    grant: GrantProject

    @property
    def link(self) -> str:
        return self.grant.get_absolute_url()

    @property
    def title(self) -> str:
        return self.grant.title

    @property
    def title_language(self) -> str:
        return language_of(self.grant, "title")

    @property
    def kind(self) -> str:
        return kind_label(self.grant)

    @property
    def region(self):
        return self.grant.shown_region

    @property
    def place(self) -> str:
        return place_beside_region(self.grant)

    @property
    def place_link(self) -> str:
        return place_link(self.grant)

    @property
    def entity(self) -> str:
        return str(self.grant.grantee or "")

    @property
    def topics(self):
        return self.grant.topics.all()

    @property
    def typologies(self) -> str:
        return ", ".join(str(typology) for typology in self.grant.typologies.all())

    @property
    def is_sample(self) -> bool:
        return self.grant.is_sample

    @property
    def status_label(self) -> str:
        return status_label(self.grant)

    @property
    def stage_label(self) -> str:
        return period(self.grant)

    @property
    def facts(self) -> list[str]:
        return [told.sentence for told in people(self.grant.reach.all()) if told.is_reached]


def kind_label(grant: GrantProject) -> str:
    if grant.kind == GrantKind.REGIONAL:
        return _("Regional project")
    return _("National project")


def status_label(grant: GrantProject) -> str:
    """Empty where no date says anything."""
    return str(capfirst(GrantStatus(grant.status).label)) if grant.status else ""


def place_beside_region(grant: GrantProject) -> str:
    """The place where the region is shown too: nothing for a regional project."""
    return "" if grant.kind == GrantKind.REGIONAL else grant.place_name


def place_link(grant: GrantProject) -> str:
    place = grant.place
    if isinstance(place, Country):
        # A country of no region has no page.
        return place.get_absolute_url() if place.region else ""
    if isinstance(place, RegionalOrganisation):
        return organisation_link(place.organisation.slug)
    return place.get_absolute_url()


def organisation_link(slug: str) -> str:
    return reverse("dashboard:organisation-detail", args=[slug])


def period(grant: GrantProject) -> str:
    """From when to when, as precisely as it is known; empty where nothing is."""
    started, ended = grant.started, grant.ended
    if grant.cancelled:
        return pgettext("a grant project", "cancelled %(day)s") % {"day": grant.cancelled}
    if started and ended and started != ended:
        return _("%(start)s to %(end)s") % {"start": started, "end": ended}
    if ended:
        return str(ended)
    if started and started.latest > today():
        return _("from %(start)s") % {"start": started}
    return _("since %(start)s") % {"start": started} if started else ""


def card(grant: GrantProject) -> dict[str, Any]:
    """A project as ``components/story.html`` takes it."""
    return {
        "link": grant.get_absolute_url(),
        "title": grant.title,
        "text": grant.summary,
        "region": grant.shown_region,
        "place": place_beside_region(grant),
        "kind": kind_label(grant),
        "is_sample": grant.is_sample,
    }


def quote_words(quote: Quote) -> dict[str, str]:
    """The words as they were said; a translation for those who read another language."""
    page = get_language() or "en"
    translation = "" if quote.language == page else quote.translation
    is_own = bool(getattr(quote, f"translation_{page}", ""))
    return {
        "text": quote.text,
        "language": "" if quote.language == DocumentLanguage.OTHER else quote.language,
        "translation": translation or "",
        "translation_language": "" if is_own else "en",
        "attribution": quote.attribution,
    }
