"""The living factsheet, and the same figures for one region, country or topic."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from acpmigration.dates import today
from acpmigration.pages.models import Text
from acpmigration.panels import panels_for
from acpmigration.reference.models import Country, Region, SDGTarget, Topic, Typology
from acpmigration.translated import alphabetical
from dashboard.domain.places import countries_with_page
from dashboard.domain.stories import home_stories
from dashboard.figures import Component1, Component2, Component3, Together
from experts.figures import People, arms
from knowledge.enums import EventKind
from knowledge.models import KnowledgeProduct
from knowledge.views.words import cover
from nsa_grants.enums import GrantKind
from nsa_grants.models import GrantProject, Quote
from nsa_grants.views.words import quote_words
from technical_assistance.models import Intervention

LISTED = 12
# Of each kind; more of them than the printed factsheet lists are in the list of grants.
PROJECTS = 20


def home(request: HttpRequest) -> HttpResponse:
    texts = Text.objects.under("home/", "figure/", "stage/")
    together = Together()
    figures = Component1({}, texts, together)
    grants = Component2({}, texts, together)
    knowledge = Component3({}, texts, together)
    together.read(arms(today()))
    typologies = list(Typology.objects.in_order())
    regions, topics = list(Region.objects.in_order()), list(Topic.objects.in_order())
    by_region = figures.by_region(regions)
    return render(
        request,
        "dashboard/home.html",
        {
            "texts": _named(texts),
            "headline": figures.headline(),
            "statuses": figures.statuses(),
            "regions": figures.on_map(by_region),
            "by_region": by_region,
            "by_topic": figures.by_topic(topics),
            "by_typology": figures.by_typology(typologies),
            "partnerships": figures.partnerships(),
            "stages": figures.stages(),
            "people": People.of(together.found, texts=texts, regions=regions, topics=topics),
            "grants_by_kind": grants.by_kind(),
            "grants_by_typology": grants.by_typology(typologies),
            "projects": projects(),
            "quote": quote(),
            "knowledge_headline": knowledge.headline(),
            "other_products": [
                *knowledge.other_products(),
                knowledge.of_events(EventKind.REGIONAL_MEETING),
            ],
            "cycle": knowledge.cycle(figures.headline()[0], grants.total()),
            "publications": [
                {"product": row, "cover": cover(row, row.first_topic or "")}
                for row in KnowledgeProduct.objects.shelf()
            ],
            "sdg_targets": SDGTarget.objects.in_order().prefetch_related("topics"),
            "stories": [_card(row) for row in home_stories()],
        },
    )


def projects() -> list[dict[str, Any]]:
    """The grant projects by kind, as the printed factsheet lists them."""
    published = GrantProject.objects.published()
    rows = list(published.first_of_each_kind(PROJECTS).with_place().by_place())
    headings = {
        GrantKind.NATIONAL: _("National projects"),
        GrantKind.REGIONAL: _("Regional projects"),
    }
    return [
        {"heading": heading, "grants": grants}
        for kind, heading in headings.items()
        if (grants := [row for row in rows if row.kind == kind])
    ]


def quote() -> dict[str, str] | None:
    """The first that may be shown, with the project it belongs to."""
    first = Quote.objects.of_published().first()
    if not first:
        return None
    return quote_words(first) | {
        "link": first.grant.get_absolute_url(),
        "title": first.grant.title,
    }


def region_detail(request: HttpRequest, slug: str) -> HttpResponse:
    region = get_object_or_404(Region, slug=slug)
    countries = alphabetical(Country.objects.filter(region=region))
    return _everything_about(request, region, "region", countries=countries)


def country_detail(request: HttpRequest, slug: str) -> HttpResponse:
    told = countries_with_page().select_related("region")
    country: Country = get_object_or_404(told, slug=slug)
    brief = reverse("dashboard:country-brief", args=[slug])
    return _everything_about(request, country, "country", brief=brief)


def topic_detail(request: HttpRequest, slug: str) -> HttpResponse:
    topic = get_object_or_404(Topic, slug=slug)
    return _everything_about(request, topic, "topic", by_region=True)


def _everything_about(
    request: HttpRequest,
    subject: Region | Country | Topic,
    facet: str,
    *,
    by_region: bool = False,
    **more: Any,
) -> HttpResponse:
    """The same figures as on the home page, within one row of the reference data."""
    together, texts = Together(), Text.objects.under("figure/", "stage/")
    figures = Component1({facet: subject}, texts, together)
    grants = Component2({facet: subject}, texts, together)
    knowledge = Component3({facet: subject}, texts, together)
    first = (
        figures.by_region(Region.objects.in_order())
        if by_region
        else figures.by_topic(Topic.objects.in_order())
    )
    rows: Any = figures.implemented.selection.filterset.selection()
    return render(
        request,
        "dashboard/subject_detail.html",
        {
            "subject": subject,
            "facet": facet,
            "headline": figures.headline(),
            "others": [grants.total(), *knowledge.totals()],
            "statuses": figures.statuses(),
            "charts": [
                first,
                figures.by_typology(Typology.objects.in_order()),
                figures.partnerships(),
            ],
            "stages": figures.stages(),
            "cards": [_card(row) for row in rows.with_lead().by_title()[:LISTED]],
            "list_link": figures.implemented.selection.link(),
            "panels": panels_for(facet, subject),
            "trail": [
                {"label": _("Overview"), "link": reverse("dashboard:home")},
                {"label": str(subject)},
            ],
            **more,
        },
    )


def _named(texts: dict[str, Text]) -> dict[str, Text]:
    """Under names that a template can say: ``home/did-you-know`` -> ``did_you_know``."""
    return {
        key.removeprefix("home/").replace("-", "_"): text
        for key, text in texts.items()
        if key.startswith("home/")
    }


def _card(intervention: Intervention) -> dict[str, Any]:
    return {
        "link": intervention.get_absolute_url(),
        "title": intervention.title,
        "text": intervention.summary,
        "region": intervention.region,
        "place": intervention.lead_name,
        "is_sample": intervention.is_sample,
    }
