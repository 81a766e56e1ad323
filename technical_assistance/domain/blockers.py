"""What keeps a stage from being completed, in words, each with a link to mend it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from technical_assistance.enums import DocumentKind, StageKind
from technical_assistance.models import Intervention, StageDocument

if TYPE_CHECKING:
    from django.utils.functional import Promise

Rule = Callable[[Intervention], bool]


@dataclass(frozen=True)
class Blocker:
    """One thing that is missing; ``link`` leads to where it is mended."""

    sentence: "str | Promise"
    link: str

    def __str__(self) -> str:
        return str(self.sentence)


_rules: list[tuple[StageKind, Rule, "str | Promise", str]] = []


def blocks(kind: StageKind, sentence: "str | Promise", *, anchor: str) -> Callable[[Rule], Rule]:
    """Register a rule: while the function is true, ``kind`` cannot be completed.

    Apps above this one register theirs when they are loaded.
    """

    def register(rule: Rule) -> Rule:
        _rules.append((kind, rule, sentence, anchor))
        return rule

    return register


def blockers_of(intervention: Intervention, kind: StageKind) -> list[Blocker]:
    page = reverse("admin:technical_assistance_intervention_change", args=[intervention.pk])
    return [
        Blocker(sentence, f"{page}#{anchor}")
        for of, rule, sentence, anchor in _rules
        if of == kind and rule(intervention)
    ]


def _lacks(intervention: Intervention, kind: DocumentKind) -> bool:
    return not StageDocument.objects.filter(stage__intervention=intervention, kind=kind).exists()


@blocks(StageKind.CONCEPT_NOTE, _("The concept note is not attached."), anchor="stages")
def concept_note_missing(intervention: Intervention) -> bool:
    return _lacks(intervention, DocumentKind.CONCEPT_NOTE)


@blocks(StageKind.TA_FICHE, _("The technical assistance fiche is not attached."), anchor="stages")
def ta_fiche_missing(intervention: Intervention) -> bool:
    return _lacks(intervention, DocumentKind.TA_FICHE)


@blocks(StageKind.TA_FICHE, _("The requesting entity is not named."), anchor="id_entity")
def entity_missing(intervention: Intervention) -> bool:
    return intervention.entity_id is None


@blocks(StageKind.BASELINE_ASSESSMENT, _("The baseline report is not attached."), anchor="stages")
def baseline_report_missing(intervention: Intervention) -> bool:
    return _lacks(intervention, DocumentKind.BASELINE_REPORT)


@blocks(
    StageKind.TECHNICAL_ASSISTANCE,
    _("The technical assistance report is not attached."),
    anchor="stages",
)
def ta_report_missing(intervention: Intervention) -> bool:
    return _lacks(intervention, DocumentKind.TA_REPORT)
