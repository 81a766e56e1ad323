"""What stands beside the board: what waits for the person, and what is new to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from acpmigration.accounts.models import SYSTEM_EMAIL, User
from acpmigration.facets.facet import size
from acpmigration.translated import shown
from technical_assistance.domain.standing import Clock
from technical_assistance.enums import RequestState, StageKind, Verb
from technical_assistance.figures.lines import (
    arm,
    first,
    move,
    mover_name,
    person_name,
    read_together,
)
from technical_assistance.models import AssistanceRequest, FollowUp, Intervention, ProgressEntry
from technical_assistance.models.lead import lead_name

NEWS_SHOWN = 20
WAITING_SHOWN = 3

Found = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Line:
    """One thing that waits or is new: what it is about, and what became of it."""

    name: str
    link: str
    words: str
    by: str
    at: datetime | None
    on: date | None
    note: str
    days: int


@dataclass(frozen=True)
class Beside:
    """Lines to show, and how many there are of each in all."""

    news: list[Line]
    news_number: int
    requests: list[Line]
    requests_number: int
    follow_ups: list[Line]
    follow_ups_number: int


class Sources:
    """The rows that are read: of the own regions, for staff of all."""

    def __init__(self, person: User, since: datetime, clock: Clock) -> None:
        self.clock = clock
        own = Intervention.objects.worked_on_by(person).order_by()
        requests = AssistanceRequest.objects.worked_on_by(person)
        entries = ProgressEntry.objects.filter(
            intervention__in=own.values("pk"), recorded_at__gt=since
        )
        # What was loaded is no news, nor what the person has done.
        known = [SYSTEM_EMAIL, person.email]
        self.entries = entries.exclude(by__email__in=known)
        # Of an accepted one the log of its intervention tells.
        self.changed = (
            requests.exclude(state=RequestState.ACCEPTED)
            .annotate(
                moved_at=move("history_date"),
                mover=Coalesce(move("history_user__email"), Value("")),
            )
            .filter(moved_at__gt=since)
            .exclude(mover__in=known)
        )
        self.waiting = requests.filter(state__in=RequestState.undecided())
        follow_ups = FollowUp.objects.visible_to(person).filter(owner=person)
        self.follow_ups = follow_ups.due_by(clock.today)

    def arms(self) -> list[QuerySet[Any]]:
        """What counts them, to be run with others in one query."""
        counted: dict[str, QuerySet[Any]] = {
            "news/entries": self.entries,
            "news/requests": self.changed,
            "requests": self.waiting,
            "follow-ups": self.follow_ups,
        }
        return [size(rows, name) for name, rows in counted.items()]

    def read(self, found: Found) -> Beside:
        """Read what is shown of them, in one query; ``found`` is what ``arms`` has counted."""
        rows = self._rows()
        number = {name: counted.get("", 0) for name, counted in found.items()}
        news = sorted(rows["entry"] + rows["moved"], key=_moment, reverse=True)
        waiting = sorted(rows["waiting"], key=_day)
        follow_ups = sorted(rows["follow-up"], key=_day)
        return Beside(
            news=[self._line(row) for row in news[:NEWS_SHOWN]],
            news_number=number.get("news/entries", 0) + number.get("news/requests", 0),
            requests=[self._line(row) for row in waiting],
            requests_number=number.get("requests", 0),
            follow_ups=[self._line(row) for row in follow_ups],
            follow_ups_number=number.get("follow-ups", 0),
        )

    def _rows(self) -> Mapping[str, list[dict[str, Any]]]:
        newest = self.entries.newest_first()
        moved = self.changed.order_by("-moved_at", "-pk")
        return read_together(
            arm(
                "entry",
                first(newest, NEWS_SHOWN),
                slug=F("intervention__slug"),
                name=shown("intervention__title"),
                at=F("recorded_at"),
                by=person_name("by"),
                word=F("verb"),
                stage=F("stage"),
                note=F("note"),
            ),
            arm(
                "moved",
                first(moved, NEWS_SHOWN).annotate(moved_at=move("history_date")),
                slug=F("slug"),
                name=lead_name(),
                at=F("moved_at"),
                by=mover_name(),
                word=F("state"),
            ),
            arm(
                "waiting",
                first(self.waiting.longest_waiting_first(), WAITING_SHOWN),
                slug=F("slug"),
                name=lead_name(),
                on=F("received_until"),
                word=F("state"),
            ),
            arm(
                "follow-up",
                first(self.follow_ups.soonest_first(), WAITING_SHOWN),
                slug=F("intervention__slug"),
                name=shown("intervention__title"),
                on=F("due_on"),
                note=F("text"),
            ),
        )

    def _line(self, row: Mapping[str, Any]) -> Line:
        return Line(
            name=row["name"],
            link=_link(row),
            words=_words(row),
            by=row["by"],
            at=row["at"],
            on=row["on"],
            note=row["note"],
            days=(self.clock.today - row["on"]).days if row["on"] else 0,
        )


def _moment(row: Mapping[str, Any]) -> tuple[datetime, int]:
    return row["at"], row["key"]


def _day(row: Mapping[str, Any]) -> tuple[date, int]:
    return row["on"] or date.max, row["key"]


def _link(row: Mapping[str, Any]) -> str:
    if row["what"] in ("entry", "follow-up"):
        return reverse("coordination:intervention-detail", args=[row["slug"]])
    return reverse("coordination:request-detail", args=[row["slug"]])


def _words(row: Mapping[str, Any]) -> str:
    if row["what"] == "entry":
        said = capfirst(str(Verb(row["word"]).label))
        if not row["stage"]:
            return said
        told = {"what": said, "stage": StageKind(row["stage"]).label}
        return _("%(what)s: %(stage)s") % told
    return capfirst(str(RequestState(row["word"]).label)) if row["word"] else ""
