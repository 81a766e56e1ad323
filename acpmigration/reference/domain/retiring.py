"""Giving up a topic or a typology: it is offered no more, and stays where it was given."""

from datetime import datetime
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.models import User
from acpmigration.permissions import edits_everything
from acpmigration.reference.models.subject import Retirable
from acpmigration.refusals import NotNow, NotYours, locked
from acpmigration.search.indexing import refresh

Row = TypeVar("Row", bound=Retirable)


@transaction.atomic
def retire(*, row: Row, by: User, at: datetime) -> Row:
    """Offer the row for nothing new from now on; records that have it keep it.

    :raises NotYours: unless the actor edits records.
    :raises NotNow: if it is retired already.
    """
    held = _locked(row, by)
    if held.is_retired:
        raise NotNow(_("This is retired already."))
    held.retired_at, held.retired_by = at, by
    return _saved(held, by, "retire")


@transaction.atomic
def use_again(*, row: Row, by: User) -> Row:
    """Offer the row again.

    :raises NotYours: unless the actor edits records.
    :raises NotNow: if it is in use.
    """
    held = _locked(row, by)
    if not held.is_retired:
        raise NotNow(_("This is in use."))
    held.retired_at, held.retired_by = None, None
    return _saved(held, by, "use again")


def uses_of(row: models.Model) -> dict[type[models.Model], int]:
    """How many records of each kind have the row; a kind without any is left out."""
    numbers = {
        relation.related_model: relation.related_model._base_manager.filter(
            **{relation.field.name: row}
        ).count()
        for relation in row._meta.related_objects
        # What remembers changes is no use.
        if not hasattr(relation.related_model, "history_id") and not relation.hidden
    }
    return {model: number for model, number in numbers.items() if number}


def _locked(row: Row, by: User) -> Row:
    if not edits_everything(by):
        raise NotYours(_("Your role does not allow this."))
    return locked(type(row)._base_manager.all(), row.pk)


def _saved(row: Row, by: User, why: str) -> Row:
    told: Any = row
    told._history_user, told._change_reason = by, why
    row.save()
    refresh(row)
    return row
