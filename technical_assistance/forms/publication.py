"""What people say about the publication of a record, of any component."""

from django import forms
from django.utils.translation import gettext_lazy as _

from acpmigration.publication import LONGEST_REASON
from acpmigration.record_forms import DayField
from technical_assistance.forms.step import StepForm


class ScheduleForm(StepForm):
    on = DayField(
        label=_("Day of publication"),
        help_text=_("It is published in the first minutes of that day, by the clock of Brussels."),
    )


class UnpublishForm(StepForm):
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=LONGEST_REASON,
        help_text=_(
            "For colleagues: it stays in the history. The public is told only that the page was "
            "taken back, and when."
        ),
    )
