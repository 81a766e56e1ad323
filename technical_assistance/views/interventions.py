"""The interventions as a list, as a table and on the map: one selection, three ways to see it."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from acpmigration.facets import FacetedList, ListWords, trail
from technical_assistance.filters import InterventionFilter
from technical_assistance.models import Intervention
from technical_assistance.views import maps
from technical_assistance.views.words import Line, stage_labels

LIST = "technical_assistance:intervention-list"
MAP = "technical_assistance:intervention-map"
TABLE = "table"
WORDS = ListWords(
    heading=gettext_lazy("Technical assistance interventions"),
    description=gettext_lazy(
        "Search and filter the technical assistance interventions of the ACP-EU Migration Action "
        "by region, country, topic, typology, status and year."
    ),
    whole=gettext_lazy("of %(whole)s interventions"),
    nothing=gettext_lazy("No intervention matches all of these filters"),
    find=gettext_lazy("Search interventions"),
    hint=gettext_lazy("Country, title or office"),
)
MAP_WORDS = maps.MapWords(
    heading=gettext_lazy("Map of interventions"),
    description=gettext_lazy(
        "The states that technical assistance of the ACP-EU Migration Action covered, on a map "
        "and as a table."
    ),
    lead=gettext_lazy(
        "How many interventions cover each state. One that covers several states counts in each "
        "of them."
    ),
    to_list=gettext_lazy("Choose region, topic, status and more in the list"),
    caption=gettext_lazy("States and their interventions"),
    column=gettext_lazy("Interventions"),
    in_place=gettext_lazy("interventions in %(place)s"),
)


class InterventionList(FacetedList):
    filterset_class = InterventionFilter
    template_name = "technical_assistance/intervention_list.html"
    list_words = WORDS
    feed = "technical_assistance:interventions-atom"

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
            "trail": trail({"label": _("Interventions")}),
        }


def intervention_map(request: HttpRequest) -> HttpResponse:
    """The whole selection on the states that it covers, and the same numbers as a table."""
    chosen = InterventionFilter(request.GET, Intervention.objects.published(), request=request)
    return maps.map_page(
        request,
        chosen,
        list_name=LIST,
        figure="interventions",
        words=MAP_WORDS,
        of_whole=WORDS,
        embed="dashboard:embed-map",
        views=views(chosen, "map"),
        trail=trail({"label": _("Interventions"), "link": reverse(LIST)}, {"label": _("Map")}),
    )


def views(filterset: InterventionFilter, current: str) -> list[dict[str, Any]]:
    """The same selection as list, table and map."""
    return maps.views(
        filterset,
        current,
        ("", _("List"), "list", LIST, {"view": None}),
        (TABLE, _("Table"), "table", LIST, {"view": TABLE}),
        ("map", _("Map"), "map", MAP, {"view": None}),
    )


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
