"""The interventions as a list, as a table and on the map: one selection, three ways to see it."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from acpmigration.facets import FacetedList
from acpmigration.reference.models import Country
from acpmigration.translated import alphabetical
from technical_assistance import state_map
from technical_assistance.filters import InterventionFilter
from technical_assistance.models import Intervention
from technical_assistance.views.words import Line, stage_labels

LIST = "technical_assistance:intervention-list"
MAP = "technical_assistance:intervention-map"
TABLE = "table"


class InterventionList(FacetedList):
    filterset_class = InterventionFilter
    template_name = "technical_assistance/intervention_list.html"

    def get_queryset(self) -> QuerySet[Intervention]:
        return Intervention.objects.published()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        labels = stage_labels()
        as_table = TABLE in self.filterset.chosen.get("view", [])
        return context | {
            "lines": [Line(row, labels) for row in context["page_obj"].object_list.for_list()],
            "as_table": as_table,
            "columns": columns(self.filterset),
            "views": views(self.filterset, TABLE if as_table else ""),
            "trail": trail(_("Interventions")),
        }


def intervention_map(request: HttpRequest) -> HttpResponse:
    """The whole selection on the states that it covers, and the same numbers as a table."""
    chosen = InterventionFilter(request.GET, Intervention.objects.published(), request=request)
    numbers = chosen.counts(["country"]).get("country", {})
    countries = alphabetical(Country.objects.eligible().select_related("region"))

    def link(country: Country) -> str:
        return f"{reverse(LIST)}?{chosen.query_string(country=[country.slug], view=None)}"

    return render(
        request,
        "technical_assistance/intervention_map.html",
        {
            "filter": chosen,
            "total": chosen.counts(["country"])["selection"].get("", 0),
            "whole": chosen.counts(["country"])["whole"].get("", 0),
            "panels": state_map.panels(countries, numbers, link),
            "levels": state_map.levels(),
            "states": [
                {
                    "name": str(country),
                    "region": country.region,
                    "page": country.get_absolute_url(),
                    "figure": {
                        "name": f"interventions-by-country-{country.slug}",
                        "value": numbers.get(country.slug, 0),
                        "label": _("interventions in %(place)s") % {"place": country},
                        "link": link(country),
                    },
                }
                for country in countries
            ],
            "views": views(chosen, "map"),
            "trail": trail(_("Interventions"), _("Map")),
        },
    )


def views(filterset: InterventionFilter, current: str) -> list[dict[str, Any]]:
    """The same selection as list, table and map."""
    shown: list[tuple[str, str, str, str, dict[str, str | None]]] = [
        ("", _("List"), "list", LIST, {"view": None}),
        (TABLE, _("Table"), "table", LIST, {"view": TABLE}),
        ("map", _("Map"), "map", MAP, {"view": None}),
    ]
    return [
        {
            "label": label,
            "icon": icon,
            "is_current": name == current,
            "link": _address(url_name, filterset.query_string(**changes)),
        }
        for name, label, icon, url_name, changes in shown
    ]


def columns(filterset: InterventionFilter) -> list[dict[str, str]]:
    """The heads of the table; those that name an order sort by it."""
    heads = [
        (_("Intervention"), "title", "ascending"),
        (_("Country or organisation"), "place", "ascending"),
        (_("Region"), "", ""),
        (_("Topics"), "", ""),
        (_("Stage"), "", ""),
        (_("Last change"), "updated", "descending"),
    ]
    return [
        {
            "label": label,
            "link": filterset.link(sort=order) if order else "",
            "order": direction if order and filterset.sorted_by == order else "",
        }
        for label, order, direction in heads
    ]


def trail(*steps: str) -> list[dict[str, str]]:
    """The way from the home page; only the last step may be without a link."""
    path = [{"label": _("Overview"), "link": reverse("dashboard:home")}]
    if len(steps) > 1:
        path.append({"label": steps[0], "link": reverse(LIST)})
    return [*path, {"label": steps[-1]}]


def _address(url_name: str, query: str) -> str:
    address = reverse(url_name)
    return f"{address}?{query}" if query else address
