"""Moving an intervention through its four stages."""

import uuid
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.models import User
from acpmigration.dates import DatedFact
from acpmigration.permissions import EDITORS
from acpmigration.refusals import NotNow, NotYours, Refusal
from technical_assistance.domain.blockers import Blocker, blockers_of
from technical_assistance.domain.log import (
    append,
    lock,
    position_of,
    recorded,
    require_not_in_future,
)
from technical_assistance.domain.replay import Position
from technical_assistance.domain.transitions import (
    STAGES,
    require_right,
    require_transition,
)
from technical_assistance.enums import StageKind, StageState, Status, Verb
from technical_assistance.models import Intervention, ProgressEntry


class StageBlocked(Refusal):
    """Something that the stage needs is missing; ``blockers`` say what, and where to mend it."""

    def __init__(self, *blockers: Blocker) -> None:
        super().__init__(*(blocker.sentence for blocker in blockers))
        self.blockers = blockers


@transaction.atomic
def start_stage(
    *,
    intervention: Intervention,
    kind: StageKind,
    when: DatedFact | None,
    by: User,
    today: date,
    note: str = "",
    is_public: bool = False,
    key: uuid.UUID | None = None,
) -> ProgressEntry:
    """Record that the stage was started.

    :raises Refusal: if an earlier stage is neither finished nor waived, or the date does not fit.
    """
    locked = lock(intervention)
    require_right(by, STAGES[Verb.START].roles, locked)
    if entry := recorded(locked, key):
        return entry
    require_possible(Verb.START, kind, position_of(locked), when=when, today=today, reason=note)
    return append(
        intervention=locked,
        verb=Verb.START,
        stage=kind,
        when=when,
        by=by,
        note=note,
        is_public=is_public,
        key=key,
    )


@transaction.atomic
def complete_stage(
    *,
    intervention: Intervention,
    kind: StageKind,
    when: DatedFact | None,
    by: User,
    today: date,
    note: str = "",
    is_public: bool = False,
    key: uuid.UUID | None = None,
    starts_next: bool = True,
    in_spite_of_blockers: str = "",
) -> ProgressEntry:
    """Record that the stage was completed; the next one starts then, the last completes all.

    An editor may complete in spite of blockers, with the reason, which the log keeps.

    :raises StageBlocked: if a blocker remains.
    :raises Refusal: if the stage is not in progress, or the date does not fit.
    """
    locked = lock(intervention)
    require_right(by, STAGES[Verb.COMPLETE].roles, locked)
    if entry := recorded(locked, key):
        return entry
    require_possible(Verb.COMPLETE, kind, position_of(locked), when=when, today=today, reason=note)
    if in_spite_of_blockers and by.role not in EDITORS:
        raise NotYours(_("Only an editor can complete a stage in spite of what is missing."))
    blockers = blockers_of(locked, kind, today)
    if blockers and not in_spite_of_blockers.strip():
        raise StageBlocked(*blockers)
    if blockers:
        note = "\n".join(filter(None, [note.strip(), in_spite_of_blockers.strip()]))
    entry = append(
        intervention=locked,
        verb=Verb.COMPLETE,
        stage=kind,
        when=when,
        by=by,
        note=note,
        is_public=is_public,
        key=key,
    )
    if starts_next and kind < StageKind.TECHNICAL_ASSISTANCE:
        # It cannot have begun: stages go in order, and to reopen one lets the later ones wait.
        append(intervention=locked, verb=Verb.START, stage=StageKind(kind + 1), when=when, by=by)
    return entry


@transaction.atomic
def waive_stage(
    *,
    intervention: Intervention,
    kind: StageKind,
    when: DatedFact | None,
    by: User,
    today: date,
    reason: str,
    key: uuid.UUID | None = None,
) -> ProgressEntry:
    """Record that the stage is not needed.

    :raises Refusal: without a reason, for the last stage, or if the stage is closed.
    """
    locked = lock(intervention)
    require_right(by, STAGES[Verb.WAIVE].roles, locked)
    if entry := recorded(locked, key):
        return entry
    require_possible(Verb.WAIVE, kind, position_of(locked), when=when, today=today, reason=reason)
    return append(
        intervention=locked, verb=Verb.WAIVE, stage=kind, when=when, by=by, note=reason, key=key
    )


@transaction.atomic
def reopen_stage(
    *,
    intervention: Intervention,
    kind: StageKind,
    when: DatedFact | None,
    by: User,
    today: date,
    reason: str,
    key: uuid.UUID | None = None,
) -> ProgressEntry:
    """Put the latest closed stage in progress again; a completed intervention becomes ongoing.

    :raises Refusal: without a reason, or if a later stage is closed.
    """
    locked = lock(intervention)
    require_right(by, STAGES[Verb.REOPEN].roles, locked)
    if entry := recorded(locked, key):
        return entry
    require_possible(Verb.REOPEN, kind, position_of(locked), when=when, today=today, reason=reason)
    return append(
        intervention=locked, verb=Verb.REOPEN, stage=kind, when=when, by=by, note=reason, key=key
    )


@transaction.atomic
def plan_stage(
    *,
    intervention: Intervention,
    kind: StageKind,
    due_on: date | None,
    by: User,
    note: str = "",
    key: uuid.UUID | None = None,
) -> ProgressEntry:
    """Record the day on which the stage is planned to end; never conflicts with anything.

    Without a day it is planned for none any more.
    """
    locked = lock(intervention)
    require_right(by, STAGES[Verb.PLAN].roles, locked)
    if entry := recorded(locked, key):
        return entry
    return append(
        intervention=locked,
        verb=Verb.PLAN,
        stage=kind,
        when=DatedFact.on(due_on) if due_on else None,
        by=by,
        note=note,
        key=key,
    )


def require_possible(
    verb: Verb,
    kind: StageKind,
    position: Position,
    *,
    when: DatedFact | None,
    today: date,
    reason: str,
) -> None:
    """Let pass what the stage can do from where the intervention stands; blockers are not asked.

    :raises Refusal: with the sentence for the person.
    """
    if position.status == Status.CANCELLED:
        raise NotNow(_("The intervention is cancelled: resume it first."))
    require_transition(STAGES[verb], state=position.stages[kind].state, reason=reason, stage=kind)
    if verb in (Verb.START, Verb.WAIVE):
        _require_earlier_closed(position, kind)
    if verb == Verb.REOPEN and position.latest_closed() != kind:
        raise NotNow(_("Only the latest closed stage can be reopened."))
    require_not_in_future(when, today)


def _require_earlier_closed(position: Position, kind: StageKind) -> None:
    if any(facts.state not in StageState.closed() for facts in position.earlier(kind)):
        raise NotNow(_("An earlier stage is neither finished nor waived."))
