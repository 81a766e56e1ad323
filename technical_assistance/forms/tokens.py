"""A token for a program: what it is for, and for how long."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from acpmigration.accounts.domain.tokens import LIVES


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("What is it for?"),
        max_length=80,
        help_text=_(
            "The program, and where it runs: “Field app on my laptop”. A token that you have "
            "under the same name is replaced."
        ),
    )
    days = forms.TypedChoiceField(label=_("For how long?"), coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Counted in words of the language that is active.
        self.fields["days"].choices = [
            (days, ngettext("%(days)s day", "%(days)s days", days) % {"days": days})
            for days in LIVES
        ]
