"""The log of an intervention as it would be, thought through line by line in memory."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from acpmigration.dates import DatedFact
from acpmigration.refusals import Refusal
from technical_assistance.domain.log import DateRefused, columns, require_in_order
from technical_assistance.domain.replay import StageFacts, replay
from technical_assistance.domain.stages import require_possible
from technical_assistance.domain.transitions import ReasonMissing
from technical_assistance.enums import StageKind, StageState, Verb
from technical_assistance.models import ProgressEntry

# Which fact each verb is about.
FACTS = {
    Verb.START: "started",
    Verb.COMPLETE: "finished",
    Verb.PLAN: "due_on",
    Verb.WAIVE: "waiver_reason",
    Verb.REOPEN: "state",
}


class NoWayThere(Refusal):
    """No verb leads to what is wanted; ``kind`` and ``name`` say of which stage and which fact."""

    def __init__(self, kind: StageKind, name: str, *sentences: Any) -> None:
        super().__init__(*sentences)
        self.kind, self.name = kind, name


@dataclass(frozen=True)
class Step:
    """One line for the log; a correction stands in the place of the newest line of its verb."""

    verb: Verb
    kind: StageKind
    when: DatedFact | None
    note: str = ""
    is_correction: bool = False


class Thought:
    """The log as it would be."""

    def __init__(self, entries: list[ProgressEntry], today: date, reason: str) -> None:
        self.entries, self.today, self.reason = entries, today, reason
        self.next = max((entry.pk for entry in entries), default=0) + 1
        self.position = replay(entries)
        self.steps: list[Step] = []

    def do(self, step: Step) -> None:
        with _said_of(step):
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

    def unbegin(self, kind: StageKind, to: StageFacts) -> None:
        """Only where the stage before is open does one wait again; that one is then closed anew."""
        is_begun = self.position.stages[kind].state == StageState.STARTED
        if is_begun and to.state == StageState.NOT_STARTED and kind > min(StageKind):
            self.do(Step(Verb.REOPEN, StageKind(kind - 1), None, self.reason))

    def plan(self, kind: StageKind, to: StageFacts) -> None:
        """A day that is taken away leaves a line without one, and says why."""
        if to.due_on == self.position.stages[kind].due_on:
            return
        if to.due_on:
            self.do(Step(Verb.PLAN, kind, DatedFact.on(to.due_on)))
        else:
            self.do(Step(Verb.PLAN, kind, None, self.reason))

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
            if old != new and newest(self.entries, verb, kind, missing_ok=True):
                self._correct(verb, kind, new, self.reason)
        if to.state == StageState.WAIVED and to.waiver_reason != now.waiver_reason:
            self._correct(Verb.WAIVE, kind, None, to.waiver_reason)

    def _correct(self, verb: Verb, kind: StageKind, when: DatedFact | None, note: str) -> None:
        corrected = newest(self.entries, verb, kind)
        step = Step(verb, kind, when, note, is_correction=True)
        with _said_of(step):
            self._add(step, corrected)

    def _add(self, step: Step, corrected: ProgressEntry | None) -> None:
        entry = entry_of(self.next, step.verb, step.kind, step.when, step.note)
        entry.corrects_id = corrected.pk if corrected else None
        self.next += 1
        self.entries.append(entry)
        self.position = replay(self.entries)
        _require_end_after_start(step.kind, self.position.stages[step.kind])
        require_in_order(self.position)
        self.steps.append(step)


@contextmanager
def _said_of(step: Step) -> Iterator[None]:
    """Whatever a rule says is said of the stage, and of the fact that the step is about."""
    try:
        yield
    except (DateRefused, ReasonMissing) as refusal:
        raise NoWayThere(step.kind, FACTS[step.verb], *refusal.messages) from refusal
    except Refusal as refusal:
        raise NoWayThere(step.kind, "state", *refusal.messages) from refusal


def _require_end_after_start(kind: StageKind, facts: StageFacts) -> None:
    """The replay says only that dates come before those that they follow, not which."""
    start, end = facts.facts
    if start and end and start.earliest and end.latest < start.earliest:
        said = _("The end of the stage “%(stage)s” (%(end)s) is before its start (%(start)s).")
        raise DateRefused(said % {"stage": kind.label, "end": end, "start": start})


def newest(
    entries: Iterable[ProgressEntry], verb: Verb, kind: StageKind, *, missing_ok: bool = False
) -> ProgressEntry:
    """The line that says now when a stage was started or completed."""
    entries = list(entries)
    corrected = {entry.corrects_id for entry in entries}
    found = [e for e in entries if (e.verb, e.stage) == (verb, kind) and e.pk not in corrected]
    if missing_ok and not found:
        return None  # type: ignore[return-value]
    return found[-1]


def entry_of(
    pk: int, verb: Verb, kind: StageKind | None, when: DatedFact | None, note: str
) -> ProgressEntry:
    earliest, latest = columns(when)
    return ProgressEntry(
        pk=pk, verb=verb, stage=kind, effective_from=earliest, effective_until=latest, note=note
    )
