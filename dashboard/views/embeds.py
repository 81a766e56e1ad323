"""Figures and maps for the pages of other sites, and where one copies their line."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from acpmigration.embedding import Embed
from acpmigration.facets import FacetedFilterSet, trail
from acpmigration.facets.listing import narrowed
from acpmigration.open_data.addresses import absolute
from acpmigration.open_data.strict import misfits
from acpmigration.reference.models import Country, Region
from dashboard.figures.collected import Told, collected
from dashboard.figures.selection import Scope
from dashboard.filters import FigureFilter
from nsa_grants.filters import GrantFilter
from nsa_grants.models import GrantProject
from technical_assistance import state_map
from technical_assistance.filters import InterventionFilter
from technical_assistance.models import Intervention
from technical_assistance.views.maps import MAP_SIZE

# High enough for a label of two lines, a place, and the notice of a demonstration.
FIGURE_SIZE = (320, 250)
PAGE = "dashboard:embeds"
# Of a figure in parts each part is a figure too; these are the wholes, in the order of the page.
OFFERED = (
    "interventions-implemented",
    "interventions-completed",
    "interventions-ongoing",
    "interventions-national",
    "interventions-regional",
    "requests-received",
    "grants",
    "grants-national",
    "grants-regional",
    "seminars",
    "peer-exchanges",
    "publications",
    "products",
    "events",
    "experts-registered",
)


@dataclass(frozen=True)
class MapKind:
    """What a map counts; ``list_page`` is the name of the address that lists the same."""

    heading: str | Promise
    filterset: type[FacetedFilterSet]
    rows: Callable[[], QuerySet[Any]]
    list_page: str
    page: str


MAPS = {
    "interventions": MapKind(
        gettext_lazy("Interventions by state"),
        InterventionFilter,
        lambda: Intervention.objects.published(),
        "technical_assistance:intervention-list",
        "dashboard:embed-map",
    ),
    "grants": MapKind(
        gettext_lazy("Grants by state"),
        GrantFilter,
        lambda: GrantProject.objects.published(),
        "nsa_grants:grant-list",
        "dashboard:embed-grant-map",
    ),
}


def embed_figure(request: HttpRequest, name: str) -> HttpResponse:
    """One number of the factsheet, or of one region, country or topic."""
    chosen = FigureFilter(request.GET, Region.objects.none())
    if len(chosen.scope) > 1 or misfits(chosen):
        # A number beside a word that was not understood would be taken for what it is not.
        return _refused(request)
    told = collected(chosen.scope).get(name)
    if told is None:
        raise Http404
    return render(
        request,
        "embed/figure.html",
        {
            "figure": told.figure,
            "place": _words_of(chosen.scope),
            "counted_on": told.as_of,
            "link": absolute(told.figure.link),
        },
    )


def embed_map(request: HttpRequest, kind: str) -> HttpResponse:
    """The selection of a list on the states that it covers."""
    told = MAPS[kind]
    chosen = told.filterset(request.GET, told.rows(), request=request)
    if misfits(chosen):
        return _refused(request)
    counts = chosen.counts(["country"])
    numbers = counts.get("country", {})
    countries = list(Country.objects.eligible())
    listed = absolute(reverse(told.list_page))

    def link(country: Country) -> str:
        return f"{listed}?{chosen.query_string(country=[country.slug], view=None, sort=None)}"

    return render(
        request,
        "embed/map.html",
        {
            "heading": told.heading,
            "chips": chosen.active(),
            "total": counts["selection"].get("", 0),
            "panels": state_map.panels(countries, numbers, link, small=True),
            "levels": state_map.levels(),
            "link": narrowed(listed, chosen),
        },
    )


def embeds(request: HttpRequest) -> HttpResponse:
    """The lines of HTML that show a figure or a map elsewhere."""
    chosen = FigureFilter(request.GET, Region.objects.none(), request=request)
    scope = dict(list(chosen.scope.items())[:1])
    told = collected(scope)
    return render(
        request,
        "dashboard/embeds.html",
        {
            "filter": chosen,
            "scope": scope,
            "place": _words_of(scope),
            "figures": [
                {"figure": told[name].figure, "embed": _of_figure(told[name], scope)}
                for name in OFFERED
                if name in told
            ],
            "maps": [_of_map(kind, scope) for kind in MAPS.values()],
            "trail": trail(
                {"label": _("Open data"), "link": reverse("dashboard:open-data")},
                {"label": _("Figures and maps for your page")},
            ),
        },
    )


def _of_figure(told: Told, scope: Scope) -> Embed:
    address = reverse("dashboard:embed-figure", args=[told.figure.name])
    place = _words_of(scope)
    title = f"{told.figure.label}, {place}" if place else told.figure.label
    return Embed(absolute(address) + _query(scope), title, *FIGURE_SIZE)


def _of_map(kind: MapKind, scope: Scope) -> Embed:
    return Embed(absolute(reverse(kind.page)) + _query(scope), kind.heading, *MAP_SIZE)


def _query(scope: Scope) -> str:
    return "".join(f"?{facet}={row.slug}" for facet, row in scope.items())


def _words_of(scope: Scope) -> str:
    return ", ".join(str(row) for row in scope.values())


def _refused(request: HttpRequest) -> HttpResponse:
    return render(request, "embed/refused.html", status=HTTPStatus.BAD_REQUEST)
