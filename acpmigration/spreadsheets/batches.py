"""What people do with an import: bring it in, confirm it, take it back, discard it."""

import hashlib
from datetime import datetime, timedelta

from django.core.files.base import File
from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from acpmigration.accounts.models import User
from acpmigration.pages.domain import audit
from acpmigration.refusals import Gone, NotNow, NotYours, locked
from acpmigration.scrubbing import scrub_after_commit
from acpmigration.spreadsheets import progress
from acpmigration.spreadsheets.enums import BatchState
from acpmigration.spreadsheets.models import ImportBatch
from acpmigration.spreadsheets.models.batch import TAKEN_BACK_WITHIN
from acpmigration.spreadsheets.reading import survey
from acpmigration.spreadsheets.sentences import Sentence
from acpmigration.spreadsheets.sheets import Sheet, sheet_of

LONGEST_NAME = 255
# A page that refreshes itself does not write each time.
SEEN_EVERY = timedelta(minutes=1)

AGAIN = gettext_noop("The same file was imported already, on %(day)s.")


def bring_in(
    *, sheet: Sheet, file: "File[bytes]", name: str, by: User, at: datetime
) -> ImportBatch:
    """Keep a file whose headings are understood; its rows are yet to be read.

    :raises NotYours: if the person may not change such records.
    :raises FileNotUnderstood: with the reason, if nothing can be read.
    """
    _refuse_strangers(sheet, by)
    # Before the transaction: another process reads, and nobody else has to wait for it.
    surveyed = survey(file, name, sheet)
    digest = _digest(file)
    with transaction.atomic():
        batch = ImportBatch(
            kind=sheet.key,
            name=name[:LONGEST_NAME],
            size=file.size,
            digest=digest,
            uploaded_at=at,
            uploaded_by=by,
            language=get_language() or by.language,
            seen_at=at,
            total=surveyed.total,
            remarks=[said.as_json() for said in (*_again(sheet, digest), *surveyed.remarks)],
        )
        batch.file = file
        batch.save()
        audit.record(
            event="spreadsheets.brought-in", by=by, subject=batch, at=at, purpose=sheet.key
        )
    return batch


@transaction.atomic
def confirm(*, batch: ImportBatch, by: User, at: datetime) -> ImportBatch:
    """Let an import be carried out, once.

    :raises NotNow: if it was confirmed already, has refused rows, or changes nothing.
    :raises NotYours: if the person may not change such records.
    :raises Gone: if it was discarded meanwhile.
    """
    _refuse_strangers(sheet_of(batch.kind), by)
    held = locked(ImportBatch.objects.all(), batch.pk)
    if held.state == BatchState.FAILED:
        raise NotNow(_("This import failed. Bring the file in again."))
    if held.confirmed_at:
        raise NotNow(_already(held))
    if held.state not in BatchState.decidable():
        raise NotNow(_("This import cannot be confirmed: it is not read to its end."))
    if held.refused:
        raise NotNow(_("Rows were refused. Mend them in the file and send it again."))
    if not held.written:
        raise NotNow(_("All rows say what the records say already: there is nothing to import."))
    held.state, held.confirmed_at, held.confirmed_by = BatchState.APPLYING, at, by
    held.save(update_fields=["state", "confirmed_at", "confirmed_by"])
    _note("spreadsheets.confirmed", held, by, at)
    return held


@transaction.atomic
def ask_back(*, batch: ImportBatch, by: User, at: datetime) -> ImportBatch:
    """Let an import that was carried out be taken back as a whole.

    :raises NotNow: if there is nothing to take back, or it is too late.
    :raises NotYours: if the person may not change such records.
    :raises Gone: if it was discarded meanwhile.
    """
    _refuse_strangers(sheet_of(batch.kind), by)
    held = locked(ImportBatch.objects.all(), batch.pk)
    if held.taken_back_at:
        raise NotNow(_("This import was taken back already."))
    if not can_be_taken_back(held, at):
        raise NotNow(_("This import can no longer be taken back."))
    held.state, held.taken_back_at, held.taken_back_by = BatchState.TAKING_BACK, at, by
    held.problems = []
    held.save(update_fields=["state", "taken_back_at", "taken_back_by", "problems"])
    _note("spreadsheets.asked-back", held, by, at)
    return held


def ask_to_give_up(*, batch: ImportBatch, by: User, at: datetime) -> ImportBatch:
    """Have the worker stop before its next row, and undo all that it wrote.

    The database is not written: the worker may hold it. It writes down who asked, once it stops.

    :raises NotNow: if nothing is being written.
    :raises NotYours: if the person may not change such records.
    :raises Gone: if it was discarded meanwhile.
    """
    _refuse_strangers(sheet_of(batch.kind), by)
    now = ImportBatch.objects.filter(pk=batch.pk).first()
    if now is None:
        raise Gone
    if not now.is_written_now:
        raise NotNow(_("Nothing is being written that could be given up."))
    progress.give_up(now, by=by, at=at)
    return now


def can_be_taken_back(batch: ImportBatch, at: datetime) -> bool:
    applied = batch.applied_at
    return (
        batch.state == BatchState.APPLIED
        and applied is not None
        and at < applied + TAKEN_BACK_WITHIN
    )


@transaction.atomic
def discard(*, batch: ImportBatch, by: User, at: datetime) -> None:
    """Forget an import that was not carried out, and its file.

    :raises NotNow: if it was confirmed.
    :raises NotYours: if the person may not change such records.
    :raises Gone: if it was discarded meanwhile.
    """
    _refuse_strangers(sheet_of(batch.kind), by)
    held = locked(ImportBatch.objects.all(), batch.pk)
    if held.state not in (*BatchState.read_now(), *BatchState.unconfirmed()):
        raise NotNow(_already(held))
    subject = ImportBatch(pk=held.pk, kind=held.kind)
    held.delete()
    scrub_after_commit()
    _note("spreadsheets.discarded", subject, by, at)


def see(*, batch: ImportBatch, by: User, at: datetime) -> None:
    """Note that somebody looks at it: what is looked at is not forgotten meanwhile.

    Who looks at what tells of people is written down.
    """
    if batch.is_written_now:
        # Its worker may hold the whole database, and what is worked at is not forgotten.
        return
    with transaction.atomic():
        ImportBatch.objects.filter(pk=batch.pk, seen_at__lte=at - SEEN_EVERY).update(seen_at=at)
        if batch.tells_of_people and not batch.is_working:
            _note("spreadsheets.looked-at", batch, by, at)


def _digest(file: "File[bytes]") -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def _refuse_strangers(sheet: Sheet, by: User) -> None:
    if not sheet.may_use(by):
        raise NotYours(_("Your role does not allow you to import such records."))


def _again(sheet: Sheet, digest: str) -> list[Sentence]:
    same = ImportBatch.objects.filter(kind=sheet.key, digest=digest, state=BatchState.APPLIED)
    last = same.newest_first().first()
    if last is None or last.applied_at is None:
        return []
    return [Sentence(AGAIN, {"day": date_format(localtime(last.applied_at), "DATE_FORMAT")})]


def _already(batch: ImportBatch) -> str:
    moment = batch.confirmed_at and localtime(batch.confirmed_at)
    return _("Already imported: %(person)s confirmed it on %(moment)s.") % {
        "person": batch.confirmed_by,
        "moment": date_format(moment, "DATETIME_FORMAT") if moment else "",
    }


def _note(event: str, batch: ImportBatch, by: User, at: datetime) -> None:
    audit.record(event=event, by=by, subject=batch, at=at, purpose=batch.kind)
