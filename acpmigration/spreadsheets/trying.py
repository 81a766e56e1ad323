"""Asking the database for all that it holds, and saying what it refuses where it was written."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import BaseConstraint, CheckConstraint, UniqueConstraint
from django.utils.translation import gettext as _

from acpmigration.refusals import Refusal
from acpmigration.spreadsheets.saving import Change


class RulesBroken(Refusal):
    """What constraints say; ``fields`` are the columns of the sentences."""

    def __init__(self, broken: Iterable[tuple[str, str]]) -> None:
        broken = list(broken)
        super().__init__(*(sentence for _column, sentence in broken))
        self.fields = [column for column, _sentence in broken]


def try_to_save(change: Change) -> None:
    """Save the record; the caller undoes it.

    :raises RulesBroken: if a constraint refuses the record.
    :raises ValidationError: if the database does otherwise.
    """
    record = change.record
    record.skip_history_when_saving = True
    try:
        with transaction.atomic():
            record.save()
    except DatabaseError as refusal:
        if change.is_new:
            record.pk = None
        # Of all columns: a rule over several is not asked where one of them is left out.
        record.validate_unique()
        if broken := list(_broken(change)):
            raise RulesBroken(broken) from refusal
        raise ValidationError(_("The database refuses this row.")) from refusal
    finally:
        del record.skip_history_when_saving


def _broken(change: Change) -> Iterator[tuple[str, str]]:
    for model, constraints in change.record.get_constraints():
        for constraint in constraints:
            try:
                constraint.validate(model, change.record)
            except ValidationError as refusal:
                column = _column_of(set(_fields_of(constraint)), change)
                yield from ((column, sentence) for sentence in refusal.messages)


def _fields_of(constraint: BaseConstraint) -> Iterator[str]:
    if isinstance(constraint, CheckConstraint):
        condition: Any = constraint.condition
        yield from condition.referenced_base_fields
    if isinstance(constraint, UniqueConstraint):
        yield from constraint.fields
        expressions: Any = constraint.expressions
        parts = (part for each in expressions for part in each.flatten())
        yield from (name for part in parts if (name := getattr(part, "name", "")))


def _column_of(fields: set[str], change: Change) -> str:
    """Of the columns that a rule is about, the one that is most likely wrong.

    What the row changes goes before what it leaves, and what may be empty before what is always
    filled in: the latter says which rule it is. Of two days the later one is named.
    """
    about = [
        key
        for key, column in change.columns.items()
        if column.fields & fields and not column.read_only
    ]
    changed = [key for key in about if key in change.values] or about
    free = [key for key in changed if not change.columns[key].required] or changed
    filled = [key for key in free if change.wanted.get(key) not in (None, "", [])]
    return (filled or free[:1] or [""])[-1]
