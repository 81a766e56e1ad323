"""The whole home of the back-office, in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from acpmigration import quality
from acpmigration.back_office import HomeReader
from acpmigration.dates import day_of
from acpmigration.published import PublicationState
from acpmigration.quality import Rule, Weight
from acpmigration.quality_list import PARAMETER
from dashboard.figures.back_office import doing, happened, waiting
from dashboard.figures.back_office.health import Health, health
from dashboard.figures.back_office.lines import Line, counted, list_of
from dashboard.figures.back_office.waiting import Profiles
from dashboard.figures.figure import Figure

# What narrows the page of data quality down.
WEIGHT = "weight"


@dataclass(frozen=True)
class Fault:
    """A rule that some records break."""

    rule: Rule
    number: int
    address: str

    @property
    def kind(self) -> str:
        return str(self.rule.model._meta.verbose_name_plural)


@dataclass(frozen=True)
class Stat:
    """One of the numbers on top."""

    number: int
    label: str
    address: str
    note: str
    weight: str = ""


@dataclass(frozen=True)
class Today:
    """All that the home page says."""

    stats: Sequence[Stat]
    waiting: Sequence[Line]
    ready: Sequence[Line]
    scheduled: Sequence[Line]
    taken_back: Sequence[Line]
    drafts: Sequence[Line]
    profiles: Profiles | None
    faults: Sequence[Fault]
    changes: Sequence[happened.Change]
    searches: Sequence[doing.Ranked]
    downloads: Sequence[doing.Ranked]
    numbers: Sequence[Figure]
    made_public: Sequence[Line]
    mail: Sequence[Line]
    health: Health


def today(reader: HomeReader) -> Today:
    day = day_of(reader.at)
    review, records, ready, scheduled, taken_back, drafts, public, mail = counted(
        waiting.to_review(reader),
        waiting.of_records(reader),
        waiting.of_drafts(PublicationState.READY),
        waiting.of_drafts(PublicationState.SCHEDULED),
        waiting.of_drafts(PublicationState.TAKEN_BACK),
        waiting.of_drafts(PublicationState.DRAFT),
        doing.made_public(reader),
        waiting.of_mail(),
    )
    broken = faults(reader.user)
    profiles = waiting.profiles(reader)
    return Today(
        stats=[
            *_review_stat(review, profiles),
            _drafts_stat([*drafts, *ready, *scheduled, *taken_back], ready),
            _fault_stat(broken, Weight.WRONG, _("wrong public numbers")),
            _fault_stat(broken, Weight.GAP, _("gaps to fill")),
        ],
        waiting=[line for line in [*review, *records] if line.number],
        ready=[line for line in ready if line.number],
        scheduled=[line for line in scheduled if line.number],
        taken_back=[line for line in taken_back if line.number],
        drafts=[line for line in drafts if line.number],
        profiles=profiles,
        faults=broken,
        changes=happened.changes(),
        searches=doing.searches(day),
        downloads=doing.downloads(day),
        numbers=doing.numbers(reader),
        made_public=[line for line in public if line.number],
        mail=[line for line in mail if line.number],
        health=health(reader),
    )


def faults(user: Any, *, with_none: bool = False) -> list[Fault]:
    """The rules that some record breaks, the weightiest first; all of them with ``with_none``."""
    known = quality.rules_for(user)
    numbers = quality.counts(known, user)
    return [
        Fault(rule, numbers[rule.key], list_of(rule.model, **{PARAMETER: rule.key}))
        for rule in known
        if with_none or numbers[rule.key]
    ]


def _review_stat(review: Sequence[Line], profiles: Profiles | None) -> list[Stat]:
    if profiles is None:
        return []
    [line] = review
    words = ngettext(
        "The oldest has waited %(oldest)d day; the promise is %(promised)d.",
        "The oldest has waited %(oldest)d days; the promise is %(promised)d.",
        profiles.oldest,
    )
    note = words % {"oldest": profiles.oldest, "promised": profiles.promised}
    return [
        Stat(
            line.number,
            str(line.label),
            line.address,
            note if line.number else _("Nobody waits."),
            "late" if profiles.oldest > profiles.promised else "",
        )
    ]


def _drafts_stat(drafts: Sequence[Line], ready: Sequence[Line]) -> Stat:
    number = sum(line.number for line in ready)
    words = ngettext("%(n)d is ready to be published.", "%(n)d are ready to be published.", number)
    return Stat(sum(line.number for line in drafts), _("drafts"), "#drafts", words % {"n": number})


def _fault_stat(broken: Sequence[Fault], weight: Weight, label: str) -> Stat:
    of_weight = [fault for fault in broken if fault.rule.weight == weight]
    note = (
        _("Errors that change a count on the site.")
        if weight == Weight.WRONG
        else _("Missing, but no count is wrong.")
    )
    number = sum(fault.number for fault in of_weight)
    page = reverse("admin:quality", query={WEIGHT: weight.value})
    return Stat(number, label, page, note, weight.value if number else "")
