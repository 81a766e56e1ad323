"""What programs of people who work on interventions read of them."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from acpmigration.open_data.addresses import absolute, in_language
from acpmigration.open_data.fields import Dated, PageAddress
from technical_assistance.api.interventions import Document, InterventionRecord, StageRecord
from technical_assistance.domain.progress import current_stage
from technical_assistance.enums import StageKind, Verb
from technical_assistance.models import Intervention, StageDocument

NAMES = "api-coordination"


@extend_schema_field(OpenApiTypes.URI)
class AddressAtWork(serializers.Field):
    """An address for those who work on the record; ``name`` is that of the URL."""

    def __init__(self, name: str, **options: Any) -> None:
        self.name = name
        super().__init__(source="*", read_only=True, **options)

    def to_representation(self, value: Intervention) -> str:
        return in_language(absolute(reverse(self.name, args=[value.slug])))


class PageAtWork(PageAddress):
    def to_representation(self, value: Intervention) -> str:
        return absolute(reverse("coordination:intervention-detail", args=[value.slug]))


class StageInProgress(serializers.CharField):
    """What the filter takes; none where all are closed, or it is cancelled."""

    def __init__(self, **options: Any) -> None:
        super().__init__(source="*", read_only=True, allow_null=True, **options)

    def to_representation(self, value: Intervention) -> str | None:
        stage = current_stage(value)
        return stage.slug if stage else None


class DocumentAddress(PageAddress):
    """In the workspace: of a draft nobody is told where its files will be."""

    def to_representation(self, value: StageDocument) -> str:
        at = [value.stage.intervention.slug, value.pk, value.file_name]
        return absolute(reverse("coordination:document", args=at))


class DocumentAtWork(Document):
    page = DocumentAddress(help_text=_("The address of the file in the workspace."))


class StageAtWork(StageRecord):
    documents = DocumentAtWork(
        many=True,
        source="open_documents",
        help_text=_("Those that everybody may read once it is public."),
    )


class InterventionAtWork(InterventionRecord):
    """An intervention with what it takes to log its progress."""

    accepted = Dated(
        allow_null=True,
        source="request.decided",
        help_text=_("When the request was accepted; empty where nobody knows."),
    )
    stages = StageAtWork(many=True, help_text=_("The four stages, in their order."))
    published_at = serializers.DateTimeField(
        allow_null=True, help_text=_("Since when it is public; empty for a draft.")
    )
    stage = StageInProgress(help_text=_("The stage in progress, or the next one."))
    seen = serializers.IntegerField(
        source="last_entry",
        help_text=_("The number of the newest entry of its log: sent back with what you tell."),
    )
    page = PageAtWork(help_text=_("The address of its page in the workspace."))
    api = AddressAtWork(
        f"{NAMES}:intervention", help_text=_("The address of the same record in the API.")
    )
    progress = AddressAtWork(f"{NAMES}:progress", help_text=_("The address of its log."))


class EntryStage(serializers.CharField):
    def to_representation(self, value: int) -> str:
        return StageKind(value).slug


class EntryRecord(serializers.Serializer):
    """One dated line of an intervention's log."""

    number = serializers.IntegerField(
        source="pk", help_text=_("Its number; later ones are higher.")
    )
    what = serializers.ChoiceField(Verb.choices, source="verb", help_text=_("What happened."))
    stage = EntryStage(allow_null=True, help_text=_("The stage it is about, if any."))
    when = Dated(
        source="effective", allow_null=True, help_text=_("When it happened, or is planned.")
    )
    recorded_at = serializers.DateTimeField(help_text=_("When it was recorded, in UTC."))
    by = serializers.CharField(help_text=_("Who recorded it."))
    note = serializers.CharField(help_text=_("What was written."))
    is_public = serializers.BooleanField(help_text=_("Whether everybody may read the note."))
    corrects = serializers.IntegerField(
        source="corrects_id", allow_null=True, help_text=_("The number of the entry it corrects.")
    )
