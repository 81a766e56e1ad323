"""Carrying out what was read and confirmed, and taking it back."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError, transaction
from django.db.models import Model, ProtectedError
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from acpmigration.accounts.models import User
from acpmigration.changes import newest_change
from acpmigration.dates import day_in
from acpmigration.refusals import NotNow, Refusal
from acpmigration.search.indexing import refresh
from acpmigration.spreadsheets.enums import RowOutcome
from acpmigration.spreadsheets.matching import Known
from acpmigration.spreadsheets.models import ImportRow
from acpmigration.spreadsheets.saving import CannotTakeBack, Change, RowRefused, digest

if TYPE_CHECKING:
    from acpmigration.spreadsheets.sheets import Sheet

# Called before each row.
Step = Callable[[], None]

SLICE = 200


def unwatched() -> None:
    """A step of which nobody asks how far it is."""


def carry_out(
    sheet: "Sheet", rows: Sequence[ImportRow], *, by: User, at: datetime, step: Step
) -> Iterator[ImportRow]:
    for part in _slices(row for row in rows if row.outcome in RowOutcome.writing()):
        yield from _carry_out(sheet, part, by, at, step)


def take_back(
    sheet: "Sheet", rows: Sequence[ImportRow], *, by: User, at: datetime, step: Step
) -> None:
    """What was made last is taken back first: it may refer to what was made before."""
    lost: list[str] = []
    written = [
        row for row in rows if row.outcome in RowOutcome.writing() and row.object_id is not None
    ]
    for part in _slices(reversed(written)):
        lost += _take_back(sheet, part, by, at, step)
    if lost:
        raise CannotTakeBack(*lost)


def delete(change: Change) -> None:
    """:raises NotNow: if the record is public, or another refers to it."""
    record = change.record
    if getattr(record, "published_at", None):
        raise NotNow(_("It is public meanwhile."))
    # Asked again: the other may have been taken back in between.
    if change.may_be_named and (naming := _naming(type(record), [record.pk])):
        used = _("It is named by another record meanwhile (%(kind)s).")
        raise NotNow(used % {"kind": naming[record.pk]._meta.verbose_name})
    record._history_user, record._change_reason = change.by, change.why
    try:
        record.delete()
    except ProtectedError as refusal:
        raise NotNow(_("It is named by another record meanwhile.")) from refusal


def _naming(model: type[Model], keys: Sequence[Any]) -> dict[Any, type[Model]]:
    """Which of the records another one names, and what that is."""
    found: dict[Any, type[Model]] = {}
    for relation in model._meta.related_objects:
        other = relation.related_model
        if hasattr(other, "history_object"):
            continue
        way = relation.field.name
        named = other._base_manager.filter(**{f"{way}__in": keys}).order_by()
        for key in named.values_list(way, flat=True).distinct():
            found.setdefault(key, other)
    return found


def _slices(rows: Iterable[ImportRow]) -> Iterator[list[ImportRow]]:
    left = iter(rows)
    while part := list(islice(left, SLICE)):
        yield part


def _locked(sheet: "Sheet", rows: Sequence[ImportRow]) -> dict[Any, Any]:
    keys = [row.object_id for row in rows if row.object_id is not None]
    held = sheet.model._base_manager.select_for_update().filter(pk__in=keys).order_by("pk")
    list(held.values_list("pk", flat=True))
    return {record.pk: record for record in sheet.rows().filter(pk__in=keys)}


def _change(
    sheet: "Sheet",
    row: ImportRow,
    record: Any,
    values: dict[str, Any],
    by: User,
    at: datetime,
    file: str,
) -> Change:
    is_new = record is None
    record = sheet.model() if record is None else record
    return Change(
        columns={column.key: column for column in sheet.columns},
        record=record,
        values=values,
        state={} if is_new else sheet.state(record),
        known=Known(),
        by=by,
        today=day_in(by.zone, at),
        at=at,
        why=f"import {row.batch_id}",
        file=file,
        is_new=is_new,
    )


def _carry_out(
    sheet: "Sheet", rows: list[ImportRow], by: User, at: datetime, step: Step
) -> Iterator[ImportRow]:
    records, known, file = _locked(sheet, rows), Known(), rows[0].batch.name
    written = []
    for row in rows:
        step()
        record = records.get(row.object_id) if row.outcome == RowOutcome.CHANGED else None
        if row.outcome == RowOutcome.CHANGED and record is None:
            raise RowRefused(row.number, _("Somebody deleted this record meanwhile."))
        change = _change(sheet, row, record, dict(row.plan["values"]), by, at, file)
        change.known = known
        if record is not None and digest(change.state) != row.plan["digest"]:
            raise RowRefused(row.number, _changed_by(record))
        row.object_id = _write(sheet, row, change).pk
        written.append((row, change))
    stored = {record.pk: record for record in _stored(sheet, rows)}
    for row, change in written:
        _note(sheet, row, change, stored[row.object_id])
        yield row
    refresh(*stored.values())


def _stored(sheet: "Sheet", rows: Sequence[ImportRow]) -> Iterable[Any]:
    return sheet.rows().filter(pk__in=[row.object_id for row in rows])


def _note(sheet: "Sheet", row: ImportRow, change: Change, stored: Any) -> None:
    """Keep what the record was and is, for taking the row back."""
    state = sheet.state(stored)
    row.before = {name: change.state[name] for name in change.values if not change.is_new}
    row.after = {
        "values": state if change.is_new else {name: state[name] for name in change.values},
        "version": getattr(stored, "version", None),
    }


def _write(sheet: "Sheet", row: ImportRow, change: Change) -> Any:
    try:
        with transaction.atomic():
            change.put()
            sheet.check(change)
            return sheet.make(change) if change.is_new else sheet.alter(change)
    except Refusal as refusal:
        raise RowRefused(row.number, *refusal.messages) from refusal
    except DatabaseError as refusal:
        said = _("Another record has the same key or code meanwhile.")
        raise RowRefused(row.number, said) from refusal


def _take_back(
    sheet: "Sheet", rows: list[ImportRow], by: User, at: datetime, step: Step
) -> list[str]:
    records, known, touched, lost = _locked(sheet, rows), Known(), [], []
    file, named = rows[0].batch.name, _naming(sheet.model, list(records))
    for row in rows:
        step()
        record = records.get(row.object_id)
        if record is None:
            lost.append(_of_row(row, _("Somebody deleted this record meanwhile.")))
            continue
        change = _change(sheet, row, record, dict(row.before or {}), by, at, file)
        change.known, change.is_undone = known, True
        change.why = f"import {row.batch_id} taken back"
        change.may_be_named = record.pk in named
        if reason := _lost(sheet, row, change):
            lost.append(_of_row(row, reason))
            continue
        # Deleting takes the key away by which the search would forget the record.
        touched.append(copy(record))
        try:
            with transaction.atomic():
                _undo(sheet, row, change)
        except Refusal as refusal:
            lost.append(_of_row(row, str(refusal)))
    refresh(*touched)
    return lost


def _undo(sheet: "Sheet", row: ImportRow, change: Change) -> None:
    if row.outcome == RowOutcome.NEW:
        sheet.remove(change)
    else:
        change.put()
        sheet.alter(change)


def _lost(sheet: "Sheet", row: ImportRow, change: Change) -> str:
    """The later change that taking the row back would lose, in words; nothing if there is none."""
    after = row.after or {}
    if row.outcome == RowOutcome.NEW and getattr(change.record, "version", None) != after.get(
        "version"
    ):
        return _changed_by(change.record)
    moved = [
        sheet.column(name).header
        for name, value in after.get("values", {}).items()
        if not sheet.column(name).is_same(change.state.get(name), value)
    ]
    return f"{', '.join(moved)}: {_changed_by(change.record)}" if moved else ""


def _of_row(row: ImportRow, reason: str) -> str:
    told = {"row": row.number, "record": row.label or row.key, "reason": reason}
    return _("Row %(row)s, %(record)s: %(reason)s") % told


def _changed_by(record: Any) -> str:
    change = newest_change(record)
    if change is None:
        return _("Somebody changed this record meanwhile.")
    moment = timezone.localtime(change.history_date)
    return _("%(who)s changed this record at %(time)s on %(day)s.") % {
        "who": change.history_user or _("Somebody"),
        "time": time_format(moment, "H:i"),
        "day": date_format(moment, _("j F Y")),
    }
