"""When a record last changed for its readers: what is internal in the back-office is not told."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from acpmigration import data_version
from acpmigration.published import Published


def is_internal(record: Any, changed: Iterable[str]) -> bool:
    """Whether readers see nothing of the columns; what has no readers of its own has no such."""
    return isinstance(record, Published) and set(changed) <= record.internal


def is_seen(formset: Any) -> bool:
    """Whether a form's parts changed in what readers see."""
    if formset.model._meta.db_table in data_version.NEVER_SHOWN:
        return False
    return any(
        # A document that is taken back from the public was seen until now.
        getattr(row, "is_public", True) or "is_public" in names
        for row, names in (
            *((row, ()) for row in (*formset.new_objects, *formset.deleted_objects)),
            *formset.changed_objects,
        )
    )


def note(record: Published, at: datetime) -> None:
    """Tell that a part of the record changed, which was saved itself already."""
    type(record)._base_manager.filter(pk=record.pk).update(updated_at=at)
    record.updated_at = at
