"""What somebody promised to do."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When
from django.utils.translation import gettext_lazy as _

from acpmigration.constraints import required, together
from technical_assistance.models.intervention import Intervention

if TYPE_CHECKING:
    from acpmigration.permissions import Person


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def visible_to(self, user: "Person") -> Self:
        """Whoever works on the intervention; they are nobody else's."""
        return self.filter(intervention__in=Intervention.objects.worked_on_by(user).values("pk"))

    def open(self) -> Self:
        return self.filter(done_on__isnull=True)

    def open_or_done_since(self, day: date) -> Self:
        return self.filter(Q(done_on__isnull=True) | Q(done_on__gte=day))

    def own_first(self, person: "Person") -> Self:
        """Open before done, one's own before others', the soonest before the latest."""
        return self.order_by(
            Case(When(done_on__isnull=True, then=0), default=1),
            Case(When(owner=person.pk, then=0), default=1),
            F("done_on").desc(nulls_last=True),
            F("due_on").asc(nulls_last=True),
            "pk",
        )

    def for_list(self) -> Self:
        """All that a line of the list shows."""
        return self.select_related(
            "owner",
            "done_by",
            "intervention__country",
            "intervention__regional_organisation__organisation",
        )

    def due_by(self, day: date) -> Self:
        return self.open().filter(due_on__lte=day)

    def soonest_first(self) -> Self:
        return self.order_by(F("due_on").asc(nulls_last=True), "pk")


class FollowUp(models.Model):
    """Something that somebody promised to do for an intervention."""

    intervention = models.ForeignKey(
        Intervention, models.CASCADE, verbose_name=_("intervention"), related_name="follow_ups"
    )
    text = models.CharField(_("what"), max_length=300)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("owner"), related_name="follow_ups"
    )
    due_on = models.DateField(_("due"), null=True, blank=True)
    done_on = models.DateField(_("done"), null=True, blank=True)
    # Unknown of those that were written down before it was noted.
    made_at = models.DateTimeField(_("made"), null=True, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("made by"),
        null=True,
        editable=False,
        related_name="+",
    )
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("done by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        constraints = [
            required("text"),
            together("made_at", "made_by"),
            together("done_on", "done_by"),
        ]

    def __str__(self) -> str:
        return self.text
