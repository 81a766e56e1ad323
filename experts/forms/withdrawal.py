from django import forms
from django.utils.translation import gettext_lazy as _


class WithdrawForm(forms.Form):
    """One box, so that no slip erases a profile; ``of`` is the mark of the profile."""

    of = forms.CharField(required=False, widget=forms.HiddenInput)

    is_sure = forms.BooleanField(
        label=_("Erase my profile and my log-in now"),
        error_messages={
            "required": _("Tick the box if you want to be erased; else go back to your profile.")
        },
    )
