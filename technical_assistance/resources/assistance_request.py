"""Requests: new ones are received by the domain; what was decided is read here, never written."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from acpmigration.reference.resources import KEY_RULE, NEVER_CHANGES
from acpmigration.spreadsheets.chosen import ChoiceColumn
from acpmigration.spreadsheets.columns import Column
from acpmigration.spreadsheets.saving import Change, Said
from acpmigration.spreadsheets.sheets import register
from acpmigration.spreadsheets.typed_columns import FactColumn, fact_of
from technical_assistance.domain.log import require_not_in_future
from technical_assistance.domain.requests import receive_request
from technical_assistance.domain.slugs import free_slug, lead_word
from technical_assistance.enums import RequestState
from technical_assistance.models import AssistanceRequest
from technical_assistance.resources.leading import (
    LedSheet,
    lead_columns,
    lead_of,
    received_with,
    subject_columns,
)

DECIDED = gettext_lazy("Requests are decided on their own pages: leave this as it is.")


@register
class RequestSheet(LedSheet):
    """What governments and regional organisations asked for."""

    key = "requests"
    label = gettext_lazy("assistance requests")
    model = AssistanceRequest
    slug_from = ()
    columns: ClassVar[list[Column]] = [
        Column("slug", gettext_lazy("slug"), rules=KEY_RULE, fixed=NEVER_CHANGES),
        *lead_columns(),
        *subject_columns(),
        FactColumn(
            "received",
            gettext_lazy("Received"),
            fixed=gettext_lazy("The day was recorded when the request was received."),
        ),
        Column(
            "sources",
            gettext_lazy("sources"),
            rules=gettext_lazy("Where this is known from, one source a line."),
        ),
        ChoiceColumn("state", gettext_lazy("state"), choices=RequestState, read_only=DECIDED),
        FactColumn("decided", gettext_lazy("Decided"), read_only=DECIDED),
        Column(
            "intervention",
            gettext_lazy("intervention"),
            attribute="intervention__slug",
            read_only=DECIDED,
        ),
    ]

    def rows(self) -> Any:
        return AssistanceRequest.objects.select_related(
            "country__region",
            "regional_organisation__organisation",
            "regional_organisation__region",
            "entity",
            "intervention",
        ).prefetch_related("countries", "topics")

    def check(self, change: Change) -> None:
        super().check(change)
        is_moved = {"country", "regional_organisation"} & change.values.keys()
        if not change.is_new and is_moved and not change.record.is_undecided:
            said = _("Once the request is decided the lead is fixed.")
            raise Said("country", said)
        if "received" in change.values:
            received = fact_of(change.values["received"])
            require_not_in_future(received, change.today, can_plan=False)

    def name(self, record: Any) -> None:
        record.slug = record.slug or free_slug(AssistanceRequest, lead_word(record.lead))

    def make(self, change: Change) -> Any:
        return receive_request(
            lead=lead_of(change),
            by=change.by,
            when=fact_of(change.values.get("received")),
            today=change.today,
            slug=change.values.get("slug") or "",
            **received_with(change),
        )
