"""Requests as open data: what was asked for and what became of it, without reasons and letters."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from acpmigration.open_data.data_set import DataSet
from acpmigration.open_data.fields import (
    ChangedAt,
    Covered,
    Dated,
    RecordAddress,
    RecordSlug,
    SampleMark,
    SubjectField,
    Topics,
)
from acpmigration.open_data.registry import register
from acpmigration.open_data.viewsets import RecordViewSet
from technical_assistance.api import lead
from technical_assistance.api.linked import LinkedIntervention
from technical_assistance.enums import RequestState
from technical_assistance.filters import RequestFilter
from technical_assistance.models import AssistanceRequest
from technical_assistance.models.open_record import complete_requests, request_for_record


class RequestRecord(serializers.Serializer):
    """What a government or a regional organisation asked the Action for."""

    slug = RecordSlug()
    state = serializers.ChoiceField(RequestState.choices, help_text=_("What became of it."))
    received = Dated(allow_null=True, help_text=_("When it came; empty where nobody knows."))
    decided = Dated(
        allow_null=True, help_text=_("When it was decided; empty before, or where nobody knows.")
    )
    requester = lead.requester()
    region = lead.region()
    country = lead.country()
    regional_organisation = lead.regional_organisation()
    entity = lead.entity()
    countries = SubjectField("country", Covered(), help_text=_("The countries covered."))
    topics = Topics()
    intervention = LinkedIntervention(
        allow_null=True,
        source="shown_intervention",
        help_text=_("The intervention that it opened, once that is public."),
    )
    is_sample = SampleMark()
    updated_at = ChangedAt()
    api = RecordAddress("requests")


REQUESTS = DataSet(
    name="requests",
    title=_("Requests for technical assistance"),
    description=_(
        "What governments and regional organisations asked the ACP-EU Migration Action for, "
        "and what became of it."
    ),
    record=RequestRecord,
    filterset=RequestFilter,
    rows=lambda: AssistanceRequest.objects.published(),
    assembled=request_for_record,
    complete=complete_requests,
    page="technical_assistance:request-list",
    countries=lambda row: row.open_subjects["country"],
    endings=("csv", "xlsx", "json", "geojson"),
    columns={
        "slug": "slug",
        "state": "state",
        "received_first": "received.first",
        "received_last": "received.last",
        "decided_first": "decided.first",
        "decided_last": "decided.last",
        **lead.COLUMNS,
        "intervention": "intervention.slug",
        "is_sample": "is_sample",
        "updated_at": "updated_at",
        "api": "api",
    },
)


@register
class RequestViewSet(RecordViewSet):
    """Requests with what became of them."""

    data_set = REQUESTS
