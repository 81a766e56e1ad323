"""What the home page tells by choice, and the frozen releases of all public records."""

from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from acpmigration.constraints import required, together
from acpmigration.uploads import RandomName
from technical_assistance.models import Intervention

# The folder of the files; see dashboard/domain/releases.py.
RELEASES = "data-releases"


class ChosenStoryQuerySet(models.QuerySet["ChosenStory"]):
    def in_order(self) -> Self:
        return self.order_by("position", "pk")


class ChosenStory(models.Model):
    """An intervention whose story stands on the home page, as long as it is public and has one."""

    intervention = models.OneToOneField(
        Intervention,
        models.CASCADE,
        verbose_name=_("intervention"),
        related_name="+",
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = ChosenStoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("story of the home page")
        verbose_name_plural = _("stories of the home page")

    def __str__(self) -> str:
        return str(self.intervention)


class DataReleaseQuerySet(models.QuerySet["DataRelease"]):
    def newest_first(self) -> Self:
        return self.order_by("-day", "-pk")


class DataRelease(models.Model):
    """All that was public on one day, as one file that never changes and is kept for ever."""

    day = models.DateField(_("as of"), unique=True)
    made_at = models.DateTimeField(_("made"), editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("made by"),
        editable=False,
        related_name="+",
    )
    file = models.FileField(_("file"), upload_to=RandomName(RELEASES), max_length=200)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("checksum (SHA-256)"), max_length=64)
    # Kind -> "rows", and the bytes of its files in English: "csv", "json".
    contents = models.JSONField(_("records by kind"))

    objects = DataReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("release of the open data")
        verbose_name_plural = _("releases of the open data")
        constraints = [together("made_at", "made_by"), required("file"), required("sha256")]

    def __str__(self) -> str:
        return self.day.isoformat()

    def get_absolute_url(self) -> str:
        return reverse("dashboard:data-release", args=[self.day.isoformat()])

    @property
    def file_name(self) -> str:
        return f"acp-eu-migration-action-{self.day.isoformat()}.zip"
