"""Grants as open data: their fields, and the columns of their tables."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from acpmigration.addresses import leads_outside
from acpmigration.open_data.data_set import DataSet
from acpmigration.open_data.fields import (
    ChangedAt,
    Covered,
    Dated,
    Lines,
    Linked,
    Named,
    NamedPlace,
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
from nsa_grants.domain.people import numbers_to_tell
from nsa_grants.enums import Currency, GrantKind, GrantStatus, ReachKind, Sex
from nsa_grants.filters import GrantFilter
from nsa_grants.models import GrantProject
from nsa_grants.models.open_record import complete_subjects, for_record
from technical_assistance.api.linked import LinkedIntervention

EVERYBODY = "all"


class LinkedGrant(Linked):
    """A grant project that a record refers to."""

    api = RecordAddress("grants")


class GrantPartner(Named):
    kind = serializers.ChoiceField(
        OrganisationKind.choices, source="more", help_text=_("What kind of organisation it is.")
    )


class Whom(serializers.ChoiceField):
    """In a word: one of several in a cell of a table has to be seen."""

    def __init__(self, **options: Any) -> None:
        super().__init__([(sex.value or EVERYBODY, sex.label) for sex in Sex], **options)

    def to_representation(self, value: str) -> str:
        return value or EVERYBODY


class ReachRecord(serializers.Serializer):
    """A number of people, as far as it singles nobody out."""

    kind = serializers.ChoiceField(
        ReachKind.choices, help_text=_("Whether they were to be reached, or were reached.")
    )
    sex = Whom(help_text=_("Whom the number counts."))
    value = serializers.IntegerField(
        allow_null=True,
        help_text=_("The number of people; not told where they are fewer than five."),
    )
    precision = serializers.ChoiceField(
        Precision.choices,
        allow_null=True,
        help_text=_("How it is known; not told where the number is not."),
    )
    source = serializers.CharField(help_text=_("Where the number is from."))


class LinkRecord(serializers.Serializer):
    label = serializers.CharField(help_text=_("What is found there."))
    url = serializers.CharField(help_text=_("The address."))


class Links(serializers.ListField):
    """What is found elsewhere, in the order of the page."""

    def to_representation(self, data: Any) -> list[Any]:
        links = sorted(data.all(), key=lambda link: (link.position, link.pk))
        return [self.child.to_representation(link) for link in links if leads_outside(link.url)]


class Numbers(serializers.ListField):
    """What the page tells: each number, and its parts by sex after it."""

    def to_representation(self, data: Any) -> list[Any]:
        found = []
        for number in numbers_to_tell(data.all()):
            whole = self.child.to_representation(number.row)
            found.append(whole | ({"value": None, "precision": None} if number.is_few else {}))
            found += [self.child.to_representation(part) for part in number.parts]
        return found


class Amount(serializers.CharField):
    """The money, where it is known and public: with two decimals, so that no bit of it is lost."""

    def to_representation(self, value: GrantProject) -> str | None:
        is_told = value.amount is not None and value.is_amount_public
        return f"{value.amount:.2f}" if is_told else None


class GrantRecord(serializers.Serializer):
    """An initiative of a non-state actor that the Action supported."""

    slug = RecordSlug()
    kind = serializers.ChoiceField(
        GrantKind.choices, help_text=_("Whether it is a national or a regional project.")
    )
    title = Title()
    language = TextLanguage(of="title")
    summary = Summary()
    activities = Lines(help_text=_("What was done."))
    channels = Lines(help_text=_("How people were reached."))
    results = Lines(help_text=_("What came of it."))
    story = serializers.CharField(help_text=_("What was done and what changed, as HTML."))
    status = serializers.ChoiceField(
        GrantStatus.choices,
        allow_null=True,
        help_text=_("As of today, by its dates; empty where none is known."),
    )
    region = Named(
        allow_null=True,
        source="shown_region",
        help_text=_("The region it is counted in; empty for an organisation of several regions."),
    )
    country = NamedPlace(allow_null=True, help_text=_("The country of a national project."))
    regional_organisation = Named(
        allow_null=True,
        source="regional_organisation.organisation",
        default=None,
        help_text=_("The regional organisation of a project that has no country."),
    )
    countries = SubjectField(
        "country", Covered(), help_text=_("The countries covered; a project counts once.")
    )
    topics = Topics()
    typologies = SubjectField("typology", Named(), help_text=_("What kind of work it is."))
    intervention = LinkedIntervention(
        allow_null=True,
        source="shown_intervention",
        help_text=_("The technical assistance whose topic it shares, once that is public."),
    )
    grantee = Named(allow_null=True, help_text=_("Who carried it out, where the name is known."))
    partners = SubjectField("partner", GrantPartner(), help_text=_("Who took part."))
    amount = Amount(
        source="*", allow_null=True, help_text=_("The money, where it is known and public.")
    )
    currency = serializers.ChoiceField(Currency.choices, help_text=_("Of the amount: ISO 4217."))
    started = Dated(allow_null=True, help_text=_("When it began; empty where nobody knows."))
    ended = Dated(allow_null=True, help_text=_("When it ended; empty where nobody knows."))
    cancelled = Dated(allow_null=True, help_text=_("When it was cancelled, if it was."))
    reach = Numbers(
        child=ReachRecord(), help_text=_("Numbers of people to be reached, and reached.")
    )
    links = Links(child=LinkRecord(), help_text=_("What of it is found elsewhere."))
    sources = Sources()
    source_note = SourceNote()
    is_sample = SampleMark()
    updated_at = ChangedAt()
    page = PageAddress()
    api = RecordAddress("grants")


GRANTS = DataSet(
    name="grants",
    title=_("Grants to non-state actors"),
    description=_(
        "Small grants for national projects and medium ones for regional projects, which help "
        "migrants, their families and their communities."
    ),
    record=GrantRecord,
    filterset=GrantFilter,
    rows=lambda: GrantProject.objects.published(),
    assembled=for_record,
    complete=complete_subjects,
    page="nsa_grants:grant-list",
    countries=lambda row: row.open_subjects["country"],
    endings=("csv", "xlsx", "json", "geojson"),
    columns={
        "slug": "slug",
        "kind": "kind",
        "title": "title",
        "language": "language",
        "summary": "summary",
        "activities": "activities",
        "channels": "channels",
        "results": "results",
        "status": "status",
        "region": "region.slug",
        "region_name": "region.name",
        "country": "country.iso3",
        "country_name": "country.name",
        "regional_organisation": "regional_organisation.name",
        "countries": "countries.iso3",
        "country_names": "countries.name",
        "topics": "topics.slug",
        "typologies": "typologies.slug",
        "intervention": "intervention.slug",
        "grantee": "grantee.name",
        "partners": "partners.name",
        "amount": "amount",
        "currency": "currency",
        "started_first": "started.first",
        "started_last": "started.last",
        "ended_first": "ended.first",
        "ended_last": "ended.last",
        "cancelled_last": "cancelled.last",
        "reach_kind": "reach.kind",
        "reach_sex": "reach.sex",
        "reach_value": "reach.value",
        "reach_precision": "reach.precision",
        "sources": "sources",
        "source_note": "source_note",
        "is_sample": "is_sample",
        "updated_at": "updated_at",
        "page": "page",
        "api": "api",
    },
)


@register
class GrantViewSet(RecordViewSet):
    """Grants with the people they reached."""

    data_set = GRANTS
