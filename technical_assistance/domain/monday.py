"""What a coordinator finds on Monday: what is late, due, silent, or waits for this person."""

from dataclasses import dataclass, fields
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, Prefetch, Subquery

from acpmigration.accounts.models import User
from acpmigration.dates import day_in
from technical_assistance.domain.blockers import Blocker, blockers_in, with_blockers
from technical_assistance.domain.progress import current_stage
from technical_assistance.domain.settings import workspace_settings
from technical_assistance.enums import RequestState, StageKind, Status
from technical_assistance.models import (
    AssistanceRequest,
    FollowUp,
    Intervention,
    ProgressEntry,
    Stage,
    WorkspaceSettings,
)
from technical_assistance.models.intervention import InterventionQuerySet


@dataclass(frozen=True)
class Standing:
    """Where an intervention stands on a day."""

    intervention: Intervention
    stage: StageKind
    due_on: date | None
    days_late: int
    days_silent: int
    is_due: bool
    is_silent: bool
    # Of what is late or due only: a stage that has just begun lacks its document for good reason.
    blockers: list[Blocker]


@dataclass(frozen=True)
class MondayLines:
    """Each part in its own order, the most urgent first; an intervention stands in one of them."""

    late: list[Standing]
    due: list[Standing]
    requests: list[AssistanceRequest]
    follow_ups: list[FollowUp]
    unassigned: list[Intervention]
    silent: list[Standing]

    def __len__(self) -> int:
        return sum(len(getattr(self, part.name)) for part in fields(self))


def lines_for(person: User, *, today: date) -> MondayLines:
    """Return what needs the person on ``today``, in as many queries for one row as for many."""
    standings = _standings(person, today)
    return MondayLines(
        late=sorted(
            (one for one in standings if one.days_late), key=lambda one: one.days_late, reverse=True
        ),
        due=sorted((one for one in standings if one.is_due), key=lambda one: one.due_on or today),
        requests=_undecided(person),
        follow_ups=_follow_ups(person, today),
        unassigned=list(_ongoing(person).filter(coordinator=None).by_lead()),
        silent=sorted(
            (one for one in standings if one.is_silent and not (one.days_late or one.is_due)),
            key=lambda one: one.days_silent,
            reverse=True,
        ),
    )


def _ongoing(person: User) -> InterventionQuerySet:
    return Intervention.objects.editable_by(person).filter(status=Status.ONGOING).with_lead()


def _standings(person: User, today: date) -> list[Standing]:
    last = ProgressEntry.objects.filter(intervention=OuterRef("pk")).newest_first()
    rows = (
        with_blockers(_ongoing(person).filter(coordinator=person), today)
        .annotate(recorded_at=Subquery(last.values("recorded_at")[:1]))
        .prefetch_related(Prefetch("stages", Stage.objects.in_order()))
        .order_by("pk")
    )
    settings = workspace_settings()
    return [
        _standing(row, stage, person.zone, today, settings)
        for row in rows
        if (stage := current_stage(row)) is not None
    ]


def _standing(
    row: Intervention, stage: StageKind, zone: ZoneInfo, today: date, settings: WorkspaceSettings
) -> Standing:
    due_on = next(one.due_on for one in row.stages.all() if one.kind == stage)
    recorded_at = getattr(row, "recorded_at", None)
    days_silent = (today - day_in(zone, recorded_at)).days if recorded_at else 0
    days_late = (today - due_on).days if due_on else 0
    is_due = due_on is not None and -settings.ahead_days <= days_late <= 0
    return Standing(
        intervention=row,
        stage=stage,
        due_on=due_on,
        days_late=max(days_late, 0),
        days_silent=days_silent,
        is_due=is_due,
        is_silent=days_silent >= settings.silent_days,
        blockers=blockers_in(row, stage) if days_late > 0 or is_due else [],
    )


def _undecided(person: User) -> list[AssistanceRequest]:
    requests = AssistanceRequest.objects.editable_by(person).with_lead()
    waiting = requests.filter(state__in=RequestState.undecided())
    return list(waiting.longest_waiting_first())


def _follow_ups(person: User, today: date) -> list[FollowUp]:
    own = FollowUp.objects.visible_to(person).filter(owner=person).due_by(today)
    return list(own.select_related("intervention").soonest_first())
