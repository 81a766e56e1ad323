"""Events as open data: their fields, and the columns of their tables."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from acpmigration.open_data.data_set import DataSet
from acpmigration.open_data.fields import (
    ChangedAt,
    Dated,
    Named,
    NamedPlace,
    OutsideAddress,
    PageAddress,
    RecordAddress,
    RecordSlug,
    SampleMark,
    SourceNote,
    Sources,
    SubjectField,
    Summary,
    TextLanguage,
    Title,
    Topics,
)
from acpmigration.open_data.registry import register
from acpmigration.open_data.viewsets import RecordViewSet
from acpmigration.reference.enums import OrganisationKind, Precision
from knowledge.api.linked import LinkedProduct
from knowledge.enums import EventKind
from knowledge.filters import EventFilter
from knowledge.models import Event
from knowledge.models.open_record import complete_events, event_for_record


class EventPartner(Named):
    kind = serializers.ChoiceField(
        OrganisationKind.choices, source="more", help_text=_("What kind of organisation it is.")
    )


class EventRecord(serializers.Serializer):
    """A seminar, exchange, meeting or forum in which the Action took part."""

    slug = RecordSlug()
    kind = serializers.ChoiceField(EventKind.choices, help_text=_("What kind of event it is."))
    title = Title()
    language = TextLanguage(of="title")
    summary = Summary()
    outcomes = serializers.CharField(
        help_text=_("What was agreed, recommended or learned, as HTML.")
    )
    starts = Dated(allow_null=True, help_text=_("When it begins; empty where nobody knows."))
    ends = Dated(allow_null=True, help_text=_("When it ends; empty where nobody knows."))
    place = serializers.CharField(help_text=_("The town."))
    country = NamedPlace(allow_null=True, help_text=_("The country in which it takes place."))
    region = Named(
        allow_null=True,
        source="country.region",
        default=None,
        help_text=_("The region of the Action that the country belongs to, if it belongs to one."),
    )
    topics = Topics()
    partners = SubjectField("partner", EventPartner(), help_text=_("Who took part."))
    participants = serializers.IntegerField(
        allow_null=True, help_text=_("The number of people who took part, where it is known.")
    )
    participants_precision = serializers.ChoiceField(
        Precision.choices, help_text=_("How the number of people is known.")
    )
    url = OutsideAddress(help_text=_("The event's own page elsewhere, if it has one."))
    products_discussed = SubjectField(
        "product", LinkedProduct(), help_text=_("The knowledge products that were discussed.")
    )
    sources = Sources()
    source_note = SourceNote()
    is_sample = SampleMark()
    updated_at = ChangedAt()
    page = PageAddress()
    api = RecordAddress("events")


EVENTS = DataSet(
    name="events",
    title=_("Events"),
    description=_(
        "Seminars, peer-to-peer exchanges, regional meetings and fora in which what was learned "
        "was discussed."
    ),
    record=EventRecord,
    filterset=EventFilter,
    rows=lambda: Event.objects.published(),
    assembled=event_for_record,
    complete=complete_events,
    page="knowledge:event-list",
    countries=lambda row: [row.country] if row.country else [],
    endings=("csv", "xlsx", "json", "geojson"),
    columns={
        "slug": "slug",
        "kind": "kind",
        "title": "title",
        "language": "language",
        "summary": "summary",
        "starts_first": "starts.first",
        "starts_last": "starts.last",
        "ends_first": "ends.first",
        "ends_last": "ends.last",
        "place": "place",
        "country": "country.iso3",
        "country_name": "country.name",
        "region": "region.slug",
        "topics": "topics.slug",
        "partners": "partners.name",
        "participants": "participants",
        "participants_precision": "participants_precision",
        "url": "url",
        "products_discussed": "products_discussed.slug",
        "sources": "sources",
        "source_note": "source_note",
        "is_sample": "is_sample",
        "updated_at": "updated_at",
        "page": "page",
        "api": "api",
    },
)


@register
class EventViewSet(RecordViewSet):
    """Events with what was discussed there."""

    data_set = EVENTS
