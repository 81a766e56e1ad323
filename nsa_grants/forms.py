"""Editing a grant project: the rules of the domain are said at the field that breaks them."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from acpmigration.record_forms import DatedFactField, DatedForm, PublishedForm
from acpmigration.reference.models import Country
from nsa_grants.domain.rules import DoesNotAgree, require_agreement

BOXES = forms.CheckboxSelectMultiple
PLACE = ["kind", "country", "regional_organisation", "region"]
# What the rules look at together; those who may not change it are not asked.
AGREEING = [*PLACE, "countries", "topics", "intervention"]


class GrantForm(PublishedForm, DatedForm):
    said_at: ClassVar = {"nsa_grants_grantproject_place": "country"}
    started = DatedFactField(label=_("Started"), required=False)
    ended = DatedFactField(label=_("Ended"), required=False)
    cancelled = DatedFactField(label=_("Cancelled"), required=False)

    class Meta:
        widgets: ClassVar = dict.fromkeys(["countries", "topics", "typologies"], BOXES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = Country.objects.none()
        if self.instance.pk:
            chosen = Country.objects.filter(pk__in=self.instance.countries.values("pk"))
        for name in ("country", "countries"):
            if name in self.fields:
                self.fields[name].queryset = (Country.objects.eligible() | chosen).by_name()

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if all(name in self.cleaned_data for name in AGREEING):
            try:
                require_agreement(**{name: self.cleaned_data[name] for name in AGREEING})
            except DoesNotAgree as refusal:
                for field, sentence in zip(refusal.fields, refusal.messages, strict=True):
                    self.add_error(field, ValidationError(sentence))
        return cleaned
