"""What a shortlist asks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from acpmigration.record_forms import DayField, LastDayField
from acpmigration.reference.enums import Component
from acpmigration.reference.models import Topic, Typology
from experts.enums import Level, SpokenLanguage
from experts.forms.steps import RosterStepForm
from experts.models import Shortlist

PARTS = ("topics", "typologies", "language", "level", "starts_on", "ends_before")


class CriteriaForm(RosterStepForm):
    """Where the work is follows from the intervention, and is not asked."""

    topics = forms.ModelMultipleChoiceField(
        label=_("Topics"),
        queryset=Topic.objects.in_order(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    typologies = forms.ModelMultipleChoiceField(
        label=_("Kinds of work"),
        queryset=Typology.objects.filter(component=Component.TECHNICAL_ASSISTANCE).in_order(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=[("", "–"), *SpokenLanguage.choices], required=False
    )
    level = forms.TypedChoiceField(
        label=_("At least"),
        choices=[("", "–"), *Level.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    starts_on = DayField(label=_("First day"), required=False)
    ends_before = LastDayField(label=_("Last day"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, record: Shortlist, **kwargs: Any) -> None:
        told = {name: getattr(record, name) for name in ("language", "level", "starts_on")}
        told |= {"ends_before": record.ends_before, "version": record.version}
        told |= {"topics": record.topics.all(), "typologies": record.typologies.all()}
        super().__init__(*args, record=record, **{**kwargs, "initial": told})

    def arguments(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in (*PARTS, "version")}
