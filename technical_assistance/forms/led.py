"""Editing what a government or a regional organisation leads."""

from typing import Any, ClassVar

from django import forms

from acpmigration.record_forms import PublishedForm
from acpmigration.reference.models import Country
from technical_assistance.domain.requests import NOT_ELIGIBLE
from technical_assistance.forms.coordinator import coordinators_of


class LedForm(PublishedForm):
    """Short lists are boxes to tick; what is chosen already stays a choice."""

    class Meta:
        widgets: ClassVar = dict.fromkeys(
            ["countries", "topics", "typologies", "sdg_targets"], forms.CheckboxSelectMultiple
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "country" in self.fields:
            chosen = Country.objects.filter(pk=self.instance.country_id)
            self.fields["country"].queryset = Country.objects.eligible() | chosen
            self.fields["country"].error_messages["invalid_choice"] = NOT_ELIGIBLE
        if "countries" in self.fields:
            chosen = Country.objects.filter(pk__in=self.instance.countries.values("pk"))
            self.fields["countries"].queryset = (Country.objects.eligible() | chosen).by_name()
        if "coordinator" in self.fields:
            people = coordinators_of(self.instance.region)
            present = people.model.objects.filter(pk=self.instance.coordinator_id)
            self.fields["coordinator"].queryset = (people | present).distinct()
