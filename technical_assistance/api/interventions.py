"""Interventions as open data: their fields, and the columns of their tables."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from acpmigration.languages import DocumentLanguage
from acpmigration.open_data.data_set import DataSet
from acpmigration.open_data.fields import (
    ChangedAt,
    Covered,
    Dated,
    Named,
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
from acpmigration.reference.enums import OrganisationKind
from technical_assistance.api import lead
from technical_assistance.enums import (
    DocumentKind,
    PartnerRole,
    StageKind,
    StageState,
    Status,
)
from technical_assistance.filters import InterventionFilter
from technical_assistance.models import Intervention
from technical_assistance.models.open_record import complete_subjects, for_record


class Target(serializers.Serializer):
    code = serializers.CharField(help_text=_("The number of the target, such as 10.7."))
    name = serializers.CharField(help_text=_("Its name, in the language asked for."))


class Partner(Named):
    role = serializers.ChoiceField(
        PartnerRole.choices, source="code", help_text=_("As what it took part.")
    )
    kind = serializers.ChoiceField(
        OrganisationKind.choices, source="more", help_text=_("What kind of organisation it is.")
    )


class Document(serializers.Serializer):
    kind = serializers.ChoiceField(DocumentKind.choices, help_text=_("What document it is."))
    title = serializers.CharField(help_text=_("Its title."))
    language = serializers.ChoiceField(
        DocumentLanguage.choices, help_text=_("The language it is written in.")
    )
    size = serializers.IntegerField(help_text=_("Its size in bytes."))
    page = PageAddress(help_text=_("The address of the file."))


class StageName(serializers.ChoiceField):
    """What the filter takes: ``baseline-assessment``."""

    def __init__(self, **options: Any) -> None:
        super().__init__(StageKind.by_slug(), **options)

    def to_representation(self, value: int) -> str:
        return StageKind(value).slug


class StageRecord(serializers.Serializer):
    number = serializers.IntegerField(source="kind", help_text=_("From 1 to 4."))
    kind = StageName(help_text=_("Which of the four it is."))
    state = serializers.ChoiceField(StageState.choices, help_text=_("How far it is."))
    started = Dated(allow_null=True, help_text=_("When it began; empty where nobody knows."))
    finished = Dated(allow_null=True, help_text=_("When it ended; empty where nobody knows."))
    documents = Document(many=True, source="open_documents", help_text=_("Its public documents."))

    @staticmethod
    def place(number: int) -> str:
        """Which of the four a column of a table is about."""
        said = gettext("Stage %(number)s: %(name)s.")
        return said % {"number": number, "name": StageKind(number).label}


class InterventionRecord(serializers.Serializer):
    """One piece of technical assistance that a government or regional organisation asked for."""

    slug = RecordSlug()
    code = serializers.CharField(
        help_text=_("The Action's own code, such as TA/028/2016; empty where it is not known.")
    )
    title = Title()
    language = TextLanguage(of="title")
    summary = Summary()
    story = serializers.CharField(help_text=_("What was done and what changed, as HTML."))
    status = serializers.ChoiceField(
        Status.choices,
        help_text=_("It follows from the stages. “Implemented” is ongoing or completed."),
    )
    requester = lead.requester()
    region = lead.region()
    country = lead.country()
    regional_organisation = lead.regional_organisation()
    entity = lead.entity()
    countries = SubjectField(
        "country", Covered(), help_text=_("The countries covered; an intervention counts once.")
    )
    topics = Topics()
    typologies = SubjectField("typology", Named(), help_text=_("What kind of work it is."))
    sdg_targets = SubjectField(
        "sdg", Target(), help_text=_("The targets of the Sustainable Development Goals it serves.")
    )
    partners = SubjectField("partner", Partner(), help_text=_("Who took part."))
    accepted = Dated(
        allow_null=True,
        source="request.shown_decision",
        help_text=_("When the request was accepted; empty where nobody knows."),
    )
    stages = StageRecord(many=True, help_text=_("The four stages, in their order."))
    sources = Sources()
    source_note = SourceNote()
    is_sample = SampleMark()
    updated_at = ChangedAt()
    page = PageAddress()
    api = RecordAddress("interventions")


INTERVENTIONS = DataSet(
    name="interventions",
    title=_("Technical assistance interventions"),
    description=_(
        "What governments and regional organisations were helped with: where, on what, and how far "
        "it came in its four stages."
    ),
    record=InterventionRecord,
    filterset=InterventionFilter,
    rows=lambda: Intervention.objects.published(),
    assembled=for_record,
    complete=complete_subjects,
    page="technical_assistance:intervention-list",
    countries=lambda row: row.open_subjects["country"],
    endings=("csv", "xlsx", "json", "geojson"),
    columns={
        "slug": "slug",
        "code": "code",
        "title": "title",
        "language": "language",
        "summary": "summary",
        "status": "status",
        **lead.COLUMNS,
        "typologies": "typologies.slug",
        "sdg_targets": "sdg_targets.code",
        "partners": "partners.name",
        "accepted_first": "accepted.first",
        "accepted_last": "accepted.last",
        **{
            f"stage_{number}_{heading}": f"stages[{number}].{path}"
            for number in range(1, 5)
            for heading, path in (
                ("state", "state"),
                ("started_last", "started.last"),
                ("finished_last", "finished.last"),
            )
        },
        "sources": "sources",
        "source_note": "source_note",
        "is_sample": "is_sample",
        "updated_at": "updated_at",
        "page": "page",
        "api": "api",
    },
)


@register
class InterventionViewSet(RecordViewSet):
    """Interventions with their stages."""

    data_set = INTERVENTIONS
