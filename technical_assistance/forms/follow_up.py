"""What somebody is to do."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.models import User
from acpmigration.changes import plain
from acpmigration.record_forms import DayField
from acpmigration.refusals import Refusal
from technical_assistance.domain.once import Sent, fingerprint_of
from technical_assistance.forms.coordinator import owners_for
from technical_assistance.models import Intervention


class FollowUpForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    text = forms.CharField(
        label=_("What is to be done?"),
        max_length=300,
        help_text=_("Begin with a verb: “Send the report to the ministry”."),
    )
    owner = forms.ModelChoiceField(User.objects.none(), label=_("Who does it?"), empty_label=None)
    due_on = DayField(label=_("By when?"), required=False)

    def __init__(self, *args: Any, intervention: Intervention, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.intervention = intervention
        self.fields["owner"].queryset = owners_for(intervention)

    def arguments(self) -> dict[str, Any]:
        """What the domain function is told."""
        return {name: value for name, value in self.cleaned_data.items() if name != "key"}

    @property
    def sent(self) -> Sent:
        told = {name: plain(value) for name, value in self.arguments().items()}
        told["of"] = self.intervention.pk
        return Sent(self.cleaned_data["key"], fingerprint_of(told), "follow-up")

    def refuse(self, refusal: Refusal) -> None:
        self.add_error(None, [ValidationError(str(said)) for said in refusal.messages])
