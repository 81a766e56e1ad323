"""Agreeing to texts, each apart from the others, none ticked beforehand."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from experts.domain.consents import NEEDED
from experts.enums import ConsentKey
from experts.models import Consent, ConsentText

LABELS = {
    ConsentKey.ROSTER: gettext_lazy("I agree to be in the roster, as this text says"),
    ConsentKey.OTHER_PROGRAMMES: gettext_lazy("I agree to be contacted for other programmes"),
    ConsentKey.TRUTH: gettext_lazy("What I have written is true"),
}
MISSING = {
    ConsentKey.ROSTER: gettext_lazy(
        "Tick the box to agree that we keep your profile, or leave without registering."
    ),
    ConsentKey.OTHER_PROGRAMMES: gettext_lazy(
        "Tick the box if you agree to be contacted, or go back to your profile."
    ),
    ConsentKey.TRUTH: gettext_lazy("Tick the box to state that what you have written is true."),
}


@dataclass(frozen=True)
class Question:
    """A text with its box, or with the consent that makes a box needless."""

    text: ConsentText
    box: forms.BoundField | None
    given: Consent | None


class ConsentForm(forms.Form):
    """A box for each text in force; remembers which texts were on the page.

    ``given`` are consents that stand: of their texts there is no box.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        texts: Mapping[str, ConsentText],
        given: Mapping[str, Consent] | None = None,
        needed: Collection[str] = NEEDED,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.given = given or {}
        self.texts = {key: texts[key] for key in ConsentKey.values if key in texts}
        self.fields["seen"].initial = self._shown
        for key in self.texts.keys() - self.given.keys():
            self.fields[key] = forms.BooleanField(
                label=LABELS[ConsentKey(key)],
                required=key in needed,
                error_messages={"required": MISSING[ConsentKey(key)]},
            )

    @property
    def _shown(self) -> str:
        return ",".join(str(text.pk) for text in self.texts.values())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("seen") != self._shown:
            self.data = self.data.copy() | {"seen": self._shown}
            for key in self.texts:
                self.data.pop(key, None)
            raise forms.ValidationError(
                _("The texts have changed since you opened this page. Please read them again.")
            )
        return cleaned

    @property
    def agreed(self) -> list[ConsentText]:
        return [text for key, text in self.texts.items() if self.cleaned_data.get(key)]

    def questions(self) -> list[Question]:
        """Each text with its box; a text that was agreed to as it was then, in its language."""
        return [
            Question(one.text, None, one)
            if (one := self.given.get(key)) is not None
            else Question(text, self[key], None)
            for key, text in self.texts.items()
        ]
