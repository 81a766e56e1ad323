"""What people say about those who stand behind an intervention."""

import uuid
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from acpmigration.reference.enums import OrganisationKind
from acpmigration.reference.models import Country, Organisation
from acpmigration.refusals import Refusal
from technical_assistance.domain.once import Sent, fingerprint_of
from technical_assistance.domain.people import (
    Contact,
    EntityChanged,
    FocalPointChanged,
    NoWayToReach,
)
from technical_assistance.models import FocalPoint, Intervention

MOST_SHOWN = 100
FEWEST_DIGITS = 4


class EntityForm(forms.Form):
    """Offers what was looked for, else the governments' bodies of the lead and what is named."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    entity = forms.ModelChoiceField(Organisation.objects.none(), label=_("Requesting entity"))

    def __init__(self, *args: Any, intervention: Intervention, words: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = intervention.entity_id
        self.fields["seen"].initial = self.fields["entity"].initial = named
        found = Organisation.objects.called(words) if words else bodies_of(intervention)
        shown = list(found.by_name()[:MOST_SHOWN])
        # Whatever exists is taken; what is offered is a choice that fits on a page.
        field = self.fields["entity"]
        field.queryset = Organisation.objects.all()
        field.choices = [("", field.empty_label), *((row.pk, str(row)) for row in shown)]
        if named and named not in {row.pk for row in shown}:
            field.choices = [*field.choices, (named, str(intervention.entity))]

    def refuse(self, refusal: Refusal) -> None:
        """After somebody else's change the same form sent again is meant."""
        if isinstance(refusal, EntityChanged):
            self.data = self.data.copy()
            self.data["seen"] = str(refusal.stored.pk) if refusal.stored else ""
        self.add_error("entity", [ValidationError(str(said)) for said in refusal.messages])


def bodies_of(intervention: Intervention) -> QuerySet[Organisation]:
    """Who may have asked in the name of the lead."""
    lead = intervention.lead
    if isinstance(lead, Country):
        return Organisation.objects.filter(country=lead, kind=OrganisationKind.GOVERNMENT)
    return Organisation.objects.filter(kind=OrganisationKind.REGIONAL_ORGANISATION)


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Look for an organisation"), max_length=200, required=False)


class FocalPointForm(forms.ModelForm):
    """``version`` is what the form was opened with; the key makes one person of a double tap."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if phone and sum(sign.isdigit() for sign in phone) < FEWEST_DIGITS:
            raise ValidationError(_("Write a telephone number, such as +678 22345."))
        return phone

    class Meta:
        model = FocalPoint
        fields = ["name", "position", "email", "phone"]
        widgets: ClassVar = {"phone": forms.TextInput(attrs={"type": "tel"})}
        help_texts: ClassVar = {"phone": _("With the country code, such as +678 22345.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version if self.instance.pk else 0

    @property
    def contact(self) -> Contact:
        told = self.cleaned_data
        return Contact(told["name"], told["position"], told["email"], told["phone"])

    def sent_for(self, intervention: Intervention) -> Sent:
        told = {name: value for name, value in self.cleaned_data.items() if name != "key"}
        told["of"] = intervention.pk
        return Sent(self.cleaned_data["key"], fingerprint_of(told), "focal-point")

    def refuse(self, refusal: Refusal) -> None:
        """After somebody else's change the same form sent again is meant."""
        if isinstance(refusal, FocalPointChanged):
            self.data = self.data.copy()
            self.data["version"] = str(refusal.stored.version)
        field = "email" if isinstance(refusal, NoWayToReach) else None
        self.add_error(field, [ValidationError(str(said)) for said in refusal.messages])
