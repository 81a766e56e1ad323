"""What stands beside the board: what waits for the person, and what is new to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import (
    CharField,
    DateField,
    DateTimeField,
    F,
    Field,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, NullIf
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from acpmigration.accounts.models import User
from acpmigration.facets.facet import size
from acpmigration.translated import shown
from technical_assistance.domain.standing import Clock
from technical_assistance.enums import RequestState, StageKind, Verb
from technical_assistance.models import AssistanceRequest, FollowUp, Intervention, ProgressEntry

NEWS_SHOWN = 20
WAITING_SHOWN = 3
# No model has a column of such a name, which an annotation may not have.
PREFIX = "line_"

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
        self.entries = ProgressEntry.objects.filter(
            intervention__in=own.values("pk"), recorded_at__gt=since
        ).exclude(by=person)
        # Of an accepted one the log of its intervention tells.
        self.changed = (
            requests.exclude(state=RequestState.ACCEPTED)
            .annotate(
                moved_at=_move("history_date"),
                mover=Coalesce(_move("history_user_id"), Value(0), output_field=IntegerField()),
            )
            .filter(moved_at__gt=since)
            .exclude(mover=person.pk)
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
        news = sorted(rows["entry"] + rows["moved"], key=lambda row: row["at"], reverse=True)
        waiting = sorted(rows["waiting"], key=lambda row: row["on"] or date.max)
        follow_ups = sorted(rows["follow-up"], key=lambda row: row["on"])
        return Beside(
            news=[self._line(row) for row in news[:NEWS_SHOWN]],
            news_number=number.get("news/entries", 0) + number.get("news/requests", 0),
            requests=[self._line(row) for row in waiting],
            requests_number=number.get("requests", 0),
            follow_ups=[self._line(row) for row in follow_ups],
            follow_ups_number=number.get("follow-ups", 0),
        )

    def _rows(self) -> dict[str, list[dict[str, Any]]]:
        newest = self.entries.newest_first()
        moved = self.changed.order_by("-moved_at", "-pk")
        arms = [
            _arm(
                "entry",
                _first(newest, NEWS_SHOWN),
                slug=F("intervention__slug"),
                name=shown("intervention__title"),
                at=F("recorded_at"),
                by=_name("by"),
                word=F("verb"),
                stage=F("stage"),
                note=F("note"),
            ),
            _arm(
                "moved",
                _first(moved, NEWS_SHOWN).annotate(moved_at=_move("history_date")),
                slug=F("slug"),
                name=_lead_name(),
                at=F("moved_at"),
                by=_move_name(),
                word=F("state"),
            ),
            _arm(
                "waiting",
                _first(self.waiting.longest_waiting_first(), WAITING_SHOWN),
                slug=F("slug"),
                name=_lead_name(),
                on=F("received_until"),
                word=F("state"),
            ),
            _arm(
                "follow-up",
                _first(self.follow_ups.soonest_first(), WAITING_SHOWN),
                slug=F("intervention__slug"),
                name=shown("intervention__title"),
                on=F("due_on"),
                note=F("text"),
            ),
        ]
        rows: dict[str, list[dict[str, Any]]] = {
            what: [] for what in ("entry", "moved", "waiting", "follow-up")
        }
        for row in arms[0].union(*arms[1:], all=True):
            line = {name.removeprefix(PREFIX): value for name, value in row.items()}
            rows[line["what"]].append(line)
        return rows

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


def _first(rows: QuerySet[Any], number: int) -> QuerySet[Any]:
    """The first rows of an order, as a set that can stand in a union."""
    bare: QuerySet[Any] = QuerySet(rows.model)
    return bare.filter(pk__in=rows.values("pk")[:number])


def _arm(what: str, rows: QuerySet[Any], **columns: Combinable) -> QuerySet[Any]:
    """Lines of one kind; a column that is not given is empty."""
    nothing = Value(None)
    given = {
        "slug": Value(""),
        "name": Value(""),
        "at": nothing,
        "on": nothing,
        "by": Value(""),
        "word": Value(""),
        "stage": nothing,
        "note": Value(""),
        **columns,
    }
    # PostgreSQL asks that each arm of a union has the same types.
    types: dict[str, Field[Any, Any]] = {
        "at": DateTimeField(),
        "on": DateField(),
        "stage": IntegerField(),
    }
    return rows.values(
        **{
            f"{PREFIX}{name}": Cast(column, types.get(name, TextField()))
            for name, column in {"what": Value(what), **given}.items()
        }
    )


def _move(column: str) -> Subquery:
    """A column of the line of a request's history with which it came into its present state."""
    return Subquery(_moves().values(column)[:1])


def _move_name() -> Coalesce:
    return Coalesce(Subquery(_moves().values(name=_name("history_user"))[:1]), Value(""))


def _moves() -> QuerySet[Any]:
    history = AssistanceRequest.history  # type: ignore[attr-defined]
    lines: QuerySet[Any] = history.filter(id=OuterRef("pk"), state=OuterRef("state"))
    return lines.order_by("history_id")


def _name(person: str) -> Coalesce:
    """As people are called: by their name, else by their address."""
    return Coalesce(
        NullIf(f"{person}__name", Value("")), F(f"{person}__email"), output_field=CharField()
    )


def _lead_name() -> Coalesce:
    return Coalesce(
        NullIf(shown("country__formal_name"), Value("")),
        shown("country__name"),
        shown("regional_organisation__organisation__name"),
    )


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
