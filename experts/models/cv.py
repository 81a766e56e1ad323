"""The CV of a profile: private, checked when it is sent, scanned for viruses."""

from pathlib import PurePath

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from acpmigration.uploads import CVField
from experts.enums import CVScan


class HasCV(models.Model):
    """A profile that may have a CV; an infected one is given to nobody."""

    cv = CVField(_("CV"), folder="cvs")
    cv_scan = models.CharField(
        _("scan of the CV"), max_length=12, choices=CVScan, blank=True, default="", editable=False
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="experts_expert_cv_scan_listed",
                condition=Q(cv_scan__in=CVScan.values) | Q(cv_scan=""),
                violation_error_message=_("Choose one of the listed values."),
            ),
        ]

    @property
    def cv_ending(self) -> str:
        return PurePath(self.cv.name or "").suffix

    @property
    def cv_is_locked_away(self) -> bool:
        return self.cv_scan == CVScan.INFECTED
