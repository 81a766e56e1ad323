"""Stages as somebody wrote them down, turned into the verbs that lead there.

First thought through on the log as it would be, by the same table and the same replay; then done.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from acpmigration.accounts.models import User
from acpmigration.dates import DatedFact
from acpmigration.refusals import Refusal
from technical_assistance.domain.interventions import correct_entry
from technical_assistance.domain.log import columns, require_in_order
from technical_assistance.domain.replay import Position, StageFacts, replay
from technical_assistance.domain.stages import (
    complete_stage,
    plan_stage,
    reopen_stage,
    require_possible,
    start_stage,
    waive_stage,
)
from technical_assistance.enums import StageKind, StageState, Verb
from technical_assistance.models import Intervention, ProgressEntry

Wanted = Mapping[StageKind, StageFacts]


class NoWayThere(Refusal):
    """No verb leads to what is wanted; ``kind`` and ``name`` say of which stage and which fact."""

    def __init__(self, sentence: str, kind: StageKind, name: str) -> None:
        super().__init__(sentence)
        self.kind, self.name = kind, name


@dataclass(frozen=True)
class Step:
    """One line for the log; a correction stands in the place of the newest line of its verb."""

    verb: Verb
    kind: StageKind
    when: DatedFact | None
    note: str = ""
    is_correction: bool = False


def opened_on(accepted: DatedFact | None) -> list[ProgressEntry]:
    """The log of an intervention that has just been opened, in memory."""
    return [
        _entry(1, Verb.ACCEPT, None, accepted, ""),
        _entry(2, Verb.START, StageKind.CONCEPT_NOTE, accepted, ""),
    ]


def steps_to(
    wanted: Wanted, *, entries: Iterable[ProgressEntry], today: date, reason: str
) -> list[Step]:
    """Find the steps from what the log says to what is wanted, without writing any.

    :raises NoWayThere: if none lead there.
    :raises Refusal: if a rule refuses one of them.
    """
    thought = _Thought(list(entries), today, reason)
    for kind in sorted(wanted, reverse=True):
        state = thought.position.stages[kind].state
        if state in StageState.closed() and wanted[kind].state != state:
            thought.do(Step(Verb.REOPEN, kind, None, reason))
    for kind in sorted(wanted):
        thought.move(kind, wanted[kind])
        thought.correct(kind, wanted[kind])
        if (due_on := wanted[kind].due_on) and due_on != thought.position.stages[kind].due_on:
            thought.do(Step(Verb.PLAN, kind, DatedFact.on(due_on)))
    _require_there(thought.position, wanted)
    return thought.steps


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
                entry=_newest(intervention.entries.in_order(), step.verb, step.kind),
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
        elif step.verb == Verb.PLAN and step.when is not None:
            plan_stage(**common, due_on=step.when.latest)
        else:
            (waive_stage if step.verb == Verb.WAIVE else reopen_stage)(**moved, reason=step.note)


class _Thought:
    """The log as it would be."""

    def __init__(self, entries: list[ProgressEntry], today: date, reason: str) -> None:
        self.entries, self.today, self.reason = entries, today, reason
        self.next = max((entry.pk for entry in entries), default=0) + 1
        self.position = replay(entries)
        self.steps: list[Step] = []

    def do(self, step: Step) -> None:
        if step.verb != Verb.PLAN:
            require_possible(
                step.verb,
                step.kind,
                self.position,
                when=step.when,
                today=self.today,
                reason=step.note,
            )
        self._add(step, None)

    def move(self, kind: StageKind, to: StageFacts) -> None:
        """Go forward, by as many verbs as there are between."""
        facts = self.position.stages[kind]
        is_begun = to.state in (StageState.STARTED, StageState.FINISHED)
        if is_begun and facts.state == StageState.NOT_STARTED:
            self.do(Step(Verb.START, kind, to.started))
        if to.state == StageState.WAIVED and self.position.stages[kind].state != to.state:
            self.do(Step(Verb.WAIVE, kind, None, to.waiver_reason))
        if (
            to.state == StageState.FINISHED
            and self.position.stages[kind].state == StageState.STARTED
        ):
            if self.position.stages[kind].started != to.started:
                self._correct(Verb.START, kind, to.started, self.reason)
            self.do(Step(Verb.COMPLETE, kind, to.finished))

    def correct(self, kind: StageKind, to: StageFacts) -> None:
        """Put other days and reasons in the place of those that the log has."""
        now = self.position.stages[kind]
        if now.state != to.state:
            return
        days = [(Verb.START, now.started, to.started), (Verb.COMPLETE, now.finished, to.finished)]
        if to.started and now.finished and to.started.latest > now.finished.latest:
            days.reverse()
        for verb, old, new in days:
            if old != new and _newest(self.entries, verb, kind, missing_ok=True):
                self._correct(verb, kind, new, self.reason)
        if to.state == StageState.WAIVED and to.waiver_reason != now.waiver_reason:
            self._correct(Verb.WAIVE, kind, None, to.waiver_reason)

    def _correct(self, verb: Verb, kind: StageKind, when: DatedFact | None, note: str) -> None:
        corrected = _newest(self.entries, verb, kind)
        self._add(Step(verb, kind, when, note, is_correction=True), corrected)

    def _add(self, step: Step, corrected: ProgressEntry | None) -> None:
        entry = _entry(self.next, step.verb, step.kind, step.when, step.note)
        entry.corrects_id = corrected.pk if corrected else None
        self.next += 1
        self.entries.append(entry)
        self.position = replay(self.entries)
        require_in_order(self.position)
        self.steps.append(step)


def _newest(
    entries: Iterable[ProgressEntry], verb: Verb, kind: StageKind, *, missing_ok: bool = False
) -> ProgressEntry:
    """The line that says now when a stage was started or completed."""
    entries = list(entries)
    corrected = {entry.corrects_id for entry in entries}
    found = [e for e in entries if (e.verb, e.stage) == (verb, kind) and e.pk not in corrected]
    if missing_ok and not found:
        return None  # type: ignore[return-value]
    return found[-1]


def _entry(
    pk: int, verb: Verb, kind: StageKind | None, when: DatedFact | None, note: str
) -> ProgressEntry:
    earliest, latest = columns(when)
    return ProgressEntry(
        pk=pk, verb=verb, stage=kind, effective_from=earliest, effective_until=latest, note=note
    )


def _require_there(position: Position, wanted: Wanted) -> None:
    for kind, facts in wanted.items():
        is_at = position.stages[kind]
        for name in ("state", "started", "finished", "due_on", "waiver_reason"):
            if getattr(is_at, name) != getattr(facts, name):
                told = {"stage": kind.label}
                raise NoWayThere(_NO_WAY[name]() % told, kind, name)


_NO_WAY = {
    "state": lambda: _("The stage “%(stage)s” cannot come to this state from where it stands."),
    "started": lambda: _("Only a stage that has begun has the day of its beginning: %(stage)s."),
    "finished": lambda: _("Only a finished stage has the day of its end: %(stage)s."),
    "due_on": lambda: _("A planned day can be moved, not taken away: %(stage)s."),
    "waiver_reason": lambda: _("Only a waived stage has a reason of its waiver: %(stage)s."),
}
