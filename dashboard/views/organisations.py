"""Who took part in what."""

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from acpmigration.facets import FacetedList, ListWords, trail
from acpmigration.reference.enums import OrganisationKind
from acpmigration.reference.models import Organisation
from acpmigration.translated import language_of
from dashboard.domain.organisations import (
    events_of,
    grants_of,
    interventions_of,
    requests_of,
    taking_part,
)
from dashboard.filters import OrganisationFilter
from knowledge.models import Event
from nsa_grants.models import GrantProject
from technical_assistance.models import Intervention, Partnership

LIST = "dashboard:organisation-list"
SCHEMA_TYPES = {
    OrganisationKind.GOVERNMENT.value: "GovernmentOrganization",
    OrganisationKind.NGO.value: "NGO",
    OrganisationKind.MEDIA.value: "NewsMediaOrganization",
}


class OrganisationList(FacetedList):
    filterset_class = OrganisationFilter
    feed = "dashboard:organisations-atom"
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
    """Everything public that it took part in, and as what; without any it has no page."""
    rows = taking_part().select_related("country__region")
    organisation = rows.filter(slug=slug).first()
    if organisation is None:
        # What was merged into another is found there.
        merged_into = get_object_or_404(rows, former__slug=slug)
        return redirect(merged_into, permanent=True)
    parts = [
        (_("Requests"), requests(organisation)),
        (_("Interventions"), interventions(organisation)),
        (_("Grants"), grants(organisation)),
        (_("Events"), [line(row) for row in events_of(organisation).newest_first()]),
    ]
    return render(
        request,
        "dashboard/organisation_detail.html",
        {
            "organisation": organisation,
            "kind": capfirst(organisation.get_kind_display()),
            "machine_readable": machine_readable(
                organisation, request.build_absolute_uri(organisation.get_absolute_url())
            ),
            "parts": [{"heading": heading, "lines": lines} for heading, lines in parts if lines],
            "trail": trail(
                {"label": _("Organisations"), "link": reverse(LIST)},
                {"label": organisation.name},
            ),
        },
    )


def machine_readable(organisation: Organisation, address: str) -> dict[str, Any]:
    """The record in the words of schema.org."""
    said = {
        "@context": "https://schema.org",
        "@type": SCHEMA_TYPES.get(organisation.kind, "Organization"),
        "name": organisation.name,
        "alternateName": organisation.short_name,
        "url": address,
        "location": {"@type": "Country", "name": str(organisation.country)}
        if organisation.country
        else None,
    }
    return {name: value for name, value in said.items() if value}


def requests(organisation: Organisation) -> list[dict[str, Any]]:
    """A request has no page: it leads to the intervention that came of it."""
    rows = requests_of(organisation).for_list().newest_first()
    return [
        {
            "title": ", ".join(topic.name for topic in row.topics.all()) or _("Not stated"),
            "link": row.shown_intervention.get_absolute_url() if row.shown_intervention else "",
            "roles": [str(fact) for fact in (row.received, row.get_state_display()) if fact],
            "is_sample": row.is_sample,
        }
        for row in rows
    ]


def interventions(organisation: Organisation) -> list[dict[str, Any]]:
    own = Partnership.objects.filter(organisation=organisation)
    rows = interventions_of(organisation).select_related("regional_organisation")
    return [
        line(
            row,
            _("asked for it") if row.entity_id == organisation.pk else "",
            _("leads it") if _is_place_of(organisation, row) else "",
            *(str(partnership.get_role_display()) for partnership in row.own_partnerships),
        )
        for row in rows.prefetch_related(
            Prefetch("partnerships", own, to_attr="own_partnerships")
        ).by_title()
    ]


def grants(organisation: Organisation) -> list[dict[str, Any]]:
    partner_in = GrantProject.partners.through.objects.filter(  # type: ignore[attr-defined]
        organisation=organisation, grantproject=OuterRef("pk")
    )
    rows = grants_of(organisation).select_related("regional_organisation")
    return [
        line(
            row,
            _("grantee") if row.grantee_id == organisation.pk else "",
            _("partner") if row.is_partner else "",
            _("its place") if _is_place_of(organisation, row) else "",
        )
        for row in rows.annotate(is_partner=Exists(partner_in)).by_title()
    ]


def _is_place_of(organisation: Organisation, row: Intervention | GrantProject) -> bool:
    place = row.regional_organisation
    return place is not None and place.organisation_id == organisation.pk


def line(row: Intervention | GrantProject | Event, *roles: str) -> dict[str, Any]:
    return {
        "title": row.title,
        "language": language_of(row, "title"),
        "link": row.get_absolute_url(),
        "roles": [role for role in roles if role],
        "is_sample": row.is_sample,
    }
