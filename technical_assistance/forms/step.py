"""What the forms of all steps share."""

import uuid
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from acpmigration.dates import DatedFact
from acpmigration.refusals import Refusal
from technical_assistance.domain.log import DateRefused
from technical_assistance.domain.requests import CodeTaken, DecisionBeforeReceipt
from technical_assistance.domain.transitions import ReasonMissing

# Where a refusal is shown: beside this field where the form has it, else on top.
FIELD_OF_REFUSAL = {
    ReasonMissing: "reason",
    DateRefused: "when",
    DecisionBeforeReceipt: "when",
    CodeTaken: "code",
}
DATE_HELP = _(
    "As precisely as it is known: 2018-08-03, 2018-08 or 2018. Leave it empty if it is unknown."
)


class DatedFactField(forms.CharField):
    """A day, a month or a year, as ``DatedFact`` writes them."""

    default_error_messages: ClassVar = {
        "date": _(
            "“%(written)s” is not a date we can read. Write a day as 2018-08-03, a month as "
            "2018-08, a year as 2018."
        )
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("When"))
        kwargs.setdefault("help_text", DATE_HELP)
        super().__init__(max_length=25, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value.written if isinstance(value, DatedFact) else value

    def to_python(self, value: Any) -> DatedFact | None:
        written = super().to_python(value)
        if not written:
            return None
        first, is_range, last = written.partition("/")
        try:
            if not is_range:
                return DatedFact.parse(written)
            latest = DatedFact.parse(last).latest
            return DatedFact(None if first == ".." else DatedFact.parse(first).earliest, latest)
        except ValueError as unreadable:
            message = self.error_messages["date"]
            raise ValidationError(message, "date", {"written": written[:25]}) from unreadable

    def run_validators(self, value: Any) -> None:
        """Nothing is left to check of what could be read."""


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
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Internal: it is never shown to the public."),
    )
