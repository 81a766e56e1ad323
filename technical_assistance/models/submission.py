"""Forms of the workspace that were carried out: each of them once."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from acpmigration.constraints import required
from technical_assistance.models.intervention import Intervention


class Submission(models.Model):
    """A form that was carried out, by the key that was drawn with it."""

    key = models.UUIDField(_("key"), unique=True)
    # Of what was typed and attached, so that the key cannot come again with something else.
    fingerprint = models.CharField(max_length=64)
    form = models.CharField(_("form"), max_length=40)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), related_name="+"
    )
    made_at = models.DateTimeField(_("sent"))
    intervention = models.ForeignKey(
        Intervention,
        models.CASCADE,
        verbose_name=_("intervention"),
        null=True,
        related_name="+",
    )
    # The key of what was made, of the kind that the form makes.
    made = models.CharField(max_length=100, blank=True)

    class Meta:
        verbose_name = _("sent form")
        verbose_name_plural = _("sent forms")
        constraints = [required("fingerprint"), required("form")]

    def __str__(self) -> str:
        return f"{self.form} {self.key}"
