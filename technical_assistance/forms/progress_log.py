"""The one short form by which a coordinator tells what happened."""

import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from acpmigration.languages import DocumentLanguage
from acpmigration.record_forms import YEARS, DayField
from acpmigration.refusals import Refusal
from technical_assistance.domain.documents import Attachment
from technical_assistance.domain.log import DateRefused
from technical_assistance.domain.once import Sent, fingerprint_of
from technical_assistance.domain.progress import FileRefused, NextStepRefused, Report
from technical_assistance.domain.stages import StageBlocked
from technical_assistance.enums import DocumentKind, Happened, StageKind
from technical_assistance.models import StageDocument

FIELD_OF_REFUSAL = {DateRefused: "on", FileRefused: "document", NextStepRefused: "next_on"}
LONGEST_NOTE = 5_000
# What differs between two sendings of the same form.
APART = ("key", "seen", "document")
FILE = StageDocument._meta.get_field("file")


class ProgressLogForm(forms.Form):
    """``stage`` and ``seen`` say where the intervention stood when the form was opened."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**62)
    stage = forms.TypedChoiceField(
        choices=StageKind.choices,
        coerce=lambda value: StageKind(int(value)),
        empty_value=None,
        required=False,
        widget=forms.HiddenInput,
    )
    happened = forms.ChoiceField(
        label=_("What happened?"), choices=Happened.choices, widget=forms.RadioSelect
    )
    on = DayField(label=_("When?"))
    note = forms.CharField(
        label=_("What should others know?"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Two or three plain sentences. They stay in the log."),
    )
    document = FILE.formfield(
        label=_("Document"),
        required=False,
        help_text=_("PDF or an office document, up to 10 MB."),
        validators=[FILE.validate_file],
    )
    document_kind = forms.ChoiceField(
        label=_("What the document is"), choices=DocumentKind.choices, required=False
    )
    document_title = forms.CharField(
        label=_("Title of the document"), max_length=200, required=False
    )
    document_language = forms.ChoiceField(
        label=_("Language of the document"), choices=DocumentLanguage.choices, required=False
    )
    document_is_public = forms.BooleanField(
        label=_("Everybody may read the document"), required=False
    )
    next_step = forms.CharField(label=_("Next step"), max_length=300, required=False)
    next_on = DayField(label=_("By when"), required=False)
    is_public = forms.BooleanField(label=_("Everybody may read what I wrote"), required=False)
    starts_next = forms.BooleanField(
        label=_("The next stage begins the same day"), required=False, initial=True
    )

    def __init__(
        self,
        *args: Any,
        today: date,
        stage: StageKind | None,
        closing: DocumentKind | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound:
            stage = self._opened_at() or stage
        self.fields["on"].initial = today
        self.fields["stage"].initial = stage
        self.fields["happened"].initial = Happened.NOTE
        kinds = [kind for kind in (closing, DocumentKind.OTHER) if kind]
        if closing:
            self.fields["document"].label = _("Document, such as the missing %(kind)s") % {
                "kind": closing.label
            }
        # Offered are the two that make sense; what was right when the form was opened is taken.
        self.fields["document_kind"].widget.choices = [(kind.value, kind.label) for kind in kinds]
        if stage is None:
            self.fields["happened"].choices = [(Happened.NOTE.value, Happened.NOTE.label)]
        if stage in (None, StageKind.TECHNICAL_ASSISTANCE):
            del self.fields["starts_next"]

    def _opened_at(self) -> StageKind | None:
        """The stage of when the form was opened: sent again, it says the same as the first time."""
        written = str(self.data.get(self.add_prefix("stage"), ""))
        return next((kind for kind in StageKind if str(kind.value) == written), None)

    @property
    def more(self) -> Iterator[forms.BoundField]:
        """The fields that most entries do without."""
        names = ("next_step", "next_on", "is_public", "starts_next")
        return (self[name] for name in names if name in self.fields)

    @property
    def about_document(self) -> Iterator[forms.BoundField]:
        names = ("document_kind", "document_title", "document_language", "document_is_public")
        return (self[name] for name in names)

    @property
    def is_more_open(self) -> bool:
        """Whether something was said there, or is wrong there."""
        said = self.changed_data if self.is_bound else []
        return any(field.errors or field.name in said for field in self.more)

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day.year not in YEARS:
            raise ValidationError(_("Is the year right?"))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_silent = "note" not in self.errors and not cleaned.get("note", "").strip()
        if cleaned.get("happened") == Happened.NOTE and is_silent:
            self.add_error("note", _("Write what happened."))
        return cleaned

    @property
    def report(self) -> Report:
        """What the form says, once it is valid."""
        told = self.cleaned_data
        attachment = None
        if told["document"]:
            attachment = Attachment(
                file=told["document"],
                kind=DocumentKind(told["document_kind"] or DocumentKind.OTHER),
                title=told["document_title"],
                language=told["document_language"] or DocumentLanguage.ENGLISH,
                is_public=told["document_is_public"],
            )
        return Report(
            happened=Happened(told["happened"]),
            stage=told["stage"],
            on=told["on"],
            note=told["note"],
            is_public=told["is_public"],
            starts_next=told.get("starts_next", False),
            next_step=told["next_step"],
            next_on=told["next_on"],
            attachment=attachment,
        )

    @property
    def sent(self) -> Sent:
        told = self.cleaned_data
        values = {name: value for name, value in told.items() if name not in APART}
        files = [("document", told["document"])] if told["document"] else []
        return Sent(told["key"], fingerprint_of(values, files), "progress")

    def refuse(self, refusal: Refusal) -> None:
        if isinstance(refusal, StageBlocked):
            for blocker in refusal.blockers:
                field = "document" if blocker.mend == "document" else None
                self.add_error(field, ValidationError(str(blocker)))
            return
        field = FIELD_OF_REFUSAL.get(type(refusal))
        self.add_error(field, [ValidationError(str(message)) for message in refusal.messages])
