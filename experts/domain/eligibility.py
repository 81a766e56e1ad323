"""What the roster asks for, and which of it a profile meets: told while it is filled in.

The criteria are those under which the Action's roster was open until the end of 2018.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from experts.enums import Degree
from experts.models import Expert
from experts.models.expert import YEARS_NEEDED

if TYPE_CHECKING:
    from django.utils.functional import Promise

# Long proven experience stands in for an advanced degree; people judge how long is long.
LONG_EXPERIENCE = 15


class Verdict(StrEnum):
    MET = "met"
    NOT_MET = "not-met"
    # Only a person can tell, or nothing is said yet.
    TO_BE_JUDGED = "to-be-judged"


WORDS: dict[Verdict, "str | Promise"] = {
    Verdict.MET: pgettext_lazy("a criterion is", "met"),
    Verdict.NOT_MET: pgettext_lazy("a criterion is", "not met"),
    Verdict.TO_BE_JUDGED: pgettext_lazy("a criterion is", "to be judged"),
}


@dataclass(frozen=True)
class Criterion:
    """One thing that is asked for, and whether the profile meets it."""

    name: str
    asked: "str | Promise"
    verdict: Verdict

    @property
    def words(self) -> "str | Promise":
        return WORDS[self.verdict]


def _told(value: bool | None) -> Verdict:
    if value is None:
        return Verdict.TO_BE_JUDGED
    return Verdict.MET if value else Verdict.NOT_MET


def _named(is_named: bool) -> Verdict:
    """What is not named may have been left out: nobody is told that it is not there."""
    return Verdict.MET if is_named else Verdict.TO_BE_JUDGED


def _topics(expert: Expert) -> Verdict:
    return _named(bool(expert.topics.all()))


def _degree(expert: Expert) -> Verdict:
    if expert.degree is None:
        return Verdict.TO_BE_JUDGED
    if Degree(expert.degree).is_advanced:
        return Verdict.MET
    is_long = (expert.years or 0) >= LONG_EXPERIENCE
    return Verdict.TO_BE_JUDGED if is_long else Verdict.NOT_MET


def _certificates(expert: Expert) -> Verdict:
    return _named(bool(expert.certificates.strip()))


def _track_record(expert: Expert) -> Verdict:
    """What somebody did can be listed; whether it proves anything, a reader decides."""
    return Verdict.TO_BE_JUDGED


def _years(expert: Expert) -> Verdict:
    return _told(None if expert.years is None else expert.years >= YEARS_NEEDED)


def _countries(expert: Expert) -> Verdict:
    return _named(bool(expert.countries_worked.all()))


def _international(expert: Expert) -> Verdict:
    return _told(expert.international)


CRITERIA: tuple[tuple[str, "str | Promise", Callable[[Expert], Verdict]], ...] = (
    ("topics", _("Experience in one or more of the five topics"), _topics),
    ("degree", _("A master’s degree or more, or long proven experience"), _degree),
    ("certificates", _("Certificates of courses related to migration"), _certificates),
    ("track-record", _("A proven track record"), _track_record),
    ("years", _("At least 7 years of work in migration"), _years),
    ("countries", _("Work in at least one ACP country"), _countries),
    ("international", _("Experience in international settings"), _international),
)


def criteria_of(expert: Expert) -> list[Criterion]:
    """All criteria in their order; prefetch topics and countries where many are asked."""
    return [Criterion(name, asked, judge(expert)) for name, asked, judge in CRITERIA]
