"""Stored files that no row names: left by a save that was rolled back, or by ``update()``."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from django.apps import apps
from django.core.files.storage import Storage

from acpmigration.uploads.fields import UploadField


def orphans(*, before: datetime) -> Iterator[tuple[Storage, str]]:
    """Find those stored before a moment; younger ones may be of a row that is not committed yet."""
    for (storage, folder), fields in _fields_by_folder().items():
        # Listed first: a file whose row is committed meanwhile is found among the names.
        stored = [f"{folder}/{file}" for file in _files_in(storage, folder)]
        named = {
            each
            for field in fields
            for name in _names(field)
            for each in (name, *field.derived(name))
        }
        for name in stored:
            if name not in named and storage.get_modified_time(name) < before:
                yield storage, name


def _fields_by_folder() -> dict[tuple[Storage, str], list[UploadField]]:
    found = defaultdict(list)
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, UploadField):
                found[field.storage, field.folder].append(field)
    return found


def _names(field: UploadField) -> Iterator[str]:
    rows = field.model._base_manager.order_by().exclude(**{field.attname: ""})
    return rows.values_list(field.attname, flat=True).iterator()


def _files_in(storage: Storage, folder: str) -> list[str]:
    try:
        return storage.listdir(folder)[1]
    except FileNotFoundError:
        return []
