"""Taking away what no row names any more: after the commit, never before."""

from typing import TYPE_CHECKING

from acpmigration.commits import after_commit

if TYPE_CHECKING:
    from acpmigration.uploads.fields import UploadField


def remove_after_commit(field: "UploadField", name: str, using: str) -> None:
    """Remove a file once the row that named it is really gone or changed.

    ``sweep_uploads`` finds what cannot be removed then, or is left by a save that was rolled back.
    """
    after_commit(_remove_unnamed, field, name, using, using=using)


def _remove_unnamed(field: "UploadField", name: str, database: str) -> None:
    # A copy of the row names the same file.
    rows = field.model._base_manager.using(database)
    if not rows.filter(**{field.attname: name}).exists():
        for each in (name, *field.derived(name)):
            field.storage.delete(each)
