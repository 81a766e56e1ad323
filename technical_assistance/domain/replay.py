"""What the log says: the state of an intervention, computed from its entries alone."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from acpmigration.dates import DatedFact
from technical_assistance.enums import StageKind, StageState, Status, Verb
from technical_assistance.models import ProgressEntry


@dataclass
class StageFacts:
    """What is known of one stage."""

    state: StageState = StageState.NOT_STARTED
    due_on: date | None = None
    started: DatedFact | None = None
    finished: DatedFact | None = None
    waiver_reason: str = ""

    @property
    def facts(self) -> tuple[DatedFact | None, DatedFact | None]:
        return self.started, self.finished


@dataclass
class Position:
    """Where an intervention stands."""

    status: Status = Status.ONGOING
    accepted: DatedFact | None = None
    # When it last began or ceased to count, and whether that ever went back in time.
    turned: DatedFact | None = None
    turned_back: bool = False
    stages: dict[StageKind, StageFacts] = field(
        default_factory=lambda: {kind: StageFacts() for kind in StageKind}
    )

    def earlier(self, kind: StageKind) -> list[StageFacts]:
        return [facts for other, facts in self.stages.items() if other < kind]

    def later(self, kind: StageKind) -> list[StageFacts]:
        return [facts for other, facts in self.stages.items() if other > kind]

    def latest_closed(self) -> StageKind | None:
        closed = [kind for kind, facts in self.stages.items() if facts.state in StageState.closed()]
        return max(closed, default=None)


def replay(entries: Iterable[ProgressEntry]) -> Position:
    """Compute the state from ``entries``, which come in the order of their recording.

    An entry that corrects another stands in the other's place.
    """
    entries = list(entries)
    corrections = {entry.corrects_id: entry for entry in entries if entry.corrects_id}
    position = Position()
    for original in entries:
        if original.corrects_id:
            continue
        entry = original
        while entry.pk in corrections:
            entry = corrections[entry.pk]
        STEPS[Verb(entry.verb)](position, entry)
    return position


def _kind(entry: ProgressEntry) -> StageKind:
    """The stage of an entry whose verb has one; ``None`` is no kind and stops the replay."""
    return StageKind(entry.stage)  # type: ignore[arg-type]


def _accept(position: Position, entry: ProgressEntry) -> None:
    position.status, position.accepted = Status.ONGOING, entry.effective
    position.turned = entry.effective


def _start(position: Position, entry: ProgressEntry) -> None:
    facts = position.stages[_kind(entry)]
    facts.state, facts.started = StageState.STARTED, entry.effective


def _complete(position: Position, entry: ProgressEntry) -> None:
    facts = position.stages[_kind(entry)]
    facts.state, facts.finished = StageState.FINISHED, entry.effective
    if entry.stage == StageKind.TECHNICAL_ASSISTANCE:
        position.status = Status.COMPLETED


def _waive(position: Position, entry: ProgressEntry) -> None:
    facts = position.stages[_kind(entry)]
    facts.state, facts.waiver_reason = StageState.WAIVED, entry.note


def _reopen(position: Position, entry: ProgressEntry) -> None:
    """Put the stage in progress again; the next one waits until it is closed once more."""
    facts = position.stages[_kind(entry)]
    facts.state, facts.finished, facts.waiver_reason = StageState.STARTED, None, ""
    facts.started = facts.started or entry.effective
    for next_facts in position.later(_kind(entry)):
        next_facts.state, next_facts.started = StageState.NOT_STARTED, None
    if position.status == Status.COMPLETED:
        position.status = Status.ONGOING


def _plan(position: Position, entry: ProgressEntry) -> None:
    position.stages[_kind(entry)].due_on = entry.effective_until


def _set_status(status: Status) -> Callable[[Position, ProgressEntry], None]:
    def step(position: Position, entry: ProgressEntry) -> None:
        before, now = position.turned, entry.effective
        if before and before.earliest and now and now.latest < before.earliest:
            position.turned_back = True
        position.status, position.turned = status, now or before

    return step


def _say(position: Position, entry: ProgressEntry) -> None:
    """Leave everything as it is."""


STEPS: dict[Verb, Callable[[Position, ProgressEntry], None]] = {
    Verb.ACCEPT: _accept,
    Verb.START: _start,
    Verb.COMPLETE: _complete,
    Verb.WAIVE: _waive,
    Verb.REOPEN: _reopen,
    Verb.PLAN: _plan,
    Verb.NOTE: _say,
    Verb.CANCEL: _set_status(Status.CANCELLED),
    Verb.RESUME: _set_status(Status.ONGOING),
}


def not_before(position: Position, kind: StageKind) -> date | None:
    """The day before which nothing of the stage can surely have been; none where none is known."""
    before = [position.accepted, *(fact for f in position.earlier(kind) for fact in f.facts)]
    days = [fact.earliest for fact in before if fact and fact.earliest]
    return max(days, default=None)


def dates_out_of_order(position: Position) -> list[StageKind]:
    """Name the stages whose dates cannot follow those before them.

    Imprecise dates are given the benefit of the doubt: only what is surely earlier counts.
    """
    wrong: list[StageKind] = []
    not_before = position.accepted.earliest if position.accepted else None
    for kind, facts in position.stages.items():
        for fact in facts.facts:
            if fact is None:
                continue
            if not_before and fact.latest < not_before and kind not in wrong:
                wrong.append(kind)
            if fact.earliest and (not_before is None or fact.earliest > not_before):
                not_before = fact.earliest
    return wrong
