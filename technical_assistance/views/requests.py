"""What was asked for, and what became of it."""

from typing import Any

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from acpmigration.facets import FacetedList
from technical_assistance.enums import RequestState
from technical_assistance.filters import RequestFilter
from technical_assistance.models import AssistanceRequest
from technical_assistance.views.interventions import trail


class RequestList(FacetedList):
    filterset_class = RequestFilter
    template_name = "technical_assistance/request_list.html"

    def get_queryset(self) -> QuerySet[AssistanceRequest]:
        return AssistanceRequest.objects.published()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            "requests": context["page_obj"].object_list.for_list(),
            "funnel": funnel(self.filterset),
            "trail": trail(_("Requests")),
        }


def funnel(filterset: RequestFilter) -> dict[str, Any]:
    """How many of the selection stand in each state, as a chart takes it."""
    found = filterset.counts().get("state", {})
    rows: list[dict[str, Any]] = [
        {
            "label": capfirst(state.label),
            "total": {
                "name": f"requests-by-state-{state.value}",
                "value": found.get(state.value, 0),
                "label": capfirst(state.label),
                "link": filterset.link(state=[state.value]),
            },
        }
        for state in RequestState
    ]
    return {
        "name": "requests-by-state",
        "title": _("What became of the requests"),
        "rows": rows,
        "most": max(row["total"]["value"] for row in rows),
        "unit": _("Requests"),
    }
