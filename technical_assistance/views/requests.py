"""What was asked for, and what became of it."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from acpmigration.facets import FacetedList, ListWords, trail
from acpmigration.pages.models import Text
from technical_assistance.enums import RequestState
from technical_assistance.filters import RequestFilter
from technical_assistance.models import AssistanceRequest

FUNNEL = "requests-by-state"


class RequestList(FacetedList):
    filterset_class = RequestFilter
    feed = "technical_assistance:requests-atom"
    template_name = "technical_assistance/request_list.html"
    list_words = ListWords(
        heading=gettext_lazy("Requests for technical assistance"),
        description=gettext_lazy(
            "What governments and regional organisations asked the ACP-EU Migration Action for, "
            "and what became of it."
        ),
        lead=gettext_lazy(
            "What governments and regional organisations asked for, and what became of it."
        ),
        whole=gettext_lazy("of %(whole)s requests"),
        nothing=gettext_lazy("No request matches all of these filters"),
    )

    def get_queryset(self) -> QuerySet[AssistanceRequest]:
        return AssistanceRequest.objects.published()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            "requests": context["page_obj"].object_list.for_list(),
            "funnel": funnel(self.filterset, Text.objects.under(f"figure/{FUNNEL}")),
            "trail": trail({"label": _("Requests")}),
        }


def funnel(filterset: RequestFilter, texts: Mapping[str, Text]) -> dict[str, Any]:
    """How many of the selection stand in each state, as a chart takes it."""
    text = texts.get(f"figure/{FUNNEL}")
    found = filterset.counts().get("state", {})
    rows: list[dict[str, Any]] = [
        {
            "label": capfirst(state.label),
            "total": {
                "name": f"{FUNNEL}-{state.value}",
                "value": found.get(state.value, 0),
                "label": capfirst(state.label),
                "link": filterset.link(state=[state.value]),
            },
        }
        for state in RequestState
    ]
    return {
        "name": FUNNEL,
        "title": _("What became of the requests"),
        "definition": text.plain_body if text else "",
        "rows": rows,
        "most": max(row["total"]["value"] for row in rows),
        "unit": _("Requests"),
    }
