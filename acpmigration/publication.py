"""Showing a record to the public, now or on a day, and taking it back."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.models import User
from acpmigration.dates import day_of
from acpmigration.permissions import EDITORS
from acpmigration.published import Published
from acpmigration.refusals import NotNow, NotYours, Refusal, locked
from acpmigration.search.indexing import refresh

Record = TypeVar("Record", bound=Published)


# What is left of the hundred characters of a history's reason.
LONGEST_REASON = 80
MOST_YEARS_AHEAD = 5
IS_PUBLIC = _("This record is public already.")


class Publication(TextChoices):
    """What is done about a record's publication; stands in its history as the reason."""

    PUBLISH = "publish", _("published")
    UNPUBLISH = "unpublish", _("taken back from the public")
    READY = "ready", _("said to be ready")
    UNREADY = "unready", _("said not to be ready")
    SCHEDULE = "schedule", _("day of publication set")
    UNSCHEDULE = "unschedule", _("day of publication taken out")
    MISSED = "missed", _("not published on its day, since something was missing")


class PublicationRefused(Refusal):
    """Something that every public page needs is missing."""


class DayRefused(Refusal):
    """The day is not one on which the record can be published by itself."""


class ReasonTooLong(Refusal):
    """The reason does not fit into a line of the history."""


def may_publish(by: User) -> bool:
    """Asked of the role alone: the system user, who loads records, cannot sign in."""
    return by.role in EDITORS


@transaction.atomic
def publish(*, record: Record, by: User, at: datetime) -> Record:
    """Show the record to the public from ``at`` on; return it as it is stored now.

    :raises PublicationRefused: if something that its model needs is missing.
    :raises Refusal: if it is public already or the actor may not.
    """
    held = _complete_draft(record, by)
    held.published_at, held.published_by = at, by
    held.ready_at, held.ready_by = None, None
    held.publish_on, held.scheduled_by = None, None
    held.unpublished_at, held.unpublished_by = None, None
    save_as(held, by=by, why=Publication.PUBLISH)
    refresh(held)
    return held


@transaction.atomic
def unpublish(*, record: Record, by: User, at: datetime, reason: str = "") -> Record:
    """Make the record a draft again; its public address says from then on that it was taken back.

    The reason stays in the record's history.

    :raises Refusal: if it is a draft, the reason is too long or the actor may not.
    """
    held = _locked(record, by)
    if not held.is_published:
        raise NotNow(_("This record is a draft already."))
    if len(reason) > LONGEST_REASON:
        raise ReasonTooLong(
            _("Say it in at most %(number)d characters.") % {"number": LONGEST_REASON}
        )
    held.published_at, held.published_by = None, None
    held.unpublished_at, held.unpublished_by = at, by
    why = Publication.UNPUBLISH.value
    save_as(held, by=by, why=f"{why}: {reason}" if reason else why)
    refresh(held)
    return held


@transaction.atomic
def mark_ready(*, record: Record, by: User, at: datetime) -> Record:
    """Say that the draft lacks nothing any more and waits to be published.

    :raises PublicationRefused: if something that its model needs is missing.
    :raises Refusal: if it is public, said to be ready already, or the actor may not.
    """
    held = _complete_draft(record, by)
    if held.ready_at is not None:
        raise NotNow(_("Somebody said already that this record is ready."))
    held.ready_at, held.ready_by = at, by
    save_as(held, by=by, why=Publication.READY)
    return held


@transaction.atomic
def mark_unready(*, record: Record, by: User) -> Record:
    """Say that something is to be done about the draft after all.

    :raises Refusal: if nobody said that it was ready or the actor may not.
    """
    held = _locked(record, by)
    if held.ready_at is None:
        raise NotNow(_("Nobody said that this record is ready."))
    held.ready_at, held.ready_by = None, None
    save_as(held, by=by, why=Publication.UNREADY)
    return held


@transaction.atomic
def schedule(*, record: Record, on: date, by: User, at: datetime) -> Record:
    """Have the draft published by itself on a day, in Brussels, after that of ``at``.

    Another day takes the place of the one that was set before.

    :raises PublicationRefused: if something that its model needs is missing.
    :raises DayRefused: if the day is today's, has passed or is years away.
    :raises Refusal: if it is public already or the actor may not.
    """
    held = _complete_draft(record, by)
    if on <= day_of(at):
        raise DayRefused(_("Choose a day after today; to publish it now, use “Publish”."))
    if on.year - day_of(at).year > MOST_YEARS_AHEAD:
        raise DayRefused(_("Choose a day within the next %(n)d years.") % {"n": MOST_YEARS_AHEAD})
    held.publish_on, held.scheduled_by = on, by
    save_as(held, by=by, why=Publication.SCHEDULE)
    return held


@transaction.atomic
def unschedule(*, record: Record, by: User, why: Publication = Publication.UNSCHEDULE) -> Record:
    """Leave the draft as it is when its day comes.

    :raises Refusal: if no day was set or the actor may not.
    """
    held = _locked(record, by)
    if held.publish_on is None:
        raise NotNow(_("No day is set on which this record is published."))
    held.publish_on, held.scheduled_by = None, None
    save_as(held, by=by, why=why)
    return held


def save_as(record: Any, *, by: User, why: str, internal: Collection[str] = ()) -> None:
    """Save under the next version, with the actor in the record's history.

    ``internal`` names the columns that changed where they are all of the model's ``internal`` ones:
    readers are not told that anything did.
    """
    record.version += 1
    record._history_user = by
    record._change_reason = why
    record.save(update_fields=[*internal, "version"] if internal else None)


def _complete_draft(record: Record, by: User) -> Record:
    """:raises Refusal: if the record is public or lacks something that publication needs."""
    held = _locked(record, by)
    if held.is_published:
        raise NotNow(IS_PUBLIC)
    if missing := held.lacking:
        raise PublicationRefused(*missing)
    return held


def _locked(record: Record, by: User) -> Record:
    if not may_publish(by):
        raise NotYours(_("Your role does not allow this."))
    return locked(type(record)._base_manager.all(), record.pk)
