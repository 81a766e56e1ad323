"""Rows of a profile of which there may be any number."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from experts.enums import Level, SpokenLanguage
from experts.forms.own import OwnForm, OwnRows
from experts.models import Expert, ExpertLanguage, PastAssignment


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
