"""What belongs to a coordinator and not to an intervention."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from acpmigration.constraints import required, together
from acpmigration.permissions import sees_everything
from technical_assistance.models.intervention import Intervention

if TYPE_CHECKING:
    from acpmigration.permissions import Person


class CalendarLink(models.Model):
    """The secret address of a person's calendar of planned dates; only its hash is kept."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("person"),
        related_name="calendar_link",
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")
        constraints = [required("token_hash")]

    def __str__(self) -> str:
        return str(self.person)


class Visit(models.Model):
    """When a person was last in the workspace, and when the time before."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("person"), related_name="visit"
    )
    seen_at = models.DateTimeField(_("last seen"))
    # When the visit before this one ended; unknown on the first.
    before_at = models.DateTimeField(_("seen before"), null=True)

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")

    def __str__(self) -> str:
        return str(self.person)


class HandOverQuerySet(models.QuerySet["HandOver"]):
    def visible_to(self, user: "Person") -> Self:
        """Staff see all, coordinators those in which they gave or took."""
        if sees_everything(user):
            return self.all()
        if not user.is_active:
            return self.none()
        return self.filter(Q(giver=user.pk) | Q(taker=user.pk))

    def for_list(self) -> Self:
        """The latest first, with all that a line of the list shows."""
        return self.select_related("giver", "taker", "made_by").order_by("-pk")


class HandOver(models.Model):
    """All that a coordinator was responsible for, given to a successor in one step."""

    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("from"),
        related_name="handed_over",
    )
    taker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("to"),
        related_name="taken_over",
    )
    made_at = models.DateTimeField(_("made"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("made by"), related_name="+"
    )
    interventions = models.ManyToManyField(
        Intervention, verbose_name=_("interventions"), related_name="hand_overs"
    )
    follow_ups = models.PositiveIntegerField(_("follow-ups"), default=0)
    subscriptions = models.PositiveIntegerField(_("subscriptions"), default=0)

    objects = HandOverQuerySet.as_manager()

    class Meta:
        verbose_name = _("hand-over")
        verbose_name_plural = _("hand-overs")
        constraints = [
            together("made_at", "made_by"),
            models.CheckConstraint(
                name="technical_assistance_handover_to_another",
                condition=~Q(giver=F("taker")),
                violation_error_message=_("Choose another person."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.giver} → {self.taker}, {self.made_at:%Y-%m-%d}"
