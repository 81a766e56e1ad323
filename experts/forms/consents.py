"""Agreeing to texts, each apart from the others, none ticked beforehand."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from experts.domain.consents import NEEDED
from experts.enums import ConsentKey
from experts.models import ConsentText

LABELS = {
    ConsentKey.ROSTER: gettext_lazy("I agree to be in the roster, as this text says"),
    ConsentKey.OTHER_PROGRAMMES: gettext_lazy("I agree to be contacted for other programmes"),
    ConsentKey.TRUTH: gettext_lazy("What I have written is true"),
}
MISSING = {
    ConsentKey.ROSTER: gettext_lazy(
        "Tick the box to agree that we keep your profile, or leave without registering."
    ),
    ConsentKey.TRUTH: gettext_lazy("Tick the box to state that what you have written is true."),
}


class ConsentForm(forms.Form):
    """A box for each text in force; remembers which texts were on the page."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, texts: Mapping[str, ConsentText], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.texts = {key: texts[key] for key in ConsentKey.values if key in texts}
        self.fields["seen"].initial = self._shown
        for key in self.texts:
            is_needed = key in NEEDED
            self.fields[key] = forms.BooleanField(
                label=LABELS[ConsentKey(key)],
                required=is_needed,
                error_messages={"required": MISSING.get(ConsentKey(key), "")},
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

    def questions(self) -> list[tuple[ConsentText, forms.BoundField]]:
        """Each text with its box."""
        return [(text, self[key]) for key, text in self.texts.items()]
