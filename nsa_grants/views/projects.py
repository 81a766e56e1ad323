"""The grants as a list and on the map: one selection, two ways to see it."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from acpmigration.dates import today
from acpmigration.facets import FacetedList, ListWords, trail
from nsa_grants.filters import GrantFilter
from nsa_grants.models import GrantProject
from nsa_grants.views.words import Line
from technical_assistance.views import maps

LIST = "nsa_grants:grant-list"
MAP = "nsa_grants:grant-map"
WORDS = ListWords(
    heading=gettext_lazy("Grants to non-state actors"),
    description=gettext_lazy(
        "Search and filter the projects of non-state actors that the ACP-EU Migration Action "
        "supported, by region, country, topic, typology, kind and status."
    ),
    lead=gettext_lazy(
        "Small grants for national projects and medium ones for regional projects, which help "
        "migrants, their families and their communities."
    ),
    whole=gettext_lazy("of %(whole)s grants"),
    nothing=gettext_lazy("No grant matches all of these filters"),
    find=gettext_lazy("Search grants"),
    hint=gettext_lazy("Country, title or organisation"),
)
MAP_WORDS = maps.MapWords(
    heading=gettext_lazy("Map of grants"),
    description=gettext_lazy(
        "The states that projects of non-state actors covered with grants of the ACP-EU Migration "
        "Action, on a map and as a table."
    ),
    lead=gettext_lazy(
        "How many grants cover each state. One that covers several states counts in each of them; "
        "a regional one whose states are not known is in the list only."
    ),
    to_list=gettext_lazy("Choose region, topic, status and more in the list"),
    caption=gettext_lazy("States and their grants"),
    column=gettext_lazy("Grants"),
    in_place=gettext_lazy("grants in %(place)s"),
)


class GrantList(FacetedList):
    filterset_class = GrantFilter
    template_name = "nsa_grants/grant_list.html"
    list_words = WORDS
    feed = "nsa_grants:grants-atom"

    def get_queryset(self) -> QuerySet[GrantProject]:
        return GrantProject.objects.published()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        rows = context["page_obj"].object_list.with_status(today()).for_list()
        return context | {
            "lines": [Line(row) for row in rows],
            "views": views(self.filterset, ""),
            "trail": trail({"label": _("Grants")}),
        }


def grant_map(request: HttpRequest) -> HttpResponse:
    """The whole selection on the states that it covers, and the same numbers as a table."""
    chosen = GrantFilter(request.GET, GrantProject.objects.published(), request=request)
    return maps.map_page(
        request,
        chosen,
        list_name=LIST,
        figure="grants",
        words=MAP_WORDS,
        of_whole=WORDS,
        embed="dashboard:embed-grant-map",
        views=views(chosen, "map"),
        trail=trail({"label": _("Grants"), "link": reverse(LIST)}, {"label": _("Map")}),
    )


def views(filterset: GrantFilter, current: str) -> list[dict[str, Any]]:
    """The same selection as list and map."""
    return maps.views(
        filterset,
        current,
        ("", _("List"), "list", LIST, {}),
        ("map", _("Map"), "map", MAP, {}),
    )
