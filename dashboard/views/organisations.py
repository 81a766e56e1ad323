"""Who took part in what."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from acpmigration.facets import FacetedList, ListWords, trail
from acpmigration.reference.models import Organisation
from acpmigration.translated import language_of
from dashboard.domain.organisations import events_of, grants_of, interventions_of, taking_part
from dashboard.filters import OrganisationFilter

LIST = "dashboard:organisation-list"


class OrganisationList(FacetedList):
    filterset_class = OrganisationFilter
    list_words = ListWords(
        heading=gettext_lazy("Organisations"),
        description=gettext_lazy(
            "The ministries, partners, grantees and other organisations that took part in the "
            "ACP-EU Migration Action."
        ),
        whole=gettext_lazy("of %(whole)s organisations"),
        nothing=gettext_lazy("No organisation matches all of these filters"),
        find=gettext_lazy("Search organisations"),
        hint=gettext_lazy("Name or country"),
    )

    def get_queryset(self) -> QuerySet[Organisation]:
        return taking_part()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        rows = context["page_obj"].object_list.select_related("country")
        return context | {
            "lines": [
                {
                    "link": row.get_absolute_url(),
                    "title": row.name,
                    "title_language": language_of(row, "name"),
                    "kind": capfirst(row.get_kind_display()),
                    "place": str(row.country or ""),
                }
                for row in rows
            ]
        }


def organisation_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything public that it took part in; without any it has no page."""
    organisation: Organisation = get_object_or_404(
        taking_part().select_related("country__region"), slug=slug
    )
    parts = [
        (_("Interventions"), interventions_of(organisation).by_title()),
        (_("Grants"), grants_of(organisation).by_title()),
        (_("Events"), events_of(organisation).newest_first()),
    ]
    return render(
        request,
        "dashboard/organisation_detail.html",
        {
            "organisation": organisation,
            "kind": capfirst(organisation.get_kind_display()),
            "parts": [
                {"heading": heading, "records": found}
                for heading, rows in parts
                if (found := list(rows))
            ],
            "trail": trail(
                {"label": _("Organisations"), "link": reverse(LIST)},
                {"label": organisation.name},
            ),
        },
    )
