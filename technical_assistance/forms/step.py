"""What the forms of all steps share."""

import uuid
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from acpmigration.changes import plain
from acpmigration.dates import DatedFact
from acpmigration.publication import DayRefused, ReasonTooLong
from acpmigration.record_forms import DatedFactField
from acpmigration.refusals import Refusal
from technical_assistance.domain.log import DateRefused
from technical_assistance.domain.once import Sent, fingerprint_of
from technical_assistance.domain.requests import CodeTaken, DecisionBeforeReceipt
from technical_assistance.domain.transitions import ReasonMissing

# Where a refusal is shown: beside this field where the form has it, else on top.
FIELD_OF_REFUSAL = {
    ReasonMissing: "reason",
    DateRefused: "when",
    DecisionBeforeReceipt: "when",
    CodeTaken: "code",
    DayRefused: "on",
    ReasonTooLong: "reason",
}


class StepForm(forms.Form):
    """One step of a record; the key makes one entry of a form that is sent twice."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(
        self, *args: Any, record: Any = None, of: Any = None, today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.record, self.of, self.today = record, of, today
        if "when" in self.fields:
            self.fields["when"].initial = DatedFact.on(today)

    def arguments(self) -> dict[str, Any]:
        """What the domain function is told."""
        return {name: value for name, value in self.cleaned_data.items() if name != "key"}

    def sent_as(self, form: str) -> Sent:
        """The form as it arrived, and of which record it was said."""
        told = {name: value for name, value in self.cleaned_data.items() if name != "key"}
        files = [(name, value) for name, value in told.items() if isinstance(value, File)]
        values = {name: plain(value) for name, value in told.items() if not isinstance(value, File)}
        values["of"] = plain(self.record)
        return Sent(self.cleaned_data["key"], fingerprint_of(values, files), form)

    def refuse(self, refusal: Refusal) -> None:
        field = FIELD_OF_REFUSAL.get(type(refusal))
        self.add_error(
            field if field in self.fields else None,
            [ValidationError(str(message)) for message in refusal.messages],
        )


class ReasonForm(StepForm):
    when = DatedFactField(required=False)
    reason = forms.CharField(
        label=_("Reason"),
        error_messages={"required": _("Say why: the reason stays in the log.")},
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Internal: it is never shown to the public."),
    )
