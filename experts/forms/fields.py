"""Kinds of questions that a profile asks."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils.translation import gettext_lazy as _

from acpmigration.reference.models import Country

YES_OR_NO = [("True", _("Yes")), ("False", _("No"))]


def yes_or_no(**given: Any) -> forms.TypedChoiceField:
    """Two buttons, none of them chosen beforehand; ``None`` while nothing is said."""
    return forms.TypedChoiceField(
        choices=YES_OR_NO,
        coerce=lambda sent: sent == "True",
        empty_value=None,
        widget=forms.RadioSelect,
        **given,
    )


def number_of(choices: Any, **given: Any) -> forms.TypedChoiceField:
    """One of the numbered words, as buttons."""
    return forms.TypedChoiceField(
        choices=choices, coerce=int, empty_value=None, widget=forms.RadioSelect, **given
    )


class CountryField(forms.ModelChoiceField):
    """Any country of the world, by the name a reader sees, under its ISO code."""

    def __init__(self, **given: Any) -> None:
        super().__init__(
            Country.objects.by_name(), to_field_name="iso2", empty_label=_("Choose"), **given
        )

    def prepare_value(self, value: Any) -> Any:
        # A form is filled from keys, which the page does not show.
        if isinstance(value, int):
            return Country.objects.filter(pk=value).values_list("iso2", flat=True).first()
        return super().prepare_value(value)


class Day(forms.DateField):
    """A day, by the browser's own calendar where it has one."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def __init__(self, **given: Any) -> None:
        super().__init__(
            input_formats=["%Y-%m-%d", "%d/%m/%Y"],
            error_messages={"invalid": _("Write the day as 2019-06-30 or 30/06/2019.")},
            **given,
        )


@dataclass(frozen=True)
class RegionOfBoxes:
    """The boxes of the countries of one region; open where one of them is ticked."""

    name: str
    boxes: list[BoundWidget]

    @property
    def number_ticked(self) -> int:
        return sum(bool(box.data["selected"]) for box in self.boxes)


def by_region(field: forms.BoundField) -> Iterator[RegionOfBoxes]:
    """Sort the boxes of a choice of eligible countries under their regions, in one more query."""
    boxes = {str(box.data["value"]): box for box in field.subwidgets}
    found: dict[str, list[BoundWidget]] = {}
    countries = Country.objects.eligible().select_related("region").by_name()
    for country in sorted(countries, key=lambda one: one.region.position):
        if (box := boxes.get(str(country.pk))) is not None:
            found.setdefault(country.region.name, []).append(box)
    for name, of_region in found.items():
        yield RegionOfBoxes(name, of_region)
