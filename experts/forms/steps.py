"""What staff are asked when they move a profile or an assignment on."""

from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from acpmigration.refusals import Refusal
from experts.domain.days import TooManyDays
from experts.domain.deployments import DaysRefused
from experts.domain.notes import NoteEmpty
from experts.domain.shortlists import DatesRefused, ReasonMissing
from experts.domain.transitions import NoteMissing
from technical_assistance.forms import StepForm


class RosterStepForm(StepForm):
    """Says what the domain refuses at the field it is about, where the form has it."""

    said_at: ClassVar[dict[type[Refusal], str]] = {
        NoteMissing: "reason",
        ReasonMissing: "reason",
        NoteEmpty: "text",
        DatesRefused: "ends_before",
        DaysRefused: "days",
        TooManyDays: "limit_reason",
    }

    def refuse(self, refusal: Refusal) -> None:
        field = self.said_at.get(type(refusal), "")
        sentences = [ValidationError(str(message)) for message in refusal.messages]
        self.add_error(field if field in self.fields else None, sentences)


class ReasonForm(RosterStepForm):
    """A reason that the expert reads."""

    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("The expert reads it, in a mail and on the own page."),
    )


class NoteForm(RosterStepForm):
    text = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("The expert may read every note. It cannot be changed afterwards."),
    )


class DecisionForm(RosterStepForm):
    """A reason that colleagues read."""

    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept with your name and the date, for whoever asks why."),
    )


class EraseForm(RosterStepForm):
    """Nothing comes back: a tick is asked for beside the button."""

    is_certain = forms.BooleanField(
        label=_("Erase this person now"),
        error_messages={"required": _("Tick this if you mean it.")},
    )

    def arguments(self):
        return {}
