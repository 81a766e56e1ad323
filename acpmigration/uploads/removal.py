"""Taking away what no row names any more: after the commit, never before."""

from functools import partial

from django.db import models, transaction


def remove_after_commit(field: models.FileField, name: str, using: str) -> None:
    """Remove a file once the row that named it is really gone or changed.

    ``sweep_uploads`` finds what cannot be removed then, or is left by a save that was rolled back.
    """
    transaction.on_commit(partial(_remove_unnamed, field, name, using), using=using, robust=True)


def _remove_unnamed(field: models.FileField, name: str, using: str) -> None:
    # A copy of the row names the same file.
    rows = field.model._base_manager.using(using)
    if not rows.filter(**{field.attname: name}).exists():
        field.storage.delete(name)
