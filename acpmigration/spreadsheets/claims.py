"""Who works at an import: one worker, and another one once that has fallen silent."""

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction

from acpmigration.spreadsheets.enums import BatchState
from acpmigration.spreadsheets.models import ImportBatch


class ClaimLost(Exception):  # noqa: N818 - what happened, not an error
    """Another worker has the import, or somebody discarded it."""


@transaction.atomic
def claim(*, batch: ImportBatch, at: datetime) -> ImportBatch | None:
    """Take an import that waits or was left; return nothing if somebody else has it."""
    # Carrying out holds the row, however long it is silent: who finds it held lets it be.
    left = ImportBatch.objects.left(at).select_for_update(skip_locked=True)
    free = left.filter(pk=batch.pk).first()
    if free is None:
        return None
    free.claim, free.claimed_at = uuid.uuid4(), at
    if free.state == BatchState.WAITING:
        free.state = BatchState.READING
    free.save(update_fields=["claim", "claimed_at", "state"])
    return free


def move_on(batch: ImportBatch, at: datetime, **values: Any) -> None:
    """Show that the worker lives, and keep what it has found.

    :raises ClaimLost: if the import is no longer its own.
    """
    own = ImportBatch.objects.filter(pk=batch.pk, claim=batch.claim)
    if not own.update(claimed_at=at, **values):
        raise ClaimLost


def let_go(batch: ImportBatch, state: BatchState, **values: Any) -> None:
    """End the work at it, in the state that it leads to.

    :raises ClaimLost: if the import is no longer the worker's own.
    """
    own = ImportBatch.objects.filter(pk=batch.pk, claim=batch.claim)
    if not own.update(claim=None, claimed_at=None, state=state, **values):
        raise ClaimLost
