"""What a CV is opened for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from experts.domain.looks import Purpose


class PurposeForm(forms.Form):
    """Kept in the address, so that one answer opens all pages of one CV."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # A word of Python cannot be the name of a class's attribute.
        self.fields["for"] = forms.ChoiceField(
            label=_("What do you need it for?"),
            choices=Purpose.choices,
            widget=forms.RadioSelect,
            error_messages={"required": _("Say what you need the CV for.")},
        )
