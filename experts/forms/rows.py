"""Rows of a profile of which there may be any number."""

from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from experts.enums import Level, SpokenLanguage
from experts.forms.own import OwnForm, OwnRows
from experts.models import Expert, ExpertLanguage, PastAssignment
from experts.models.parts import FIRST_YEAR, LAST_YEAR

WRONG = ("invalid", "min_value", "max_value")
A_YEAR = _("Write a year with four digits, such as 2017.")


class LanguageForm(OwnForm):
    language = forms.ChoiceField(
        label=_("Language"), choices=[("", _("Choose")), *SpokenLanguage.choices]
    )
    level = forms.TypedChoiceField(
        label=_("Level"), choices=[("", _("Choose")), *Level.choices], coerce=int
    )

    class Meta:
        model = ExpertLanguage
        fields = ["language", "level"]


class AssignmentForm(OwnForm):
    class Meta:
        model = PastAssignment
        fields = ["title", "client", "place", "first_year", "last_year"]
        labels: ClassVar = {
            "title": _("What you did"),
            "client": _("For whom"),
            "place": _("Where"),
            "first_year": _("First year"),
            "last_year": _("Last year"),
        }
        error_messages: ClassVar = {
            "first_year": {"required": _("Write the first year.")} | dict.fromkeys(WRONG, A_YEAR),
            "last_year": dict.fromkeys(WRONG, A_YEAR),
        }

    def clean_first_year(self) -> int:
        return _past(self.cleaned_data["first_year"])

    def clean_last_year(self) -> int | None:
        year = self.cleaned_data["last_year"]
        return None if year is None else _past(year)


def _past(year: int) -> int:
    """:raises ValidationError: for no year, or one that the person's clock has not reached."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise forms.ValidationError(A_YEAR)
    if year > timezone.localdate().year:
        raise forms.ValidationError(_("Write a year that is not in the future."))
    return year


def rows_of(form: type[OwnForm], most: int) -> Any:
    return forms.inlineformset_factory(
        Expert,
        form.Meta.model,
        form=form,
        formset=OwnRows,
        extra=1,
        max_num=most,
        absolute_max=most,
        validate_max=True,
        can_delete=True,
        can_delete_extra=False,
    )


Languages = rows_of(LanguageForm, most=15)
Assignments = rows_of(AssignmentForm, most=20)
