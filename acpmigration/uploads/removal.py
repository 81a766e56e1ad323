"""Taking away what no row names any more: after the commit, never before."""

from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction

if TYPE_CHECKING:
    from acpmigration.uploads.fields import UploadField


def remove_after_commit(field: "UploadField", name: str, using: str) -> None:
    """Remove a file once the row that named it is really gone or changed.

    ``sweep_uploads`` finds what cannot be removed then, or is left by a save that was rolled back.
    """
    transaction.on_commit(partial(_remove_unnamed, field, name, using), using=using, robust=True)


def _remove_unnamed(field: "UploadField", name: str, using: str) -> None:
    # A copy of the row names the same file.
    rows = field.model._base_manager.using(using)
    if not rows.filter(**{field.attname: name}).exists():
        for each in (name, *field.derived(name)):
            field.storage.delete(each)
