"""The last page of the profile's form: from when, how much, and the CV."""

from typing import Any, ClassVar

from dateutil.relativedelta import relativedelta
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from acpmigration.uploads.scanning import scan
from experts.enums import CVScan
from experts.forms.answers import AnswerForm
from experts.forms.fields import Day, yes_or_no

YEARS_BACK, YEARS_AHEAD = relativedelta(years=1), relativedelta(years=5)
DAYS_A_MONTH = _("Write a number of days from 1 to 31.")
THIS_FILE_IS_INFECTED = _(
    "The scanner found a virus in this file, so it was not kept. Scan your device, then send "
    "another copy."
)


class AvailabilityForm(AnswerForm):
    available_from = Day(label=_("Available from"), required=False)
    can_travel = yes_or_no(label=_("Can you travel for an assignment?"), required=False)

    class Meta(AnswerForm.Meta):
        fields = ["available_from", "days_a_month", "can_travel", "cv"]
        error_messages: ClassVar = {
            "days_a_month": dict.fromkeys(["invalid", "min_value", "max_value"], DAYS_A_MONTH)
        }
        labels: ClassVar = {"days_a_month": _("Days a month"), "cv": _("Your CV")}
        help_texts: ClassVar = {
            "cv": _(
                "PDF or Word (DOCX), up to 5 MB. Leave out your photo, date of birth and family "
                "status: we do not need them. On a slow link you can send it later."
            )
        }

    def clean_available_from(self) -> Any:
        day, today = self.cleaned_data["available_from"], timezone.localdate()
        is_new = day and "available_from" in self.changed_data
        if is_new and not today - YEARS_BACK <= day <= today + YEARS_AHEAD:
            raise forms.ValidationError(_("Write a day from one year ago to five years from now."))
        return day

    @property
    def changed_data(self) -> list[str]:
        return [name for name in super().changed_data if name != "cv" or not self._has_this_cv()]

    def _has_this_cv(self) -> bool:
        """Whether the file that is sent is the one that is kept: it was sent twice."""
        kept, sent = self.initial.get("cv"), self.files.get(self.add_prefix("cv"))
        if not kept or sent is None or kept.size != sent.size:
            return False
        with kept.open("rb") as file:
            is_the_same = file.read() == sent.read()
        sent.seek(0)
        return bool(is_the_same)

    def clean_cv(self) -> Any:
        file = self.cleaned_data.get("cv")
        if self._has_this_cv():
            return self.initial["cv"]
        if "cv" in self.changed_data and file:
            result = CVScan(scan(file).value)
            if result is CVScan.INFECTED:
                raise forms.ValidationError(THIS_FILE_IS_INFECTED, code="infected")
            self.instance.cv_scan = result
        if file is False:
            # What the scanner said was of the file that is taken away.
            self.instance.cv_scan = ""
        return file
