"""What a person typed into a form that could not be carried out: it waits until it is sent."""

import uuid
from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from acpmigration.constraints import required
from acpmigration.uploads import KeptFileField

KEPT_FOR = timedelta(hours=24)
LONGEST_PATH = 500


class KeptQuerySet(models.QuerySet[Any]):
    """Of forms and of files alike."""

    def of(self, owner: Any, at: datetime) -> Self:
        """The person's own that may still be shown."""
        return self.filter(owner=owner, kept_at__gt=at - KEPT_FOR)

    def over(self, at: datetime) -> Self:
        return self.filter(kept_at__lte=at - KEPT_FOR)

    def newest_first(self) -> Self:
        return self.order_by("-kept_at", "-pk")


class KeptForm(models.Model):
    """A form as it was sent to ``path`` by somebody whose session was over; nobody else sees it."""

    key = models.UUIDField(_("key"), unique=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    path = models.CharField(_("address"), max_length=LONGEST_PATH)
    # Each name with all that was sent under it.
    fields = models.JSONField(_("fields"), default=dict)
    lacks_files = models.BooleanField(_("without its files"), default=False)
    kept_at = models.DateTimeField(_("kept"), db_index=True)

    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = _("form that waits")
        verbose_name_plural = _("forms that wait")
        indexes = [models.Index(fields=["owner", "path"], name="pages_keptform_waiting")]
        constraints = [required("path")]

    def __str__(self) -> str:
        return f"{self.path} {self.key}"


class KeptFile(models.Model):
    """A file that was sent with a form that waits, or that passed in one that was refused."""

    key = models.UUIDField(_("key"), unique=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    form = models.ForeignKey(KeptForm, models.CASCADE, null=True, related_name="files")
    field = models.CharField(_("field"), max_length=100)
    name = models.CharField(_("name"), max_length=255)
    file = KeptFileField(_("file"), folder="kept")
    size = models.PositiveBigIntegerField(_("size"))
    kept_at = models.DateTimeField(_("kept"), db_index=True)

    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = _("file that waits")
        verbose_name_plural = _("files that wait")
        constraints = [required("field"), required("name"), required("file")]

    def __str__(self) -> str:
        # Without the name that a person gave it.
        return f"{self.field} {self.key}"
