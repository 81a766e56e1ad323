"""Whom to call at the requesting entity."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from acpmigration.constraints import required, together
from technical_assistance.models.intervention import Intervention

if TYPE_CHECKING:
    from acpmigration.permissions import Person


class FocalPointQuerySet(models.QuerySet["FocalPoint"]):
    def visible_to(self, user: "Person") -> Self:
        """Whoever works on the intervention: it is personal data and never public."""
        return self.filter(intervention__in=Intervention.objects.worked_on_by(user).values("pk"))

    def by_name(self) -> Self:
        return self.order_by("name", "pk")


class FocalPoint(models.Model):
    """A person at the requesting entity who speaks for an intervention."""

    intervention = models.ForeignKey(
        Intervention, models.CASCADE, verbose_name=_("intervention"), related_name="focal_points"
    )
    name = models.CharField(_("name"), max_length=150)
    position = models.CharField(_("position"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField(_("changed"), editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("changed by"),
        editable=False,
        related_name="+",
    )

    objects = FocalPointQuerySet.as_manager()

    class Meta:
        verbose_name = _("focal point")
        verbose_name_plural = _("focal points")
        constraints = [required("name"), together("changed_at", "changed_by")]

    def __str__(self) -> str:
        return self.name
