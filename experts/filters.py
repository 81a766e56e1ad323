"""Finding experts by what they can do, where they worked, and when they are free; for staff."""

from datetime import datetime
from typing import Any

import django_filters as filters
from dateutil.relativedelta import relativedelta
from django import forms
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from acpmigration.record_forms import DayField, LastDayField
from acpmigration.reference.enums import Component, Eligibility
from acpmigration.reference.models import Country, Region, Topic, Typology
from experts.enums import DeploymentState, Gender, Level, SpokenLanguage
from experts.models import Deployment, Expert, ExpertLanguage
from experts.models.keys import name_key

MOST_MONTHS, MOST_WORDS = 120, 8
SORTS = [("name", _("name")), ("fresh", _("confirmed last"))]
ORDERS = {"name": ("name", "pk"), "fresh": ("-confirmed_at", "pk")}

Experts = QuerySet[Expert]


def through(field: str, rows: Any) -> Exists:
    """Whether a profile is tied to one of the rows; never a join, so that words chain."""
    table: type[Model] = getattr(Expert, field).through
    name = getattr(Expert, field).field.m2m_reverse_field_name()
    return Exists(table._default_manager.filter(expert=OuterRef("pk"), **{f"{name}__in": rows}))


class TiedTo(filters.ModelMultipleChoiceFilter):
    """One of the rows chosen, by slug; ``field_name`` is a many-to-many field of the profile."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            to_field_name="slug", widget=forms.SelectMultiple(attrs={"size": 5}), **kwargs
        )

    def filter(self, qs: Experts, value: Any) -> Experts:
        return qs.filter(through(self.field_name, [row.pk for row in value])) if value else qs


class WorkedInRegion(TiedTo):
    def filter(self, qs: Experts, value: Any) -> Experts:
        if not value:
            return qs
        regions = [row.pk for row in value]
        countries = list(Country.objects.filter(region__in=regions).values_list("pk", flat=True))
        return qs.filter(through("countries_worked", countries))


class DayFilter(filters.DateFilter):
    field_class = DayField


class LastDayFilter(filters.DateFilter):
    field_class = LastDayField


class FindForm(forms.Form):
    """Says which two answers belong together."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        is_read = not {"starts", "ends"} & set(self.errors)
        if is_read and (starts is None) != (ends is None):
            self.add_error("ends", _("These two belong together: fill in both or neither."))
        if starts and ends and starts >= ends:
            self.add_error("ends", _("The end is before the beginning."))
        if cleaned.get("level") and not cleaned.get("language"):
            self.add_error("language", _("Choose the language that this level is of."))
        return cleaned


class ExpertFilter(filters.FilterSet):
    """Over people who can be matched; ``now`` is the moment that freshness counts from.

    Language and level belong together, and so do the two ends of the dates.
    """

    q = filters.CharFilter(label=_("Name"), method="by_name", max_length=150)
    topic = TiedTo(label=_("Topic"), field_name="topics", queryset=Topic.objects.in_order())
    typology = TiedTo(
        label=_("Kind of work"),
        field_name="typologies",
        queryset=Typology.objects.filter(component=Component.TECHNICAL_ASSISTANCE).in_order(),
    )
    region = WorkedInRegion(
        label=_("Worked in the region"),
        field_name="countries_worked",
        queryset=Region.objects.in_order(),
    )
    country = TiedTo(
        label=_("Worked in the country"),
        field_name="countries_worked",
        queryset=lambda request: Country.objects.exclude(eligibility=Eligibility.NONE).by_name(),
    )
    language = filters.ChoiceFilter(
        label=_("Language"), choices=SpokenLanguage.choices, method="by_language"
    )
    level = filters.TypedChoiceFilter(
        label=_("At least"), choices=Level.choices, coerce=int, method="beside_another"
    )
    starts = DayFilter(label=_("First day"), method="by_dates")
    ends = LastDayFilter(label=_("Last day"), method="beside_another")
    gender = filters.MultipleChoiceFilter(
        label=_("Gender"), choices=Gender.choices, widget=forms.CheckboxSelectMultiple
    )
    fresh = filters.NumberFilter(
        label=_("Confirmed within so many months"),
        method="by_freshness",
        min_value=1,
        max_value=MOST_MONTHS,
    )
    sort = filters.ChoiceFilter(
        label=_("Sort by"), choices=SORTS, method="beside_another", empty_label=None
    )

    class Meta:
        model = Expert
        form = FindForm
        fields: list[str] = []

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    @property
    def qs(self) -> Experts:
        """Nobody for a question that was not understood: the form says what was not."""
        if self.is_bound and not self.form.is_valid():
            return self.queryset.none()
        order = self.form.cleaned_data.get("sort") if self.is_bound else ""
        return super().qs.order_by(*ORDERS[order or "name"])

    def by_name(self, rows: Experts, name: str, value: str) -> Experts:
        for part in name_key(value).split()[:MOST_WORDS]:
            rows = rows.filter(name_key__contains=part)
        return rows

    def by_language(self, rows: Experts, name: str, value: str) -> Experts:
        least = self.form.cleaned_data.get("level") or Level.BASIC
        spoken = ExpertLanguage.objects.filter(
            expert=OuterRef("pk"), language=value, level__gte=least
        )
        return rows.filter(Exists(spoken))

    def by_dates(self, rows: Experts, name: str, value: Any) -> Experts:
        """Free from some day before the end on, and not agreed to be elsewhere meanwhile."""
        ends = self.form.cleaned_data["ends"]
        away = Deployment.objects.overlapping(value, ends).filter(
            expert=OuterRef("pk"), state=DeploymentState.AGREED
        )
        return rows.filter(Q(available_from__lt=ends) & ~Exists(away))

    def by_freshness(self, rows: Experts, name: str, value: Any) -> Experts:
        return rows.filter(confirmed_at__gte=self.now - relativedelta(months=int(value)))

    def beside_another(self, rows: Experts, name: str, value: Any) -> Experts:
        """Read by the filter that it belongs to."""
        return rows
