"""What staff confirm before two profiles become one."""

from django import forms
from django.utils.translation import gettext_lazy as _


class JoinForm(forms.Form):
    """Remembers which versions of the two profiles were compared."""

    is_same_person = forms.BooleanField(
        label=_("These are the same person"),
        error_messages={"required": _("Tick this if you are certain.")},
    )
    keep_version = forms.IntegerField(widget=forms.HiddenInput)
    other_version = forms.IntegerField(widget=forms.HiddenInput)

    def versions(self) -> tuple[int, int]:
        return self.cleaned_data["keep_version"], self.cleaned_data["other_version"]
