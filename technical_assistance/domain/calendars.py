"""The private calendar of a person: its secret address, and the dates that stand in it."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import OuterRef, Subquery

from acpmigration.accounts.models import User
from acpmigration.pages.domain.audit import record
from technical_assistance.domain.insiders import comes_in
from technical_assistance.enums import StageKind, StageState, Status
from technical_assistance.models import (
    CalendarLink,
    FollowUp,
    Intervention,
    ProgressEntry,
    Stage,
)

MADE, REVOKED = "coordination.calendar-made", "coordination.calendar-revoked"
TOKEN_BYTES = 32


@dataclass(frozen=True)
class PlannedDay:
    """A day of the calendar; ``uid`` stays the same when the day is moved.

    It is either of a ``stage`` or of what the person promised, in ``text``.
    """

    uid: str
    on: date
    intervention: Intervention
    stage: StageKind | None
    text: str
    changed_at: datetime


@transaction.atomic
def make_link(*, by: User, at: datetime) -> str:
    """Return the token of a new address; one made before works no more.

    Only its hash is kept: nobody can be shown it a second time.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link, _made = CalendarLink.objects.update_or_create(
        person=by, defaults={"token_hash": _hash(token), "made_at": at}
    )
    record(event=MADE, by=by, subject=link, at=at)
    return token


@transaction.atomic
def revoke_link(*, by: User, at: datetime) -> None:
    """Have the address work no more; doing so again changes nothing."""
    link = CalendarLink.objects.filter(person=by).select_for_update().first()
    if link is not None:
        record(event=REVOKED, by=by, subject=link, at=at)
        link.delete()


def link_of(token: str) -> CalendarLink | None:
    """The link that the token opens; none for what was revoked, or for a person who lost access."""
    link = CalendarLink.objects.filter(token_hash=_hash(token)).select_related("person").first()
    return link if link is not None and comes_in(link.person) else None


def planned_days(link: CalendarLink) -> list[PlannedDay]:
    """The planned ends of the person's own interventions and what the person promised to do."""
    return sorted(
        [*_ends_of_stages(link), *_follow_ups(link)], key=lambda planned: (planned.on, planned.uid)
    )


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _ends_of_stages(link: CalendarLink) -> list[PlannedDay]:
    own = Intervention.objects.editable_by(link.person).filter(
        status=Status.ONGOING, coordinator=link.person
    )
    planned = ProgressEntry.objects.filter(
        intervention=OuterRef("intervention"), stage=OuterRef("kind")
    )
    stages = (
        Stage.objects.filter(intervention__in=own, state__in=StageState.open())
        .filter(due_on__isnull=False)
        .annotate(changed_at=Subquery(planned.newest_first().values("recorded_at")[:1]))
        .select_related("intervention")
    )
    return [
        PlannedDay(
            uid=f"stage-{stage.pk}",
            on=stage.due_on,
            intervention=stage.intervention,
            stage=StageKind(stage.kind),
            text="",
            changed_at=getattr(stage, "changed_at", None) or link.made_at,
        )
        for stage in stages
        if stage.due_on is not None
    ]


def _follow_ups(link: CalendarLink) -> list[PlannedDay]:
    own = FollowUp.objects.visible_to(link.person).open()
    dated = own.filter(owner=link.person, due_on__isnull=False).select_related("intervention")
    return [
        PlannedDay(
            uid=f"follow-up-{follow_up.pk}",
            on=follow_up.due_on,
            intervention=follow_up.intervention,
            stage=None,
            text=follow_up.text,
            changed_at=follow_up.made_at or link.made_at,
        )
        for follow_up in dated
        if follow_up.due_on is not None
    ]
