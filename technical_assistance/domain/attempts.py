"""Who reaches for which row; attempts on somebody else's stand in the audit trail."""

from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.models import User
from acpmigration.pages.domain.audit import record
from acpmigration.permissions import is_coordinator
from acpmigration.refusals import NotYours, Refusal
from technical_assistance.models.lead import LedQuerySet

REFUSED = "coordination.refused"
READS_ONLY = _("Your role reads everything and changes nothing.")


class NotThere(Refusal):
    """For this person there is no such row: it never existed, or says nothing of itself."""


def note_attempt(*, by: User, subject: models.Model, at: datetime) -> None:
    """Note that a person tried what was refused; call it outside the refused transaction."""
    record(event=REFUSED, by=by, subject=subject, at=at)


def own_row(rows: LedQuerySet, *, by: User, at: datetime, **key: object) -> Any:
    """The row that the person may change; call it outside a transaction.

    :raises NotThere: for what the person may not even see, as for what never existed.
    :raises NotYours: for what is to be read only, with the reason.
    """
    row = _found(rows, key)
    if rows.editable_by(by).filter(pk=row.pk).exists():
        return row
    note_attempt(by=by, subject=row, at=at)
    if not rows.visible_to(by).filter(pk=row.pk).exists():
        raise NotThere
    if is_coordinator(by):
        raise NotYours(
            _(
                "This belongs to another region: only its coordinator can change it. You can read "
                "what is published of it on the public site."
            )
        )
    raise NotYours(READS_ONLY)


def row_from_inside(rows: LedQuerySet, *, by: User, at: datetime, **key: object) -> Any:
    """The row whose internal side the person may read; call it outside a transaction.

    :raises NotThere: for anything else.
    """
    row = _found(rows, key)
    if not rows.worked_on_by(by).filter(pk=row.pk).exists():
        note_attempt(by=by, subject=row, at=at)
        raise NotThere
    return row


def _found(rows: LedQuerySet, key: dict[str, object]) -> Any:
    row = rows.filter(**key).first()
    if row is None:
        raise NotThere
    return row
