"""Running the periodic jobs: each when it is due, none twice at once, whoever else fails."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from acpmigration.pages.enums import JobOutcome
from acpmigration.pages.models import JobRun
from acpmigration.periodic import Job, Summary

# The scheduler is never on the second.
EARLY = timedelta(seconds=30)
# What failed is tried again sooner than a day later.
SECOND_TRY = timedelta(hours=1)
ASLEEP_AFTER = timedelta(days=1)

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class JobState:
    """A job as staff see it: its last run, if any, and when the next one is due."""

    job: Job
    last: JobRun | None
    next_at: datetime | None


def states(*, jobs: Iterable[Job]) -> list[JobState]:
    last = JobRun.objects.last_by_key()
    return [JobState(job, last.get(job.key), _next(job, last.get(job.key))) for job in jobs]


def is_asleep(*, at: datetime) -> bool:
    """Tell whether no job at all began within a day: then nothing calls the command."""
    return not JobRun.objects.filter(started_at__gt=at - ASLEEP_AFTER).exists()


def due(*, jobs: Iterable[Job], at: datetime) -> list[Job]:
    return [state.job for state in states(jobs=jobs) if _is_due(state.job, state.last, at)]


def run_job(*, job: Job, clock: Callable[[], datetime], only_if_due: bool = False) -> JobRun | None:
    """Run a job and keep how it went; return nothing if somebody else does, or has just done it.

    Of an error only the kind is kept: its words may name a person.
    """
    run = _begin(job, clock(), only_if_due=only_if_due)
    if run is None:
        return None
    try:
        run.summary = shortened(job.run(run.started_at, False))
        run.outcome = JobOutcome.DONE
    except Exception as error:
        logger.exception("A periodic job failed.", extra={"job": job.key})
        run.error = type(error).__name__[:60]
        run.outcome = JobOutcome.FAILED
    run.finished_at = clock()
    JobRun.objects.filter(pk=run.pk, outcome=JobOutcome.RUNNING).update(
        outcome=run.outcome, summary=run.summary, error=run.error, finished_at=run.finished_at
    )
    return run


def prune_runs(*, before: datetime) -> int:
    """Forget how jobs went that ended before a moment; return how many runs it were."""
    with transaction.atomic():
        found = JobRun.objects.ended().filter(started_at__lt=before)
        number = found.count()
        found.delete()
    return number


def shortened(summary: Summary) -> str:
    """What is kept of a summary: ``sent 3, failed 0``."""
    if not isinstance(summary, str):
        summary = ", ".join(f"{word} {number}" for word, number in summary.items())
    return f"{summary[:199]}…" if len(summary) > 200 else summary


def _begin(job: Job, at: datetime, *, only_if_due: bool) -> JobRun | None:
    with transaction.atomic():
        stopped = JobRun.objects.stopped(at).filter(key=job.key)
        stopped.update(outcome=JobOutcome.BROKEN_OFF, finished_at=at)
    try:
        with transaction.atomic():
            run = JobRun.objects.create(key=job.key, started_at=at)
            # Asked once nobody else can begin: somebody may have done it since it was due.
            last = JobRun.objects.filter(key=job.key).exclude(pk=run.pk).by_newest().first()
            if only_if_due and not _is_due(job, last, at):
                transaction.set_rollback(True)
                return None
            return run
    except IntegrityError:
        return None


def _is_due(job: Job, last: JobRun | None, at: datetime) -> bool:
    next_at = _next(job, last)
    return next_at is None or next_at <= at + EARLY


def _next(job: Job, last: JobRun | None) -> datetime | None:
    if last is None:
        return None
    went_well = last.outcome in (JobOutcome.DONE, JobOutcome.RUNNING)
    return last.started_at + (job.every if went_well else min(job.every, SECOND_TRY))
