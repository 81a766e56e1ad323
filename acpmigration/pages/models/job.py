"""Each time that a periodic job ran."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from acpmigration.constraints import in_order, one_of, required
from acpmigration.pages.enums import JobOutcome

# A run that has not ended by then was stopped.
LONGEST_RUN = timedelta(hours=2)


class JobRunQuerySet(models.QuerySet["JobRun"]):
    def stopped(self, at: datetime) -> Self:
        """Runs that never said how they ended."""
        return self.filter(outcome=JobOutcome.RUNNING, started_at__lte=at - LONGEST_RUN)

    def ended(self) -> Self:
        return self.exclude(outcome=JobOutcome.RUNNING)

    def last_by_key(self) -> dict[str, "JobRun"]:
        """Fetch the last run of each job, in two queries: key -> run."""
        last = self.order_by().values("key").annotate(last=Max("pk")).values_list("last", flat=True)
        return {run.key: run for run in self.filter(pk__in=list(last))}

    def by_newest(self) -> Self:
        return self.order_by("-started_at", "-pk")


class JobRun(models.Model):
    """One run of a periodic job; while it runs, no other of the same job can begin."""

    key = models.CharField(_("job"), max_length=60)
    started_at = models.DateTimeField(_("began"), db_index=True)
    finished_at = models.DateTimeField(_("ended"), null=True, blank=True)
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=JobOutcome, default=JobOutcome.RUNNING
    )
    summary = models.CharField(_("what was done"), max_length=200, blank=True)
    error = models.CharField(_("kind of error"), max_length=60, blank=True)

    objects = JobRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("run of a periodic job")
        verbose_name_plural = _("periodic jobs")
        constraints = [
            one_of("outcome", JobOutcome),
            required("key"),
            in_order("started_at", "finished_at"),
            models.UniqueConstraint(
                name="pages_jobrun_one_at_a_time",
                fields=["key"],
                condition=Q(outcome=JobOutcome.RUNNING),
            ),
            models.CheckConstraint(
                name="pages_jobrun_ended",
                condition=(
                    Q(outcome=JobOutcome.RUNNING, finished_at__isnull=True)
                    | (~Q(outcome=JobOutcome.RUNNING) & Q(finished_at__isnull=False))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.started_at:%Y-%m-%d %H:%M}"
