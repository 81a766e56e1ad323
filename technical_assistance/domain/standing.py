"""Where interventions stand on a day, and which of them needs somebody most: late, blocked, silent.

Said as conditions on rows, so that a list, its filters and its counts are one query each.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from django.db.models import (
    Case,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)

from acpmigration.accounts.models import User
from acpmigration.dates import day_in
from acpmigration.translated import shown
from technical_assistance.domain.blockers import holds, lacking
from technical_assistance.enums import Status
from technical_assistance.models import ProgressEntry, WorkspaceSettings
from technical_assistance.models.intervention import InterventionQuerySet
from technical_assistance.models.stage import of_open_stage


@dataclass(frozen=True)
class Clock:
    """The day on which somebody asks, on their own clock, and what is near and long ago on it."""

    today: date
    zone: tzinfo
    silent_days: int
    ahead_days: int

    @classmethod
    def of(cls, person: User, at: datetime, settings: WorkspaceSettings) -> "Clock":
        return cls.on(person, day_in(person.zone, at), settings)

    @classmethod
    def on(cls, person: User, today: date, settings: WorkspaceSettings) -> "Clock":
        return cls(
            today=today,
            zone=person.zone,
            silent_days=settings.silent_days,
            ahead_days=settings.ahead_days,
        )

    @property
    def due_by(self) -> date:
        return self.today + timedelta(days=self.ahead_days)

    @property
    def silent_since(self) -> datetime:
        """What was last heard of before this moment is silent."""
        first = self.today - timedelta(days=self.silent_days - 1)
        return datetime.combine(first, time(), self.zone)

    def days_since(self, moment: datetime) -> int:
        return (self.today - day_in(self.zone, moment)).days


# The kinds of need that a list can be asked for: slug -> annotation of ``with_standing``.
NEEDS: Mapping[str, str] = {
    "late": "is_late",
    "blocked": "is_blocked",
    "silent": "is_silent",
    "due": "is_due",
}


def with_standing(rows: InterventionQuerySet, clock: Clock) -> InterventionQuerySet:
    """Annotate where the stage under way stands: nothing of it where none is.

    ``open_kind``, ``due_on`` (its planned end), ``last_at`` (of the newest entry of the log), and
    the conditions that ``NEEDS`` names.
    """
    newest = ProgressEntry.objects.filter(intervention=OuterRef("pk")).newest_first()
    placed = rows.annotate(
        open_kind=of_open_stage(F("kind")),
        due_on=of_open_stage(F("due_on")),
        last_at=Subquery(newest.values("recorded_at")[:1]),
    )
    return placed.annotate(
        is_late=holds(Q(due_on__lt=clock.today)),
        is_due=holds(Q(due_on__range=(clock.today, clock.due_by))),
        is_silent=holds(Q(open_kind__isnull=False, last_at__lt=clock.silent_since)),
        is_blocked=holds(Q(status=Status.ONGOING) & lacking(clock.today)),
    )


def most_urgent_first(rows: InterventionQuerySet) -> InterventionQuerySet:
    """Order rows of ``with_standing``.

    The latest first; then what is blocked with its end near, the longest silent, what is due soon,
    and the others by their planned ends. Completed and cancelled ones come last, newest first.
    """
    urgency = Case(
        When(status=Status.COMPLETED, then=Value(5)),
        When(status=Status.CANCELLED, then=Value(6)),
        When(is_late=True, then=Value(0)),
        When(is_blocked=True, is_due=True, then=Value(1)),
        When(is_silent=True, then=Value(2)),
        When(is_due=True, then=Value(3)),
        default=Value(4),
        output_field=IntegerField(),
    )
    ordered = rows.annotate(urgency=urgency)
    return ordered.order_by(
        "urgency",
        # The longest silent first, whatever is planned for it.
        Case(When(~Q(urgency=2), then=F("due_on"))).asc(nulls_last=True),
        Case(When(urgency__gte=5, then=F("last_at"))).desc(nulls_last=True),
        F("last_at").asc(nulls_last=True),
        shown("title"),
        "pk",
    )
