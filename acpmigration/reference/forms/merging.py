"""Which of two organisations stays, and what is taken from the other."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from acpmigration.choosing import NameField
from acpmigration.reference.domain.merging import FACTS, state_of
from acpmigration.reference.models import Organisation

KEEP, OTHER = "keep", "other"


def fact_of(organisation: Organisation, name: str) -> str:
    """A fact as people read it; empty where it is not known."""
    if name == "kind":
        return organisation.get_kind_display()
    return str(getattr(organisation, name) or "")


class OtherForm(forms.Form):
    """Names the organisation to compare with."""

    other = NameField(
        Organisation.objects.all(),
        label=_("The other organisation"),
        error_messages={
            "required": _("Choose an organisation."),
            "invalid_choice": _("There is no such organisation any more. Choose another."),
        },
    )


class MergeForm(forms.Form):
    """One choice for each fact in which the two differ; remembers what was compared."""

    seen = forms.CharField(widget=forms.HiddenInput)
    is_same = forms.BooleanField(
        label=_("These are one and the same organisation"),
        error_messages={"required": _("Tick this if you are certain.")},
    )

    def __init__(self, *args: Any, keep: Organisation, other: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = state_of(keep, other)
        for name in FACTS:
            facts = fact_of(keep, name), fact_of(other, name)
            if facts[0] != facts[1]:
                self.fields[name] = self._choice(name, *facts)
        # The button's own question comes last.
        self.fields["is_same"] = self.fields.pop("is_same")

    def facts(self) -> list[forms.BoundField]:
        return [self[name] for name in FACTS if name in self.fields]

    def taken(self) -> set[str]:
        """The facts that the other one says better."""
        return {name for name in FACTS if self.cleaned_data.get(name) == OTHER}

    def _choice(self, name: str, kept: str, others: str) -> forms.ChoiceField:
        sides = [(KEEP, kept or _("nothing")), (OTHER, others or _("nothing"))]
        return forms.ChoiceField(
            label=Organisation._meta.get_field(name).verbose_name,
            choices=sides,
            initial=KEEP if kept else OTHER,
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose one of the two.")},
        )
