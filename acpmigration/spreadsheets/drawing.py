"""What the rows of a file would do: each is tried as it would be carried out, and undone."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from acpmigration.accounts.models import User
from acpmigration.refusals import Refusal
from acpmigration.spreadsheets.chosen import retired_in
from acpmigration.spreadsheets.columns import KEPT, Column
from acpmigration.spreadsheets.enums import RowOutcome
from acpmigration.spreadsheets.matching import Known
from acpmigration.spreadsheets.near import Alphabet
from acpmigration.spreadsheets.rows import Change as Shown
from acpmigration.spreadsheets.rows import Difference, Problem, Row
from acpmigration.spreadsheets.saving import Change, digest
from acpmigration.spreadsheets.unreadable import Unreadable, quoted

if TYPE_CHECKING:
    from acpmigration.spreadsheets.sheets import Sheet

# Before what a new record is called, where keys of rows are kept: no key begins so.
CALLED = "called "


def differences(
    sheet: "Sheet",
    rows: Sequence[Row],
    *,
    by: User,
    today: date,
    earlier: Mapping[str, int],
) -> list[Difference]:
    """Try all rows in one transaction, so that they meet each other, and roll it back."""
    with transaction.atomic():
        drawn = _Drawing(sheet, rows, by, today, earlier).all()
        transaction.set_rollback(True)
    return drawn


class _Drawing:
    """A slice of rows, with all that their cells name and the records that they find."""

    def __init__(
        self,
        sheet: "Sheet",
        rows: Sequence[Row],
        by: User,
        today: date,
        earlier: Mapping[str, int],
    ) -> None:
        self.sheet, self.rows, self.by, self.today = sheet, rows, by, today
        self.columns = {column.key: column for column in sheet.columns}
        self.seen = {key: number for key, number in earlier.items() if not key.startswith(CALLED)}
        self.above = Alphabet(
            (key.removeprefix(CALLED), str(number))
            for key, number in earlier.items()
            if key.startswith(CALLED)
        )
        self.known = Known()
        for column in sheet.columns:
            cells = [row.cells[column.key].value for row in rows if column.key in row.cells]
            if any(value is not None for value in cells):
                column.prepare(cells, self.known)

    def all(self) -> list[Difference]:
        read = [self._read(row) for row in self.rows]
        keys = {key for values, _problems in read if (key := self.sheet.key_of(values))}
        self.records = self.sheet.find(keys)
        return [
            self._draw(row, values, problems)
            for row, (values, problems) in zip(self.rows, read, strict=True)
        ]

    def _read(self, row: Row) -> tuple[dict[str, Any], list[Problem]]:
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        for key, cell in row.cells.items():
            if (column := self.columns.get(key)) is None:
                continue
            try:
                value = column.parse(cell.value, self.known)
            except Unreadable as refusal:
                problems.append(Problem(str(refusal), key, cell.address, refusal.proposals))
                continue
            if value is not KEPT:
                values[key] = value
        return values, problems

    def _draw(self, row: Row, values: dict[str, Any], problems: list[Problem]) -> Difference:
        key = self.sheet.key_of(values)
        record = self.records.get(key) if key else None
        is_new = record is None
        record = self.sheet.model() if record is None else record
        state = {} if is_new else self.sheet.state(record)
        # However the row has named it.
        key = key if is_new else self.sheet.key_of(state)
        self.sheet.settle(state, values, self.known)
        self._refuse_second(row, key, problems)
        called = self.sheet.called(values) if is_new else {}
        self._refuse_called_so(row, called, problems)
        problems += self._misplaced(row, values, state, is_new=is_new)
        new = {
            name: value
            for name, value in values.items()
            if not self.columns[name].read_only
            and (is_new or not self.columns[name].is_same(state.get(name), value))
            and (is_new or not self.columns[name].fixed)
        }
        change = Change(
            self.columns,
            record,
            new,
            state,
            self.known,
            self.by,
            self.today,
            above=self.above,
            is_new=is_new,
        )
        label = "" if is_new else str(record)
        if new and not problems:
            problems += self._try(row, change)
        outcome = RowOutcome.NEW if is_new else RowOutcome.CHANGED if new else RowOutcome.SAME
        drawn = Difference(
            number=row.number,
            outcome=RowOutcome.REFUSED if problems else outcome,
            key=key,
            label=label or self._label_of(values),
            changes=[] if outcome == RowOutcome.SAME else self._shown(change),
            problems=problems,
            object_id=None if is_new else record.pk,
            plan={
                "values": new,
                "digest": "" if is_new else digest(state),
                **self._remarked(change, problems),
                **({"called": sorted(set(called.values()))} if called else {}),
            },
        )
        for name in called.values():
            self.above.add(name, str(row.number))
        return drawn

    def _remarked(self, change: Change, problems: list[Problem]) -> dict[str, str]:
        remark = self.sheet.remark(change) if change.values and not problems else ""
        return {"remark": remark} if remark else {}

    def _refuse_second(self, row: Row, key: str, problems: list[Problem]) -> None:
        if not key:
            return
        if (first := self.seen.get(key, row.number)) != row.number:
            said = _("“%(key)s” stands in row %(row)s already: each record has one row.")
            problems.append(
                self._problem(row, said % {"key": quoted(key), "row": first}, self.sheet.key_column)
            )
        self.seen.setdefault(key, row.number)

    def _refuse_called_so(self, row: Row, called: dict[str, str], problems: list[Problem]) -> None:
        for column, name in called.items():
            if first := self.above.leads_to.get(name):
                said = _("The new record of row %(row)s is called so: each record has one row.")
                problems.append(self._problem(row, said % {"row": first}, column))
                return

    def _misplaced(
        self, row: Row, values: dict[str, Any], state: dict[str, Any], *, is_new: bool
    ) -> list[Problem]:
        """What is missing, retired or not for a spreadsheet to say."""
        problems = []
        for name, column in self.columns.items():
            is_empty = name in values and values[name] in (None, "", [])
            if column.required and (is_empty or (is_new and name not in row.cells)):
                problems.append(self._problem(row, _("Fill this in."), name))
            if name not in values:
                continue
            if reason := column.read_only or ("" if is_new else column.fixed):
                if not is_empty and not column.is_same(state.get(name), values[name]):
                    problems.append(self._problem(row, str(reason), name))
                continue
            gone = retired_in(column, state.get(name), values[name], self.known)
            problems += [self._problem(row, sentence, name) for sentence in gone]
        return problems

    def _try(self, row: Row, change: Change) -> list[Problem]:
        """Ask the rules, and the database itself, which holds every constraint."""
        try:
            change.put()
            self.sheet.check(change)
            if change.is_new:
                self.sheet.name(change.record)
            change.record.clean_fields(exclude=self._unasked(change))
            self.sheet.try_out(change)
        except Refusal as refusal:
            columns = getattr(refusal, "fields", [""] * len(refusal.messages))
            return [
                self._problem(row, str(sentence), column)
                for sentence, column in zip(refusal.messages, columns, strict=True)
            ]
        except ValidationError as refusal:
            return self._in_words(row, refusal)
        return []

    def _unasked(self, change: Change) -> set[str]:
        """Fields that no cell fills in, and rows that were looked up already."""
        asked = self.columns.values() if change.is_new else map(self.columns.get, change.values)
        named = {field for column in asked if column for field in column.fields}
        return {
            field.name
            for field in self.sheet.model._meta.fields
            if field.name not in named or field.is_relation
        }

    def _in_words(self, row: Row, refusal: ValidationError) -> list[Problem]:
        by_field = getattr(refusal, "message_dict", {NON_FIELD_ERRORS: refusal.messages})
        of = {field: column for column in self.columns.values() for field in column.fields}
        return [
            self._problem(row, sentence, of[field].key if field in of else "")
            for field, sentences in by_field.items()
            for sentence in sentences
        ]

    def _problem(self, row: Row, sentence: str, column: str) -> Problem:
        cell = row.cells.get(column)
        return Problem(sentence, column, cell.address if cell else "")

    def _shown(self, change: Change) -> list[Shown]:
        return [
            Shown(name, self._words(column, change.state.get(name)), self._words(column, value))
            for name, value in change.values.items()
            if (column := self.columns[name]) and (not change.is_new or value not in (None, "", []))
        ]

    def _words(self, column: Column, value: Any) -> str:
        return "" if value is None else column.shown(value, self.known)

    def _label_of(self, values: dict[str, Any]) -> str:
        """What a new record will be called."""
        named = [*self.sheet.slug_from, self.sheet.key_column]
        return str(next((values[name] for name in named if values.get(name)), ""))
