"""One line for each person who is considered: criteria and warnings, both in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import pgettext

from experts.domain.matching import Answer, Asked, answers, countries_of
from experts.domain.warnings import Plan, warnings_for
from experts.models import Expert, Shortlist

if TYPE_CHECKING:
    from django.utils.functional import Promise


@dataclass(frozen=True)
class Cell:
    """One criterion of one person: what it asks, and the answer in a word."""

    asked: "str | Promise"
    answer: Answer

    @property
    def word(self) -> str:
        return {
            Answer.MET: pgettext("a criterion is", "met"),
            Answer.NOT_MET: pgettext("a criterion is", "not met"),
            Answer.UNKNOWN: pgettext("a criterion is", "unknown"),
        }[self.answer]


@dataclass(frozen=True)
class Candidate:
    expert: Expert
    cells: list[Cell]
    warnings: list["str | Promise"]


def plan_of(shortlist: Shortlist | None) -> Plan:
    if shortlist is None:
        return Plan()
    return Plan(
        tuple(countries_of(shortlist)),
        shortlist.starts_on,
        shortlist.ends_before,
        shortlist=shortlist,
    )


def candidates(
    experts: Iterable[Expert], asked: list[Asked], plan: Plan, now: datetime
) -> list[Candidate]:
    words = [one.words for one in asked]
    return [
        Candidate(
            expert,
            list(map(Cell, words, answers(expert, asked))),
            warnings_for(expert, plan, now),
        )
        for expert in experts
    ]
