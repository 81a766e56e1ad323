"""Showing a record to the public, and taking it back."""

from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.models import User
from acpmigration.permissions import EDITORS
from acpmigration.published import Published
from acpmigration.refusals import NotNow, NotYours, Refusal
from acpmigration.search.indexing import refresh

Record = TypeVar("Record", bound=Published)


class Publication(TextChoices):
    PUBLISH = "publish", _("publish")
    UNPUBLISH = "unpublish", _("unpublish")


class PublicationRefused(Refusal):
    """Something that every public page needs is missing."""


def may_publish(by: User) -> bool:
    """Asked of the role alone: the system user, who loads records, cannot sign in."""
    return by.role in EDITORS


@transaction.atomic
def publish(*, record: Record, by: User, at: datetime) -> Record:
    """Show the record to the public from ``at`` on; return it as it is stored now.

    :raises PublicationRefused: if something that its model needs is missing.
    :raises Refusal: if it is public already or the actor may not.
    """
    locked = _locked(record, by)
    if locked.is_published:
        raise NotNow(_("This record is public already."))
    if missing := locked.lacking:
        raise PublicationRefused(*missing)
    locked.published_at, locked.published_by = at, by
    locked.ready_at, locked.ready_by = None, None
    locked.publish_on, locked.scheduled_by = None, None
    locked.unpublished_at, locked.unpublished_by = None, None
    save_as(locked, by=by, why=Publication.PUBLISH)
    refresh(locked)
    return locked


@transaction.atomic
def unpublish(*, record: Record, by: User) -> Record:
    """Make the record a draft again.

    :raises Refusal: if it is a draft or the actor may not.
    """
    locked = _locked(record, by)
    if not locked.is_published:
        raise NotNow(_("This record is a draft already."))
    locked.published_at, locked.published_by = None, None
    save_as(locked, by=by, why=Publication.UNPUBLISH)
    refresh(locked)
    return locked


def save_as(record: Any, *, by: User, why: str) -> None:
    """Save under the next version, with the actor in the record's history."""
    record.version += 1
    record._history_user = by
    record._change_reason = why
    record.save()


def _locked(record: Record, by: User) -> Record:
    if not may_publish(by):
        raise NotYours(_("Your role does not allow this."))
    locked: Record = type(record)._base_manager.select_for_update().get(pk=record.pk)
    return locked
