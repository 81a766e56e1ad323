"""When activities began and ended: only what is known, and how precisely it is."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from acpmigration.dates import DatedFact
from dashboard.iati.activity import ActivityDate
from dashboard.iati.codes import DateType
from dashboard.iati.narratives import written
from nsa_grants.models import GrantProject
from technical_assistance.enums import StageKind, StageState, Status

# A fact, and whether it is the beginning itself: else the beginning lies before it.
Known = tuple[DatedFact, bool]


def of_intervention(intervention: Any, today: date) -> list[ActivityDate]:
    """Of an intervention as ``fetching`` gives it.

    :raises ValueError: if nothing dates the beginning.
    """
    stages = {stage.kind: stage for stage in intervention.told_stages}
    known: list[Known] = []
    request = getattr(intervention, "request", None)
    if request and request.shown_decision:
        known.append((request.shown_decision, True))
    for kind, stage in stages.items():
        if stage.started:
            known.append((stage.started, kind == StageKind.CONCEPT_NOTE))
        known += _steps(stage.finished)
    last = stages.get(StageKind.TECHNICAL_ASSISTANCE)
    end = last.finished if last and intervention.status == Status.COMPLETED else None
    found = _begun_and_ended(_beginning(known), end, today)
    # As the page tells it: the day is planned until the stage begins.
    if last and last.due_on and last.state == StageState.NOT_STARTED:
        found.append(ActivityDate(DateType.PLANNED_END, last.due_on))
    return found


def of_grant(grant: GrantProject, today: date) -> list[ActivityDate]:
    """:raises ValueError: if nothing dates the beginning."""
    end = grant.cancelled or grant.ended
    if grant.started:
        return _begun_and_ended(grant.started, end, today)
    return _begun_and_ended(
        _beginning([*_steps(grant.ended), *_steps(grant.cancelled)]), end, today
    )


def of_programme(started: DatedFact, ended: DatedFact | None, today: date) -> list[ActivityDate]:
    return _begun_and_ended(started, ended, today)


def _steps(finished: DatedFact | None) -> list[Known]:
    return [(finished, False)] if finished else []


def _beginning(known: Iterable[Known]) -> DatedFact:
    first, is_beginning = min(known, key=lambda each: (each[0].latest, not each[1]))
    return first if is_beginning else DatedFact.by(first.latest)


def _begun_and_ended(start: DatedFact, end: DatedFact | None, today: date) -> list[ActivityDate]:
    """Days are the last on which it can have been; none lies behind the end or is yet to come."""
    is_planned = (start.earliest or start.latest) > today
    last = start.latest if is_planned else min(start.latest, today)
    kind = DateType.PLANNED_START if is_planned else DateType.ACTUAL_START
    if end is None:
        return [_dated(kind, last, start)]
    is_end_planned = (end.earliest or end.latest) > today
    end_day = end.latest if is_end_planned else min(end.latest, today)
    end_kind = DateType.PLANNED_END if is_end_planned else DateType.ACTUAL_END
    return [_dated(kind, min(last, end_day), start), _dated(end_kind, end_day, end)]


def _dated(kind: DateType, day: date, fact: DatedFact) -> ActivityDate:
    return ActivityDate(kind, day, () if fact == DatedFact.on(day) else written(fact))
