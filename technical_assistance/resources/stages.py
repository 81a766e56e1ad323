"""The four stages as columns of an intervention: what is written there becomes verbs of the log."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from acpmigration.spreadsheets.chosen import ChoiceColumn
from acpmigration.spreadsheets.columns import KEPT, Column
from acpmigration.spreadsheets.matching import Known
from acpmigration.spreadsheets.rows import Value
from acpmigration.spreadsheets.saving import Change
from acpmigration.spreadsheets.sheets import Values
from acpmigration.spreadsheets.typed_columns import DayColumn, FactColumn, fact_of
from technical_assistance.domain.replay import StageFacts
from technical_assistance.enums import StageKind, StageState

FACTS = ("state", "started", "finished", "due_on", "waiver_reason")


class OfStage(Column):
    """A column of one stage: read from its row, written by nothing but the log."""

    stage: StageKind

    def get_value(self, record: Any) -> Any:
        stages = {stage.kind: stage for stage in record.stages.all()}
        return getattr(stages.get(self.stage), self.attribute, None)

    def put(self, record: Any, value: Any, known: Known) -> None:
        """Nothing: see ``steps_to``."""

    @property
    def fields(self) -> set[str]:
        return set()


class StateOfStage(OfStage, ChoiceColumn):
    """Where a stage stands; left empty, it stays there."""

    def parse(self, value: Value, known: Known) -> Any:
        return KEPT if value is None or value == "" else super().parse(value, known)


class StageFact(OfStage, FactColumn):
    pass


class StageDay(OfStage, DayColumn):
    pass


class StageText(OfStage, Column):
    pass


def key_of(kind: StageKind, name: str) -> str:
    return f"{kind.name.lower()}_{name}"


def column_of(kind: StageKind, name: str, values: Values) -> str:
    """The column of a fact, or another of the stage where the row says nothing of the fact."""
    said = [key for other in (name, *FACTS) if (key := key_of(kind, other)) in values]
    return said[0] if said else key_of(kind, name)


def stage_columns() -> Iterable[Column]:
    for kind in StageKind:
        columns: Iterable[tuple[type[OfStage], str, Any, dict[str, Any]]] = (
            (StateOfStage, "state", _("state"), {"choices": StageState}),
            (StageFact, "started", _("Started"), {}),
            (StageFact, "finished", _("Finished"), {}),
            (StageDay, "due_on", _("planned end"), {}),
            (StageText, "waiver_reason", _("reason of the waiver"), {}),
        )
        for make, name, label, options in columns:
            heading = format_lazy("{}: {}", kind.label, label)
            column = make(key_of(kind, name), heading, attribute=name, **options)
            column.stage = kind
            yield column


def is_of_stage(key: str) -> bool:
    return key in {key_of(kind, name) for kind in StageKind for name in FACTS}


def wanted_of(change: Change, *, accepted: str | None) -> dict[StageKind, StageFacts]:
    """Where each stage is to stand; empty if the row moves none."""
    if not any(is_of_stage(key) for key in change.values):
        return {}
    wanted = change.wanted
    if change.is_new:
        wanted = _opened(accepted) | {k: v for k, v in wanted.items() if v not in (None, "")}
        for kind in StageKind:
            wanted[key_of(kind, "state")] = _state_of_new(kind, change.values, wanted)
    return {kind: _facts(kind, wanted) for kind in StageKind}


def _opened(accepted: str | None) -> Values:
    """What accepting has recorded already."""
    first = StageKind.CONCEPT_NOTE
    return {key_of(first, "state"): StageState.STARTED, key_of(first, "started"): accepted}


def _state_of_new(kind: StageKind, values: Values, wanted: Values) -> str:
    """The state that the row names, or that its days leave no doubt of."""
    if state := values.get(key_of(kind, "state")):
        return str(state)
    for name, state in (
        ("waiver_reason", StageState.WAIVED),
        ("finished", StageState.FINISHED),
        ("started", StageState.STARTED),
    ):
        if values.get(key_of(kind, name)):
            return state
    return str(wanted.get(key_of(kind, "state")) or StageState.NOT_STARTED)


def _facts(kind: StageKind, wanted: Values) -> StageFacts:
    due_on = wanted.get(key_of(kind, "due_on"))
    return StageFacts(
        state=StageState(wanted.get(key_of(kind, "state")) or StageState.NOT_STARTED),
        due_on=date.fromisoformat(due_on) if due_on else None,
        started=fact_of(wanted.get(key_of(kind, "started"))),
        finished=fact_of(wanted.get(key_of(kind, "finished"))),
        waiver_reason=wanted.get(key_of(kind, "waiver_reason")) or "",
    )
