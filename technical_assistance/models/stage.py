"""The four stages of an intervention."""

from typing import Any, Self

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Subquery, When
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _

from acpmigration.constraints import dated, in_order, one_of
from acpmigration.dates import DatedFact
from technical_assistance.enums import StageKind, StageState, Status


class StageQuerySet(models.QuerySet["Stage"]):
    def in_order(self) -> Self:
        return self.order_by("intervention", "kind")


def of_open_stage(value: Combinable, output_field: "models.Field[Any, Any] | None" = None) -> Case:
    """A value of the stage under way, else of the next one, of ongoing interventions; else null."""
    stages = Stage.objects.filter(intervention=OuterRef("pk"), state__in=StageState.open())
    first = stages.order_by("kind").values(open_value=value)[:1]
    return Case(When(status=Status.ONGOING, then=Subquery(first)), output_field=output_field)


def at_stage(kind: int) -> Q:
    """Interventions of which ``of_open_stage`` says this stage, in words that an index answers."""
    stages = Stage.objects.filter(intervention=OuterRef("pk"), state__in=StageState.open())
    is_first = Exists(stages.filter(kind=kind)) & ~Exists(stages.filter(kind__lt=kind))
    return Q(is_first, status=Status.ONGOING)


class Stage(models.Model):
    """One of the four stages of an intervention, as the log leaves it."""

    intervention = models.ForeignKey(
        "technical_assistance.Intervention",
        models.CASCADE,
        verbose_name=_("intervention"),
        related_name="stages",
    )
    kind = models.PositiveSmallIntegerField(_("stage"), choices=StageKind)
    state = models.CharField(
        _("state"), max_length=20, choices=StageState, default=StageState.NOT_STARTED
    )
    due_on = models.DateField(_("planned end"), null=True, blank=True)
    started_from = models.DateField(_("started, from"), null=True, blank=True)
    started_until = models.DateField(_("started, until"), null=True, blank=True)
    finished_from = models.DateField(_("finished, from"), null=True, blank=True)
    finished_until = models.DateField(_("finished, until"), null=True, blank=True)
    waiver_reason = models.TextField(_("reason of the waiver"), blank=True)

    objects = StageQuerySet.as_manager()

    class Meta:
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        indexes = [
            models.Index(
                fields=["kind", "intervention"],
                condition=Q(state__in=StageState.open()),
                name="stage_open",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["intervention", "kind"],
                name="technical_assistance_stage_unique",
                violation_error_message=_("This intervention already has this stage."),
            ),
            one_of("kind", StageKind),
            one_of("state", StageState),
            dated("started"),
            dated("finished"),
            in_order("started_from", "finished_until"),
            models.CheckConstraint(
                name="technical_assistance_stage_waived_with_reason",
                condition=models.Q(state=StageState.WAIVED) & ~models.Q(waiver_reason="")
                | ~models.Q(state=StageState.WAIVED) & models.Q(waiver_reason=""),
                violation_error_message=_("A stage is waived exactly when a reason is given."),
            ),
            models.CheckConstraint(
                name="technical_assistance_stage_finish_only_when_finished",
                condition=models.Q(state=StageState.FINISHED)
                | models.Q(finished_from__isnull=True, finished_until__isnull=True),
                violation_error_message=_("Only a finished stage has the date of its end."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.intervention}: {self.get_kind_display()}"

    @property
    def started(self) -> DatedFact | None:
        return DatedFact.from_columns(self.started_from, self.started_until)

    @property
    def finished(self) -> DatedFact | None:
        return DatedFact.from_columns(self.finished_from, self.finished_until)
