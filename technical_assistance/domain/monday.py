"""What a coordinator finds on Monday: what is late, due, silent, or waits for this person."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from acpmigration.accounts.models import User
from technical_assistance.domain.blockers import Blocker, blockers_in, with_blockers
from technical_assistance.domain.settings import workspace_settings
from technical_assistance.domain.standing import Clock, with_standing
from technical_assistance.enums import RequestState, StageKind, Status
from technical_assistance.models import AssistanceRequest, FollowUp, Intervention
from technical_assistance.models.intervention import InterventionQuerySet


@dataclass(frozen=True)
class Line:
    """Where an intervention stands on the Monday; of days that are not counted there are none."""

    intervention: Intervention
    stage: StageKind
    due_on: date | None
    days_late: int
    days_silent: int
    # Of what is late or due only: a stage that has just begun lacks its document for good reason.
    blockers: list[Blocker]


@dataclass(frozen=True)
class MondayLines:
    """Each part in its own order, the most urgent first; an intervention stands in one of them."""

    late: list[Line]
    due: list[Line]
    requests: list[AssistanceRequest]
    follow_ups: list[FollowUp]
    unassigned: list[Intervention]
    silent: list[Line]

    def __len__(self) -> int:
        return sum(len(getattr(self, part.name)) for part in fields(self))


def lines_for(person: User, *, today: date) -> MondayLines:
    """Return what needs the person on ``today``, in as many queries for one row as for many."""
    settings = workspace_settings()
    clock = Clock.on(person, today, settings)
    own = _ongoing(person).filter(coordinator=person)
    rows: list[Any] = list(with_blockers(with_standing(own, clock), today))
    late = [row for row in rows if row.is_late]
    due = [row for row in rows if row.is_due]
    silent = [row for row in rows if row.is_silent and not (row.is_late or row.is_due)]
    return MondayLines(
        late=[_line(row, clock) for row in sorted(late, key=_by_end)],
        due=[_line(row, clock) for row in sorted(due, key=_by_end)],
        requests=_undecided(person),
        follow_ups=_follow_ups(person, today),
        unassigned=list(_ongoing(person).without_coordinator().by_lead()),
        silent=[_line(row, clock) for row in sorted(silent, key=_by_silence)],
    )


def _ongoing(person: User) -> InterventionQuerySet:
    return Intervention.objects.editable_by(person).filter(status=Status.ONGOING).with_lead()


def _by_end(row: Any) -> tuple[date, int]:
    return row.due_on, row.pk


def _by_silence(row: Any) -> tuple[Any, int]:
    return row.last_at, row.pk


def _line(row: Any, clock: Clock) -> Line:
    """Of a row that comes from ``with_standing`` and ``with_blockers``."""
    stage = StageKind(row.open_kind)
    return Line(
        intervention=row,
        stage=stage,
        due_on=row.due_on,
        days_late=(clock.today - row.due_on).days if row.is_late else 0,
        days_silent=clock.days_since(row.last_at) if row.is_silent else 0,
        blockers=blockers_in(row, stage) if row.is_blocked and (row.is_late or row.is_due) else [],
    )


def _undecided(person: User) -> list[AssistanceRequest]:
    requests = AssistanceRequest.objects.editable_by(person).with_lead()
    waiting = requests.filter(state__in=RequestState.undecided())
    return list(waiting.longest_waiting_first())


def _follow_ups(person: User, today: date) -> list[FollowUp]:
    own = FollowUp.objects.visible_to(person).filter(owner=person).due_by(today)
    return list(own.select_related("intervention").soonest_first())
