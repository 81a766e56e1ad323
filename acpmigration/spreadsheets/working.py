"""The work at an import: reading its rows, carrying it out, taking it back."""

import contextlib
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import OperationalError, transaction
from django.utils.translation import gettext_noop as _
from django.utils.translation import override

from acpmigration.accounts.models import User
from acpmigration.pages.domain import audit
from acpmigration.spreadsheets import progress
from acpmigration.spreadsheets.claims import ClaimLost, claim, let_go
from acpmigration.spreadsheets.enums import BatchState
from acpmigration.spreadsheets.models import ImportBatch, ImportRow
from acpmigration.spreadsheets.progress import Asked, GivenUp, Steps
from acpmigration.spreadsheets.saving import CannotTakeBack, RowRefused
from acpmigration.spreadsheets.sentences import FileNotUnderstood, Sentence
from acpmigration.spreadsheets.sheets import sheet_of
from acpmigration.spreadsheets.slices import read_rows

Clock = Callable[[], datetime]

WRITTEN_AT_ONCE = 200

FAILED = _("Something went wrong that we have noted. Nothing was changed; try again or tell us.")
ROW_REFUSED = _("Row %(row)s: %(reason)s")
LOST = "%(reason)s"

logger = logging.getLogger(__name__)


def work(*, batch: ImportBatch, clock: Clock) -> bool:
    """Do what an import waits for; return whether it was free to be worked at."""
    try:
        claimed = claim(batch=batch, at=clock())
    except OperationalError:
        # Somebody writes for so long that nobody else can.
        claimed = None
    if claimed is None:
        return False
    try:
        with override(claimed.language):
            DO[BatchState(claimed.state)](claimed, clock)
    except ClaimLost:
        logger.info("Another worker has the import.", extra={"batch": claimed.pk})
    except OperationalError:
        # A record or the database was held for too long: whoever looks next tries again.
        logger.warning("An import waits for somebody else.", extra={"batch": claimed.pk})
        with contextlib.suppress(ClaimLost, OperationalError):
            let_go(claimed, BatchState(claimed.state))
    except Exception:
        logger.exception("An import failed.", extra={"batch": claimed.pk})
        with contextlib.suppress(ClaimLost):
            _fail(claimed, Sentence(FAILED), at=clock())
    return True


def work_at_all(*, clock: Clock) -> int:
    """Do what all imports wait for, the longest waiting first; return at how many it worked."""
    waiting = list(ImportBatch.objects.left(clock()).oldest_first())
    return sum(work(batch=batch, clock=clock) for batch in waiting)


def _read(batch: ImportBatch, clock: Clock) -> None:
    try:
        read_rows(batch, clock)
    except FileNotUnderstood as refusal:
        let_go(batch, BatchState.UNREADABLE, problems=[refusal.sentence.as_json()])
    else:
        let_go(batch, BatchState.READY)


def _carry_out(batch: ImportBatch, clock: Clock) -> None:
    """All rows or none; the row of the import is held meanwhile, so that nobody takes it over."""
    assert batch.confirmed_by is not None  # noqa: S101 - held by a constraint
    step = Steps(batch)
    try:
        with transaction.atomic():
            at, by = clock(), batch.confirmed_by
            done = list(sheet_of(batch.kind).carry_out(_held(batch), by=by, at=at, step=step))
            filled = ["object_id", "before", "after"]
            ImportRow.objects.bulk_update(done, filled, batch_size=WRITTEN_AT_ONCE)
            step()
            let_go(batch, BatchState.APPLIED, applied_at=at)
            _note("spreadsheets.carried-out", batch, by, at)
    except RowRefused as refusal:
        words: dict[str, str | int] = {"row": refusal.number, "reason": str(refusal)}
        _fail(batch, Sentence(ROW_REFUSED, words), at=clock())
    except GivenUp as given_up:
        _give_up(batch, given_up.asked, clock())
    progress.forget(batch)


def _take_back(batch: ImportBatch, clock: Clock) -> None:
    assert batch.taken_back_by is not None  # noqa: S101 - held by a constraint
    step = Steps(batch)
    try:
        with transaction.atomic():
            at, by = clock(), batch.taken_back_by
            sheet_of(batch.kind).take_back(_held(batch), by=by, at=at, step=step)
            step()
            let_go(batch, BatchState.TAKEN_BACK)
            _note("spreadsheets.taken-back", batch, by, at)
    except CannotTakeBack as refusal:
        lost = [Sentence(LOST, {"reason": str(each)}) for each in refusal.messages]
        _fail(batch, *lost, at=clock())
    except GivenUp as given_up:
        _give_up(batch, given_up.asked, clock())
    progress.forget(batch)


def _held(batch: ImportBatch) -> list[ImportRow]:
    """The rows that write something, once nobody else can work at them.

    :raises ClaimLost: if somebody else does.
    """
    own = ImportBatch.objects.select_for_update().filter(pk=batch.pk, claim=batch.claim)
    if own.first() is None:
        raise ClaimLost
    rows = list(batch.rows.written().in_order())
    for row in rows:
        row.batch = batch
    return rows


NOT_TAKEN_BACK = {"taken_back_at": None, "taken_back_by": None}
# State in which the work failed -> where it leads, and what is no longer true.
FAILED_IN: dict[BatchState, tuple[BatchState, dict[str, Any]]] = {
    BatchState.WAITING: (BatchState.UNREADABLE, {}),
    BatchState.READING: (BatchState.UNREADABLE, {}),
    BatchState.APPLYING: (BatchState.FAILED, {}),
    BatchState.TAKING_BACK: (BatchState.APPLIED, NOT_TAKEN_BACK),
}
# State in which somebody had the work stopped -> the same.
GIVEN_UP_IN: dict[BatchState, tuple[BatchState, dict[str, Any]]] = {
    BatchState.APPLYING: (BatchState.GIVEN_UP, {"confirmed_at": None, "confirmed_by": None}),
    BatchState.TAKING_BACK: (BatchState.APPLIED, NOT_TAKEN_BACK),
}


def _fail(batch: ImportBatch, *problems: Sentence, at: datetime) -> None:
    """Nothing was changed; say why, to be read for as long as what was just read."""
    state, values = FAILED_IN[BatchState(batch.state)]
    told = [problem.as_json() for problem in problems]
    let_go(batch, state, problems=told, seen_at=at, **values)


@transaction.atomic
def _give_up(batch: ImportBatch, asked: Asked, at: datetime) -> None:
    """Nothing was changed, as somebody asked; it may be asked for again."""
    state, values = GIVEN_UP_IN[BatchState(batch.state)]
    given_up = {"given_up_at": asked.at, "given_up_by_id": asked.by}
    let_go(batch, state, seen_at=at, **given_up, **values)
    _note("spreadsheets.given-up", batch, User.objects.get(pk=asked.by), asked.at)


def fail(*, batch: ImportBatch, at: datetime) -> bool:
    """Stop trying what no worker has come to the end of; return whether nobody works at it."""
    claimed = claim(batch=batch, at=at)
    if claimed is None:
        return False
    _fail(claimed, Sentence(FAILED), at=at)
    return True


def _note(event: str, batch: ImportBatch, by: User, at: datetime) -> None:
    audit.record(event=event, by=by, subject=batch, at=at, purpose=batch.kind)


DO: dict[BatchState, Callable[[ImportBatch, Clock], None]] = {
    BatchState.READING: _read,
    BatchState.APPLYING: _carry_out,
    BatchState.TAKING_BACK: _take_back,
}
