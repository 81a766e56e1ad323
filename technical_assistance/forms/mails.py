"""Which mails of the workspace a person wants."""

from django import forms
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.models import User
from acpmigration.permissions import is_coordinator


class MailsForm(forms.Form):
    """Two boxes; only coordinators have a Monday list."""

    monday_list = forms.BooleanField(
        label=_("The Monday list"),
        help_text=_("What is late, due soon, silent or waiting for you. Nothing to say, no mail."),
        required=False,
    )
    progress = forms.BooleanField(
        label=_("Progress of interventions"),
        help_text=_("When somebody else logs something for what you coordinate or follow."),
        required=False,
    )

    def __init__(self, *args: object, person: User, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if not is_coordinator(person):
            del self.fields["monday_list"]
