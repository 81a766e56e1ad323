"""Lists of the back-office that somebody wants to find again."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from acpmigration.constraints import required


class SavedListQuerySet(models.QuerySet["SavedList"]):
    def offered_to(self, user: Any) -> Self:
        """The person's own, and what others share."""
        return self.filter(Q(owner=user) | Q(is_shared=True))

    def by_name(self) -> Self:
        return self.order_by("kind", "name", "pk")


class SavedList(models.Model):
    """A list with its filters, search and order, under a name; the address says all of it."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("saved by"), related_name="+"
    )
    # The model as "app.model".
    kind = models.CharField(_("list"), max_length=60, editable=False)
    name = models.CharField(_("name"), max_length=80)
    query = models.CharField(_("address"), max_length=2000, editable=False, blank=True)
    is_shared = models.BooleanField(_("for all staff"), default=False)

    objects = SavedListQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved list")
        verbose_name_plural = _("saved lists")
        constraints = [
            required("kind"),
            required("name"),
            models.UniqueConstraint(
                fields=["owner", "kind", "name"],
                name="pages_savedlist_unique",
                violation_error_message=_("You have a list of this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
