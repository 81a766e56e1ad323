"""What the home page tells by choice: everything else on it is counted."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from technical_assistance.models import Intervention


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
