"""What people say about an intervention and its stages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from technical_assistance.enums import StageKind
from technical_assistance.forms.step import DatedFactField, ReasonForm, StepForm
from technical_assistance.models import ProgressEntry


class EntryForm(StepForm):
    when = DatedFactField(required=False)
    note = forms.CharField(
        label=_("Note"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What a colleague should know of it. It stays in the log."),
    )
    is_public = forms.BooleanField(
        label=_("Public"), required=False, help_text=_("The note may be shown to everybody.")
    )


class CompleteForm(EntryForm):
    starts_next = forms.BooleanField(
        label=_("Start the next stage the same day"), required=False, initial=True
    )
    in_spite_of_blockers = forms.CharField(
        label=_("Complete in spite of what is missing, because"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Leave it empty unless something is missing. It stays in the log."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.of == StageKind.TECHNICAL_ASSISTANCE:
            del self.fields["starts_next"]


class CertainReasonForm(ReasonForm):
    """From that day on the intervention counts, or does not: the day has to be known."""

    when = DatedFactField(help_text=_("As precisely as it is known: 2018-08-03, 2018-08 or 2018."))
    field_order = ["when", "reason"]


class PlanForm(StepForm):
    kind = forms.TypedChoiceField(
        label=_("Stage"), choices=StageKind.choices, coerce=lambda value: StageKind(int(value))
    )
    due_on = forms.DateField(
        label=_("Planned end"),
        help_text=_("A day, such as 2018-08-03."),
        error_messages={"invalid": _("Write a day as 2018-08-03.")},
    )
    note = forms.CharField(
        label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


class NoteForm(EntryForm):
    note = forms.CharField(
        label=_("Note"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What happened. It stays in the log and is never edited."),
    )


class CorrectForm(StepForm):
    when = DatedFactField(required=False)
    note = forms.CharField(
        label=_("Note"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The words that stand from now on: say also what was wrong."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        entry: ProgressEntry = self.of
        self.fields["when"].initial, self.fields["note"].initial = entry.effective, entry.note
