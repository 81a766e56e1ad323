"""What keeps a stage from being completed, in words, each with a way to mend it.

A rule is a condition on interventions, so that the guard asks it of one row and a list of all of
its rows at once.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _

from technical_assistance.enums import DocumentKind, StageKind, StageState, Status
from technical_assistance.models import Intervention, Stage, StageDocument
from technical_assistance.models.intervention import InterventionQuerySet

if TYPE_CHECKING:
    from django.utils.functional import Promise

# Given the day on which it is asked.
Condition = Callable[[date], Q | Exists]

# What the stage asks for, and by which document it is closed.
CLOSED_BY = {
    StageKind.CONCEPT_NOTE: DocumentKind.CONCEPT_NOTE,
    StageKind.TA_FICHE: DocumentKind.TA_FICHE,
    StageKind.BASELINE_ASSESSMENT: DocumentKind.BASELINE_REPORT,
    StageKind.TECHNICAL_ASSISTANCE: DocumentKind.TA_REPORT,
}


@dataclass(frozen=True)
class Blocker:
    """One thing that is missing; ``mend`` names the part of a page where it is mended.

    ``document``, ``entity`` or what the app that registered the rule calls its own.
    """

    sentence: "str | Promise"
    mend: str

    def __str__(self) -> str:
        return str(self.sentence)


def holds(condition: Q | Exists) -> Case:
    """Whether it is true of a row, as a value to annotate."""
    return Case(
        When(condition, then=Value(True)), default=Value(False), output_field=BooleanField()
    )


@dataclass(frozen=True)
class _Rule:
    stage: StageKind
    name: str
    condition: Condition
    blocker: Blocker

    @property
    def column(self) -> str:
        return f"blocker_{self.name}"


_rules: list[_Rule] = []


def blocks(
    stage: StageKind, sentence: "str | Promise", *, mend: str
) -> Callable[[Condition], Condition]:
    """Register a rule: where the condition holds, ``stage`` cannot be completed.

    Apps above this one register theirs when they are loaded.
    """

    def register(condition: Condition) -> Condition:
        _rules.append(_Rule(stage, condition.__name__, condition, Blocker(sentence, mend)))
        return condition

    return register


def with_blockers(rows: InterventionQuerySet, today: date) -> InterventionQuerySet:
    """Annotate what ``blockers_in`` reads, in the same query."""
    return rows.annotate(**{rule.column: holds(rule.condition(today)) for rule in _rules})


def blockers_in(row: Intervention, stage: StageKind) -> list[Blocker]:
    """What is missing for the stage of a row that comes from ``with_blockers``."""
    return [rule.blocker for rule in _of(stage) if getattr(row, rule.column)]


def missing_in(row: Intervention) -> list[Blocker]:
    """What the stage in progress lacks; one that has not begun lacks nothing yet.

    The row comes from ``with_blockers``, and its stages with it.
    """
    begun = [stage.kind for stage in row.stages.all() if stage.state == StageState.STARTED]
    if row.status != Status.ONGOING:
        return []
    return [blocker for kind in begun for blocker in blockers_in(row, StageKind(kind))]


def blockers_of(intervention: Intervention, stage: StageKind, today: date) -> list[Blocker]:
    """What is missing for the stage of one intervention now, in one query."""
    rules = list(_of(stage))
    found = (
        Intervention.objects.filter(pk=intervention.pk)
        .annotate(**{rule.column: holds(rule.condition(today)) for rule in rules})
        .values_list(*(rule.column for rule in rules))
    )
    return [
        rule.blocker for rule, blocked in zip(rules, next(iter(found), ()), strict=False) if blocked
    ]


def lacking(today: date) -> Q:
    """The condition that something is missing for the stage in progress."""
    found = Q()
    for stage in StageKind:
        under_way = Stage.objects.filter(
            intervention=OuterRef("pk"), kind=stage, state=StageState.STARTED
        )
        for rule in _of(stage):
            found |= Q(Exists(under_way)) & Q(rule.condition(today))
    return found


def _of(stage: StageKind) -> Iterable[_Rule]:
    return (rule for rule in _rules if rule.stage == stage)


def _lacks(kind: DocumentKind) -> Q:
    attached = StageDocument.objects.filter(stage__intervention=OuterRef("pk"), kind=kind)
    return ~Q(Exists(attached))


@blocks(StageKind.CONCEPT_NOTE, _("The concept note is not attached."), mend="document")
def concept_note_missing(today: date) -> Q:
    return _lacks(DocumentKind.CONCEPT_NOTE)


@blocks(StageKind.TA_FICHE, _("The technical assistance fiche is not attached."), mend="document")
def ta_fiche_missing(today: date) -> Q:
    return _lacks(DocumentKind.TA_FICHE)


@blocks(StageKind.TA_FICHE, _("The requesting entity is not named."), mend="entity")
def entity_missing(today: date) -> Q:
    return Q(entity__isnull=True)


@blocks(StageKind.BASELINE_ASSESSMENT, _("The baseline report is not attached."), mend="document")
def baseline_report_missing(today: date) -> Q:
    return _lacks(DocumentKind.BASELINE_REPORT)


@blocks(
    StageKind.TECHNICAL_ASSISTANCE,
    _("The technical assistance report is not attached."),
    mend="document",
)
def ta_report_missing(today: date) -> Q:
    return _lacks(DocumentKind.TA_REPORT)
