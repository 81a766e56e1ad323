"""Frozen releases of all public records: one a month, each kept for ever under its checksum."""

import hashlib
import tempfile
from datetime import datetime, timedelta
from typing import IO, Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import Storage
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.models import SYSTEM_EMAIL, User
from acpmigration.dates import day_of
from acpmigration.open_data.whole.archive import Archive
from acpmigration.pages.domain.audit import record
from acpmigration.permissions import edits_everything
from acpmigration.refusals import NotYours
from dashboard.models import RELEASES, DataRelease

LEFT_FOR = timedelta(days=1)


def make_data_release(*, by: User, at: datetime) -> DataRelease:
    """Freeze what is public now; asked again on a day, return what was made then.

    :raises NotYours: for anybody but editors and the portal itself.
    """
    if not (edits_everything(by) or by.email == SYSTEM_EMAIL):
        raise NotYours(_("Your role does not allow this."))
    day = day_of(at)
    if made := DataRelease.objects.filter(day=day).first():
        return made
    archive = Archive(day, tuple(language for language, _name in settings.LANGUAGES))
    # Written before the transaction: nobody waits for it, and a disk that is full leaves no row.
    with tempfile.TemporaryFile() as file:
        release = DataRelease(day=day, made_at=at, made_by=by, **_written(archive, file))
        release.contents = archive.contents()
        return _kept(release, file)


def make_data_release_if_due(*, at: datetime) -> DataRelease | None:
    """Make the release of the month, on Brussels' day, unless there is one."""
    if DataRelease.objects.filter(day__gte=day_of(at).replace(day=1)).exists():
        return None
    return make_data_release(by=User.objects.system(), at=at)


def files_without_row(*, at: datetime) -> list[str]:
    """What a process has left that was killed between file and row; ``at`` is now.

    A younger one may be of a release that is being made.
    """
    storage = _storage()
    try:
        stored = [f"{RELEASES}/{name}" for name in storage.listdir(RELEASES)[1]]
    except FileNotFoundError:
        return []
    # Asked after the files: one whose row is written meanwhile is among the names.
    named = set(DataRelease.objects.values_list("file", flat=True))
    before = at - LEFT_FOR
    return [
        name for name in stored if name not in named and storage.get_modified_time(name) < before
    ]


def remove_files_without_row(*, at: datetime) -> int:
    """Return how many there were."""
    found = files_without_row(at=at)
    for name in found:
        _storage().delete(name)
    return len(found)


def _storage() -> Storage:
    field: Any = DataRelease._meta.get_field("file")
    storage: Storage = field.storage
    return storage


def _written(archive: Archive, file: IO[bytes]) -> dict[str, str | int]:
    digest, size = hashlib.sha256(), 0
    for piece in archive.stream():
        file.write(piece)
        digest.update(piece)
        size += len(piece)
    return {"size": size, "sha256": digest.hexdigest()}


def _kept(release: DataRelease, file: IO[bytes]) -> DataRelease:
    """Store file and row, or neither: somebody else may have made the day's release meanwhile."""
    field = release.file
    field.save(release.file_name, File(file), save=False)
    name = str(field.name)
    try:
        with transaction.atomic():
            made, is_new = DataRelease.objects.get_or_create(
                day=release.day,
                defaults={
                    each: getattr(release, each)
                    for each in ("made_at", "made_by", "size", "sha256", "contents")
                }
                | {"file": name},
            )
            if is_new:
                record(
                    event="dashboard.data-released",
                    by=release.made_by,
                    subject=made,
                    at=release.made_at,
                )
    except BaseException:
        field.storage.delete(name)
        raise
    if not is_new:
        field.storage.delete(name)
    return made
