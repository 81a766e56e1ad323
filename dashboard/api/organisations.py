"""Organisations as open data: what each took part in."""

from http import HTTPStatus
from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from acpmigration.open_data.addresses import record_address
from acpmigration.open_data.data_set import DataSet
from acpmigration.open_data.fields import (
    NamedPlace,
    PageAddress,
    RecordAddress,
    RecordSlug,
    SubjectField,
    TextLanguage,
)
from acpmigration.open_data.registry import register
from acpmigration.open_data.viewsets import RecordViewSet
from acpmigration.reference.enums import OrganisationKind
from dashboard.domain.open_record import complete_organisations
from dashboard.domain.organisations import taking_part
from dashboard.filters import OrganisationFilter
from knowledge.api.linked import LinkedEvent
from nsa_grants.api import LinkedGrant
from technical_assistance.api.linked import LinkedIntervention


class LinkedRequest(serializers.Serializer):
    """A request that a record refers to; it has no title."""

    slug = serializers.SlugField(help_text=_("The word for it in addresses."))
    api = RecordAddress("requests")


class OrganisationRecord(serializers.Serializer):
    """A ministry, partner, grantee or other organisation that a public record names."""

    slug = RecordSlug()
    name = serializers.CharField(help_text=_("Its name, in the language asked for."))
    language = TextLanguage(of="name")
    short_name = serializers.CharField(help_text=_("Its acronym or short name."))
    kind = serializers.ChoiceField(
        OrganisationKind.choices, help_text=_("What kind of organisation it is.")
    )
    country = NamedPlace(allow_null=True, help_text=_("The country it is in, where it is known."))
    requests = SubjectField("request", LinkedRequest(), help_text=_("The requests it made."))
    interventions = SubjectField(
        "intervention",
        LinkedIntervention(),
        help_text=_("The interventions that it asked for, led or was a partner in."),
    )
    grants = SubjectField(
        "grant", LinkedGrant(), help_text=_("The grants it carried out or was a partner in.")
    )
    events = SubjectField("event", LinkedEvent(), help_text=_("The events it took part in."))
    page = PageAddress()
    api = RecordAddress("organisations")


ORGANISATIONS = DataSet(
    name="organisations",
    title=_("Organisations"),
    description=_(
        "The ministries, partners, grantees and other organisations that took part in the "
        "ACP-EU Migration Action."
    ),
    record=OrganisationRecord,
    filterset=OrganisationFilter,
    rows=taking_part,
    assembled=lambda rows: rows.select_related("country"),
    complete=complete_organisations,
    page="dashboard:organisation-list",
    columns={
        "slug": "slug",
        "name": "name",
        "language": "language",
        "short_name": "short_name",
        "kind": "kind",
        "country": "country.iso3",
        "country_name": "country.name",
        "requests": "requests.slug",
        "interventions": "interventions.slug",
        "grants": "grants.slug",
        "events": "events.slug",
        "page": "page",
        "api": "api",
    },
)


@register
class OrganisationViewSet(RecordViewSet):
    """Organisations with what they took part in."""

    data_set = ORGANISATIONS

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        try:
            return super().retrieve(request, *args, **kwargs)
        except Http404:
            # What was merged into another is found there.
            merged_into = self.data_set.rows().filter(former__slug=self.kwargs["slug"]).first()
            if merged_into is None:
                raise
        address = record_address(self.data_set.name, merged_into.slug)
        return Response(status=HTTPStatus.MOVED_PERMANENTLY, headers={"Location": address})
