"""What is known of one country, on one sheet of paper."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from acpmigration.dates import today
from acpmigration.pages.models import Text
from acpmigration.reference.models import Country, Topic
from acpmigration.translated import language_of
from dashboard.domain.places import countries_with_page
from dashboard.figures import Component1, Component2, Component3, Together
from dashboard.figures.figure import Figure
from dashboard.figures.selection import Counts
from knowledge.models import Event, KnowledgeProduct
from knowledge.views.words import days_of, place_of
from nsa_grants.domain.possible import possible
from nsa_grants.models import GrantProject
from nsa_grants.views.words import kind_label, period, status_label
from technical_assistance.models import Intervention
from technical_assistance.views.words import Line

# So many that one sheet holds them with the longest titles.
INTERVENTIONS, OTHERS = 6, 2


def country_brief(request: HttpRequest, slug: str) -> HttpResponse:
    told = countries_with_page().select_related("region")
    country: Country = get_object_or_404(told, slug=slug)
    together, texts = Together(), Text.objects.under("figure/", "stage/")
    scope = {"country": country}
    assistance = Component1(scope, texts, together)
    grants = Component2(scope, texts, together)
    knowledge = Component3(scope, texts, together)
    products, events = knowledge.totals()
    headline = assistance.headline()
    return render(
        request,
        "dashboard/country_brief.html",
        {
            "country": country,
            "headline": headline,
            "sections": [
                _section(
                    _("Technical assistance"),
                    headline[0],
                    _interventions(assistance.implemented, texts),
                ),
                _section(_("Grants to non-state actors"), grants.total(), _grants(grants.all)),
                _section(_("Knowledge"), products, _products(knowledge.products)),
                _section(_("Events"), events, _events(knowledge.events)),
            ],
            "possible": _possible(country),
            "page": request.build_absolute_uri(country.get_absolute_url()),
            "trail": [
                {"label": _("Overview"), "link": reverse("dashboard:home")},
                {"label": str(country), "link": country.get_absolute_url()},
                {"label": _("On one page")},
            ],
        },
    )


def _section(heading: str, figure: Figure, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "heading": heading,
        "figure": figure,
        "rows": rows,
        "is_cut": figure.value > len(rows),
    }


def _interventions(counts: Counts, labels: Mapping[str, Text]) -> list[dict[str, Any]]:
    lines = [Line(row, labels) for row in _listed(counts).for_list()[:INTERVENTIONS]]
    return [
        _row(
            line.intervention,
            ", ".join(topic.name for topic in line.topics),
            line.status_label,
            line.stage_label,
        )
        for line in lines
    ]


def _grants(counts: Counts) -> list[dict[str, Any]]:
    placed = _listed(counts).with_status(today()).with_place()
    rows: Iterable[GrantProject] = placed.select_related("grantee")[:OTHERS]
    return [
        _row(row, kind_label(row), row.grantee or "", status_label(row), period(row))
        for row in rows
    ]


def _products(counts: Counts) -> list[dict[str, Any]]:
    rows: Iterable[KnowledgeProduct] = _listed(counts)[:OTHERS]
    return [_row(row, capfirst(row.get_kind_display()), row.issued or "") for row in rows]


def _events(counts: Counts) -> list[dict[str, Any]]:
    rows: Iterable[Event] = _listed(counts).with_place()[:OTHERS]
    return [
        _row(row, capfirst(row.get_kind_display()), place_of(row), days_of(row)) for row in rows
    ]


def _listed(counts: Counts) -> Any:
    """The rows in the order of the list that the figure opens."""
    return counts.selection.filterset.qs


def _row(
    record: Intervention | GrantProject | KnowledgeProduct | Event, *facts: object
) -> dict[str, Any]:
    return {
        "link": record.get_absolute_url(),
        "title": record.title,
        "title_language": language_of(record, "title"),
        "facts": [str(fact) for fact in facts if fact],
        "is_sample": record.is_sample,
    }


def _possible(country: Country) -> list[Topic]:
    """The topics on which a national grant is possible here."""
    found = possible(
        interventions=Intervention.objects.published().filter(countries=country),
        grants=GrantProject.objects.published(),
    )
    return [topic for topic, rows in found.items() if any(row.place == country for row in rows)]
