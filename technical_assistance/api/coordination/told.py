"""What a program tells, in the shape of the workspace's form."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from acpmigration.languages import DocumentLanguage
from technical_assistance.enums import DocumentKind, Happened, StageKind
from technical_assistance.forms.progress_log import LONGEST_NOTE

STAGES = {kind.slug: kind for kind in StageKind}


class ProgressTold(serializers.Serializer):
    """The fields of the form; what goes together, and what may be, the form and its rules say."""

    seen = serializers.IntegerField(
        min_value=0,
        max_value=2**62,
        help_text=gettext_lazy(
            "The number of the newest entry that you have read, as the record says it."
        ),
    )
    happened = serializers.ChoiceField(Happened.choices, help_text=gettext_lazy("What happened."))
    stage = serializers.ChoiceField(
        StageKind.by_slug(),
        required=False,
        allow_null=True,
        help_text=gettext_lazy("The stage it is about: the one in progress, as the record says."),
    )
    on = serializers.CharField(
        max_length=10, help_text=gettext_lazy("The day it happened, or is planned: 2018-08-03.")
    )
    note = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=LONGEST_NOTE,
        help_text=gettext_lazy("What others should know, in plain sentences."),
    )
    is_public = serializers.BooleanField(
        default=False, help_text=gettext_lazy("Whether everybody may read the note.")
    )
    starts_next = serializers.BooleanField(
        default=True,
        help_text=gettext_lazy("Whether the next stage begins the same day, where one is done."),
    )
    next_step = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=300,
        help_text=gettext_lazy("What you will do next."),
    )
    next_on = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=10,
        help_text=gettext_lazy("By which day: 2018-08-03."),
    )
    document = serializers.FileField(
        required=False,
        help_text=gettext_lazy("PDF or an office document, up to 10 MB; by multipart/form-data."),
    )
    document_kind = serializers.ChoiceField(
        DocumentKind.choices, required=False, help_text=gettext_lazy("What document it is.")
    )
    document_title = serializers.CharField(
        required=False, allow_blank=True, max_length=200, help_text=gettext_lazy("Its title.")
    )
    document_language = serializers.ChoiceField(
        DocumentLanguage.choices,
        required=False,
        help_text=gettext_lazy("The language it is written in."),
    )
    document_is_public = serializers.BooleanField(
        default=False, help_text=gettext_lazy("Whether everybody may read the document.")
    )

    def to_internal_value(self, data: Any) -> Any:
        """:raises ValidationError: for a field that there is not, or that is said twice."""
        no_field = _("There is no such field. There are: %(fields)s.") % {
            "fields": ", ".join(self.fields)
        }
        wrong = {name: [no_field] for name in data if name not in self.fields} | {
            name: [_("This is said twice.")] for name in _repeated(data)
        }
        if wrong:
            raise serializers.ValidationError(wrong)
        return super().to_internal_value(data)

    def typed(self) -> tuple[dict[str, Any], dict[str, UploadedFile]]:
        """The same as the browser would send it: values, and files."""
        told = dict(self.validated_data)
        files = {"document": told.pop("document")} if told.get("document") else {}
        stage = told.pop("stage", None)
        return told | {"stage": STAGES[stage].value if stage else ""}, files


def _repeated(data: Any) -> list[str]:
    if not isinstance(data, QueryDict):
        return []
    return [name for name, values in data.lists() if len(values) > 1]
