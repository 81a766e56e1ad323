"""The log of an intervention as a person writes it down, turned into the verbs of the domain.

A date is ``2018-08-03``, ``2018-08``, ``2018``, ``by 2019-08-31`` or ``2016-07 to 2018-07``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from acpmigration.accounts.models import User
from acpmigration.dates import DatedFact
from technical_assistance.domain.interventions import (
    add_note,
    cancel_intervention,
    resume_intervention,
)
from technical_assistance.domain.stages import (
    complete_stage,
    plan_stage,
    reopen_stage,
    start_stage,
    waive_stage,
)
from technical_assistance.enums import StageKind, Verb
from technical_assistance.models import Intervention, ProgressEntry

ENTRY = {"stage", "verb", "when", "note", "public"}


def when(written: object) -> DatedFact | None:
    """Read a date; where nothing is written it is unknown.

    :raises ValueError: for what is no date.
    """
    match str(written or "").split():
        case []:
            return None
        case ["by", last]:
            return DatedFact.by(DatedFact.parse(last).latest)
        case [first, "to", last]:
            return DatedFact(DatedFact.parse(first).earliest, DatedFact.parse(last).latest)
        case _:
            return DatedFact.parse(str(written))


@dataclass(frozen=True)
class Line:
    """One entry, read."""

    intervention: Intervention
    when: DatedFact | None
    note: str
    is_public: bool
    by: User
    today: date
    stage: StageKind | None

    @property
    def kind(self) -> StageKind:
        """:raises ValueError: if the entry names no stage."""
        if self.stage is None:
            raise ValueError("the entry does not say which stage.")
        return self.stage

    @property
    def day(self) -> DatedFact:
        """:raises ValueError: if the entry has no date and cannot do without."""
        if self.when is None:
            raise ValueError("the entry needs a date.")
        return self.when

    @property
    def common(self) -> dict[str, Any]:
        return {"intervention": self.intervention, "by": self.by}

    @property
    def moved(self) -> dict[str, Any]:
        """What every verb takes that moves a stage."""
        return {**self.common, "kind": self.kind, "when": self.when, "today": self.today}

    @property
    def sources(self) -> str:
        return "Taken over from: " + "; ".join(self.intervention.source_lines)


def enter(entry: Mapping[str, Any], *, intervention: Intervention, by: User, today: date) -> None:
    """Record the entry.

    :raises Refusal: if the domain does.
    :raises ValueError: if the entry cannot be read.
    """
    line = Line(
        intervention=intervention,
        when=when(entry.get("when")),
        note=entry.get("note", ""),
        is_public=entry.get("public", False),
        by=by,
        today=today,
        stage=StageKind[entry["stage"].upper()] if "stage" in entry else None,
    )
    VERBS[Verb(entry["verb"])](line)


def _start(line: Line) -> ProgressEntry:
    return start_stage(**line.moved, note=line.note, is_public=line.is_public)


def _complete(line: Line) -> ProgressEntry:
    return complete_stage(
        **line.moved,
        note=line.note,
        is_public=line.is_public,
        # The next stage begins where the file says so: its day may be unknown.
        starts_next=False,
        in_spite_of_blockers=line.sources,
    )


def _waive(line: Line) -> ProgressEntry:
    return waive_stage(**line.moved, reason=line.note)


def _reopen(line: Line) -> ProgressEntry:
    return reopen_stage(**line.moved, reason=line.note)


def _plan(line: Line) -> ProgressEntry:
    return plan_stage(**line.common, kind=line.kind, due_on=line.day.latest, note=line.note)


def _note(line: Line) -> ProgressEntry:
    return add_note(**line.common, when=line.when, note=line.note, is_public=line.is_public)


def _cancel(line: Line) -> ProgressEntry:
    return cancel_intervention(**line.common, when=line.day, today=line.today, reason=line.note)


def _resume(line: Line) -> ProgressEntry:
    return resume_intervention(**line.common, when=line.day, today=line.today, reason=line.note)


# The request's acceptance has opened the log already: it is no entry of a file.
VERBS: dict[Verb, Callable[[Line], ProgressEntry]] = {
    Verb.START: _start,
    Verb.COMPLETE: _complete,
    Verb.WAIVE: _waive,
    Verb.REOPEN: _reopen,
    Verb.PLAN: _plan,
    Verb.NOTE: _note,
    Verb.CANCEL: _cancel,
    Verb.RESUME: _resume,
}
