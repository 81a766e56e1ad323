"""Keeping what could not be carried out, for the person who typed it and nobody else.

The limits are for a form's fields, its files, and all that is kept of one person.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from acpmigration.accounts.models import User
from acpmigration.pages.models import KEPT_FOR, LONGEST_PATH, KeptFile, KeptForm
from acpmigration.refusals import Refusal
from acpmigration.signs import storable
from acpmigration.troubles import is_full

MEGABYTE = 1024 * 1024
MOST_TYPED = 100_000
MOST_FILES = 5
MOST_OF_FILES = 25 * MEGABYTE
MOST_FORMS_OF_A_PERSON = 20
MOST_FILES_OF_A_PERSON = 100
MOST_OF_A_PERSON = 50 * MEGABYTE
# How long a file stays when its form was sent: the same form may arrive twice.
GRACE = timedelta(hours=1)

Fields = Mapping[str, list[str]]
Files = Mapping[str, "UploadedFile[Any]"]


class TooMuch(Refusal):
    """More was typed than is kept."""


def keep_form(
    *,
    owner: User,
    path: str,
    fields: Fields,
    files: Files,
    at: datetime,
    replaces: UUID | None = None,
) -> KeptForm:
    """Keep a form for a day; the same one sent twice is one. Files that find no room are left out.

    ``replaces`` is the kept form that was on the page and has been typed in since.

    :raises TooMuch: if too much was typed.
    """
    # PostgreSQL takes no NUL, and no field of a form would.
    typed = {storable(name): list(map(storable, values)) for name, values in fields.items()}
    if _size(typed) > MOST_TYPED or len(path) > LONGEST_PATH:
        raise TooMuch
    form = KeptForm(owner=owner, path=path, fields=typed, kept_at=at)
    if len(files) > MOST_FILES or sum(file.size or 0 for file in files.values()) > MOST_OF_FILES:
        return _keep(form, {}, replaces, lacks_files=True)
    try:
        return _keep(form, files, replaces)
    except OSError as trouble:
        if not is_full(trouble):
            raise
        form.pk = None
        return _keep(form, {}, replaces, lacks_files=True)


@transaction.atomic
def keep_file(
    *,
    owner: User,
    field: str,
    upload: "UploadedFile[Any]",
    at: datetime,
    form: KeptForm | None = None,
) -> KeptFile:
    """Keep one file for a day, under a key that its form shows; it is read from its beginning."""
    upload.seek(0)
    kept = KeptFile(
        owner=owner,
        form=form,
        field=field[:100],
        name=str(upload.name),
        size=upload.size or 0,
        kept_at=at,
    )
    # As a plain file: storing moves a large upload away, and it may be asked for again.
    kept.file.save("", File(upload.file), save=False)
    kept.save()
    if form is None:
        _make_room(owner)
    return kept


def waiting(*, owner: User, path: str, at: datetime) -> KeptForm | None:
    """Return what the person typed last into the form at ``path`` and has not sent since."""
    rows = KeptForm.objects.of(owner, at).filter(path=path)
    return rows.newest_first().prefetch_related("files").first()


def kept_files(*, owner: User, keys: Collection[UUID], at: datetime) -> dict[UUID, KeptFile]:
    return {file.key: file for file in KeptFile.objects.of(owner, at).filter(key__in=keys)}


@transaction.atomic
def note_sent(*, owner: User, form: UUID | None, files: Collection[UUID], at: datetime) -> None:
    """Remove a form that was carried out; its files stay for who presses the button once more."""
    used = KeptFile.objects.filter(owner=owner, key__in=files)
    used.update(form=None)
    used.filter(kept_at__gt=at - KEPT_FOR + GRACE).update(kept_at=at - KEPT_FOR + GRACE)
    if form is not None:
        throw_away(owner=owner, form=form)


@transaction.atomic
def throw_away(*, owner: User, form: UUID) -> None:
    """Remove a form with its files."""
    KeptForm.objects.filter(owner=owner, key=form).delete()


@transaction.atomic
def forget_typing(*, owner: User) -> None:
    """Remove all that is kept of a person, with its files."""
    KeptForm.objects.filter(owner=owner).delete()
    KeptFile.objects.filter(owner=owner).delete()


@transaction.atomic
def forget_old(*, at: datetime) -> int:
    """Remove what has waited for its time; return how many forms and files that were."""
    forms = [*KeptForm.objects.over(at).values_list("pk", flat=True)]
    files = [*KeptFile.objects.over(at).values_list("pk", flat=True)]
    KeptForm.objects.filter(pk__in=forms).delete()
    KeptFile.objects.filter(pk__in=files).delete()
    return len(forms) + len(files)


@transaction.atomic
def _keep(
    form: KeptForm, files: Files, replaces: UUID | None, *, lacks_files: bool = False
) -> KeptForm:
    for earlier in KeptForm.objects.filter(owner=form.owner, path=form.path):
        if earlier.key == replaces or earlier.fields == form.fields:
            # The fields of the new one name those that are still wanted.
            earlier.files.update(form=None)
            earlier.delete()
    form.lacks_files = lacks_files
    form.save(force_insert=True)
    for field, upload in files.items():
        keep_file(owner=form.owner, field=field, upload=upload, at=form.kept_at, form=form)
    _make_room(form.owner)
    return form


def _make_room(owner: User) -> None:
    newest = KeptForm.objects.filter(owner=owner).newest_first().values_list("pk", flat=True)
    KeptForm.objects.filter(pk__in=[*newest[MOST_FORMS_OF_A_PERSON:]]).delete()
    for file in _without_room(owner):
        if file.form_id is not None:
            KeptForm.objects.filter(pk=file.form_id).update(lacks_files=True)
        file.delete()


def _without_room(owner: User) -> Iterator[KeptFile]:
    room = MOST_OF_A_PERSON
    for number, file in enumerate(KeptFile.objects.filter(owner=owner).newest_first()):
        room -= file.size
        if room < 0 or number >= MOST_FILES_OF_A_PERSON:
            yield file


def _size(fields: Fields) -> int:
    return sum(
        len(name.encode()) + sum(len(value.encode()) for value in values)
        for name, values in fields.items()
    )
