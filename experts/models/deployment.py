"""An expert's assignment to an intervention."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Sum
from django.utils.translation import gettext_lazy as _

from acpmigration.constraints import one_of, together
from acpmigration.permissions import edits_everything, is_coordinator
from experts.enums import DeploymentState
from experts.models.expert import Expert
from technical_assistance.enums import StageKind
from technical_assistance.models import Intervention

if TYPE_CHECKING:
    from acpmigration.permissions import Person

# The stages that experts are deployed to.
STAGES = [StageKind.BASELINE_ASSESSMENT, StageKind.TECHNICAL_ASSISTANCE]
STAGE_CHOICES = [(kind.value, kind.label) for kind in STAGES]


def of_a_stage(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=f"experts_{name}_stage_listed",
        condition=Q(stage__in=[kind.value for kind in STAGES]),
        violation_error_message=_("Choose one of the listed values."),
    )


class DeploymentQuerySet(models.QuerySet["Deployment"]):
    def visible_to(self, user: "Person") -> Self:
        """Editors see all; a coordinator who works in the own regions; an expert the own."""
        if edits_everything(user):
            return self.all()
        if not user.is_active:
            return self.none()
        own = Q(expert__user=user.pk)
        if is_coordinator(user):
            led = Intervention.objects.in_regions(user.regions.all())
            own |= Q(state=DeploymentState.AGREED, intervention__in=led.values("pk"))
        return self.filter(own)

    def counting(self) -> Self:
        """Those whose days count towards the sixty of an intervention."""
        return self.filter(state__in=DeploymentState.counting())

    def days(self) -> int:
        return self.aggregate(total=Sum("days"))["total"] or 0

    def overlapping(self, starts_on: date, ends_before: date) -> Self:
        """Share a day with the half-open span: one that ends on the day another starts does not."""
        return self.filter(starts_on__lt=ends_before, ends_before__gt=starts_on)

    def not_ended(self, day: date) -> Self:
        return self.counting().filter(ends_before__gt=day)

    def in_order(self) -> Self:
        return self.order_by("starts_on", "pk")


class Deployment(models.Model):
    """Who worked on which stage, from when until before when; the name goes with the person."""

    intervention = models.ForeignKey(
        Intervention, models.PROTECT, verbose_name=_("intervention"), related_name="deployments"
    )
    expert = models.ForeignKey(
        Expert,
        models.SET_NULL,
        verbose_name=_("expert"),
        null=True,
        related_name="deployments",
    )
    stage = models.PositiveSmallIntegerField(_("stage"), choices=STAGE_CHOICES)
    starts_on = models.DateField(_("first day"))
    ends_before = models.DateField(_("day after the last one"))
    days = models.PositiveSmallIntegerField(_("working days"))
    state = models.CharField(
        _("state"), max_length=10, choices=DeploymentState, default=DeploymentState.PLANNED
    )
    invited_at = models.DateTimeField(_("invited"), null=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("invited by"),
        null=True,
        editable=False,
        related_name="+",
    )
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)
    limit_reason = models.TextField(_("why more than sixty days"), max_length=1_000, blank=True)
    made_at = models.DateTimeField(_("made"), editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("made by"),
        editable=False,
        related_name="+",
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = DeploymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("deployment")
        verbose_name_plural = _("deployments")
        constraints = [
            of_a_stage("deployment"),
            one_of("state", DeploymentState),
            together("made_at", "made_by"),
            together("invited_at", "invited_by"),
            models.CheckConstraint(
                name="experts_deployment_in_order",
                condition=Q(ends_before__gt=F("starts_on")),
                violation_error_message=_("The end is before the beginning."),
            ),
            models.CheckConstraint(
                name="experts_deployment_days_possible",
                condition=Q(days__gte=1, days__lte=366),
                violation_error_message=_("Write a number of working days from 1 to 366."),
            ),
            models.CheckConstraint(
                name="experts_deployment_answered_when_invited",
                condition=Q(answered_at__isnull=True) | Q(invited_at__isnull=False),
                violation_error_message=_("Only who was invited can answer."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.intervention.slug}, {self.get_stage_display()} ({self.pk})"

    @property
    def last_day(self) -> date:
        return self.ends_before - timedelta(days=1)

    def overlaps(self, starts_on: date, ends_before: date) -> bool:
        """What ``overlapping`` filters, asked of a row that was read."""
        return self.starts_on < ends_before and self.ends_before > starts_on
