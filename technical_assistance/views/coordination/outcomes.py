"""What saving will do, said before it is saved."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _

from acpmigration.pages.models import Text
from technical_assistance.domain.blockers import Blocker
from technical_assistance.enums import Happened, StageKind, StageState
from technical_assistance.models import Intervention
from technical_assistance.views.words import label


@dataclass(frozen=True)
class Choice:
    """One answer to "what happened?", and the state that it leads to."""

    value: str
    label: str
    outcome: str
    is_chosen: bool
    # What is missing for it, in words.
    lacks: tuple[Blocker, ...] = ()


def choices_of(
    intervention: Intervention,
    stage: StageKind | None,
    labels: Mapping[str, Text],
    form: forms.Form,
    blockers: Iterable[Blocker],
) -> list[Choice]:
    """The answers that make sense where the intervention stands."""
    chosen = form["happened"].value()
    return [
        Choice(
            happened,
            str(happened.label),
            _outcome(happened, stage, labels),
            str(chosen) == happened,
            tuple(blockers) if happened == Happened.DONE else (),
        )
        for happened in possible(intervention, stage)
    ]


def possible(intervention: Intervention, stage: StageKind | None) -> list[Happened]:
    if stage is None:
        return [Happened.NOTE]
    states = {row.kind: row.state for row in intervention.stages.all()}
    moves = Happened.DONE if states[stage] == StageState.STARTED else Happened.START
    return [Happened.NOTE, moves, Happened.PLAN]


def _outcome(happened: Happened, stage: StageKind | None, labels: Mapping[str, Text]) -> str:
    if stage is None:
        return _("All stages stay as they are.")
    told = {"stage": label(labels, stage, "internal")}
    if happened == Happened.NOTE:
        return _("“%(stage)s” stays as it is.") % told
    if happened == Happened.START:
        return _("“%(stage)s” is in progress from that day.") % told
    if happened == Happened.PLAN:
        return _("“%(stage)s” gets that day as its planned end.") % told
    if stage == StageKind.TECHNICAL_ASSISTANCE:
        return _("“%(stage)s” is finished, and with it the intervention.") % told
    told["next"] = label(labels, stage + 1, "internal")
    return _("“%(stage)s” is finished; “%(next)s” is in progress from that day.") % told


def public_effect(intervention: Intervention) -> str:
    """What of it the public will see."""
    if not intervention.is_published:
        return _("This intervention is a draft: nothing of it is public.")
    return _(
        "This intervention is public: its page and the figures show a new stage at once. Your "
        "words and the document stay internal unless you tick that everybody may read them."
    )
