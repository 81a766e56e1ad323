"""Who gives, and who takes."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.enums import Role
from acpmigration.accounts.models import User
from acpmigration.permissions import is_coordinator
from acpmigration.refusals import Refusal
from technical_assistance.domain.once import Sent, fingerprint_of
from technical_assistance.forms.coordinator import coordinators
from technical_assistance.models import Intervention


class HandOverForm(forms.Form):
    """A coordinator gives what is the own; an editor chooses both people."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)
    giver = forms.ModelChoiceField(User.objects.none(), label=_("Who hands over?"))
    taker = forms.ModelChoiceField(User.objects.none(), label=_("Who takes over?"))

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_coordinator(by):
            del self.fields["giver"]
            own = Q(regions__in=by.regions.all())
            self.fields["taker"].queryset = coordinators().filter(own).exclude(pk=by.pk).distinct()
        else:
            # Also who has left: that is when a successor is needed.
            assigned = Intervention.objects.filter(coordinator=OuterRef("pk"))
            self.fields["giver"].queryset = User.objects.filter(
                Q(role=Role.COORDINATOR) | Exists(assigned)
            ).order_by("name", "email")
            self.fields["taker"].queryset = coordinators()
        self.by = by

    @property
    def from_whom(self) -> User:
        return self.cleaned_data.get("giver", self.by)

    @property
    def sent(self) -> Sent:
        people = {"giver": self.from_whom.pk, "taker": self.cleaned_data["taker"].pk}
        key = self.cleaned_data["key"] or uuid.uuid4()
        return Sent(key, fingerprint_of(people), "hand-over")

    def refuse(self, refusal: Refusal) -> None:
        self.add_error("taker", [ValidationError(str(said)) for said in refusal.messages])
