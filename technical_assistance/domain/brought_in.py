"""Stages as somebody wrote them down, turned into the verbs that lead there.

First thought through on the log as it would be, by the same table and the same replay; then done.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from acpmigration.accounts.models import User
from acpmigration.dates import DatedFact
from technical_assistance.domain.interventions import correct_entry
from technical_assistance.domain.replay import Position, StageFacts, replay
from technical_assistance.domain.stages import (
    complete_stage,
    plan_stage,
    reopen_stage,
    start_stage,
    waive_stage,
)
from technical_assistance.domain.thought_through import (
    NoWayThere,
    Step,
    Thought,
    entry_of,
    newest,
)
from technical_assistance.enums import StageKind, StageState, Verb
from technical_assistance.models import Intervention, ProgressEntry

Wanted = Mapping[StageKind, StageFacts]


def opened_on(accepted: DatedFact | None) -> list[ProgressEntry]:
    """The log of an intervention that has just been opened, in memory."""
    return [
        entry_of(1, Verb.ACCEPT, None, accepted, ""),
        entry_of(2, Verb.START, StageKind.CONCEPT_NOTE, accepted, ""),
    ]


def steps_to(
    wanted: Wanted, *, entries: Iterable[ProgressEntry], today: date, reason: str
) -> list[Step]:
    """Find the steps from what the log says to what is wanted, without writing any.

    :raises NoWayThere: if none lead there, or a rule refuses one of them.
    """
    return _thought_to(wanted, entries, today, reason).steps


def no_way_back(
    wanted: Wanted, *, entries: Iterable[ProgressEntry], today: date, reason: str
) -> str:
    """Why what is wanted could not be undone by any steps, once it was done; else nothing.

    :raises NoWayThere: as ``steps_to`` does.
    """
    entries = list(entries)
    before = replay(entries).stages
    after = _thought_to(wanted, entries, today, reason).entries
    try:
        steps_to(before, entries=after, today=today, reason=reason)
    except NoWayThere as refusal:
        return str(refusal)
    return ""


def _thought_to(
    wanted: Wanted, entries: Iterable[ProgressEntry], today: date, reason: str
) -> Thought:
    """Days that all move on are corrected from the last stage, those that move back otherwise."""
    entries = list(entries)
    try:
        return _thought_in_order(wanted, entries, today, reason, corrects_last_first=False)
    except NoWayThere as refusal:
        try:
            return _thought_in_order(wanted, entries, today, reason, corrects_last_first=True)
        except NoWayThere:
            raise refusal from None


def _thought_in_order(
    wanted: Wanted,
    entries: Iterable[ProgressEntry],
    today: date,
    reason: str,
    *,
    corrects_last_first: bool,
) -> Thought:
    thought = Thought(list(entries), today, reason)
    for kind in sorted(wanted, reverse=True):
        state = thought.position.stages[kind].state
        if state in StageState.closed() and wanted[kind].state != state:
            thought.do(Step(Verb.REOPEN, kind, None, reason))
        thought.unbegin(kind, wanted[kind])
        if corrects_last_first:
            thought.correct(kind, wanted[kind])
    for kind in sorted(wanted):
        thought.move(kind, wanted[kind])
        thought.correct(kind, wanted[kind])
        thought.plan(kind, wanted[kind])
    _require_there(thought.position, wanted)
    return thought


def take_steps(
    steps: Iterable[Step], *, intervention: Intervention, by: User, today: date, reason: str
) -> None:
    """Record them; an editor goes on in spite of what is missing, with the reason.

    :raises Refusal: if the domain does.
    """
    for step in steps:
        common: dict[str, Any] = {"intervention": intervention, "kind": step.kind, "by": by}
        moved: dict[str, Any] = {**common, "when": step.when, "today": today}
        if step.is_correction:
            correct_entry(
                entry=newest(intervention.entries.in_order(), step.verb, step.kind),
                when=step.when,
                by=by,
                today=today,
                note=step.note,
            )
        elif step.verb == Verb.START:
            start_stage(**moved)
        elif step.verb == Verb.COMPLETE:
            # The next stage begins where the sheet says so.
            complete_stage(**moved, starts_next=False, in_spite_of_blockers=reason)
        elif step.verb == Verb.PLAN:
            due_on = step.when.latest if step.when else None
            plan_stage(**common, due_on=due_on, note=step.note)
        else:
            (waive_stage if step.verb == Verb.WAIVE else reopen_stage)(**moved, reason=step.note)


def _require_there(position: Position, wanted: Wanted) -> None:
    for kind, facts in wanted.items():
        is_at = position.stages[kind]
        for name in ("state", "started", "finished", "waiver_reason"):
            if getattr(is_at, name) != getattr(facts, name):
                told = {"stage": kind.label}
                raise NoWayThere(kind, name, _NO_WAY[name]() % told)


_NO_WAY = {
    "state": lambda: _("The stage “%(stage)s” cannot come to this state from where it stands."),
    "started": lambda: _("Only a stage that has begun has the day of its beginning: %(stage)s."),
    "finished": lambda: _("Only a finished stage has the day of its end: %(stage)s."),
    "waiver_reason": lambda: _("Only a waived stage has a reason of its waiver: %(stage)s."),
}
