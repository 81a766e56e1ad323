"""Writing what one row says to its record, with the actor and the import in its history."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import translation

from acpmigration.accounts.models import User
from acpmigration.refusals import Refusal
from acpmigration.spreadsheets.columns import Column
from acpmigration.spreadsheets.matching import Known
from acpmigration.spreadsheets.near import Alphabet


class RowRefused(Refusal):
    """A row cannot be carried out any more; ``number`` is that of the file."""

    def __init__(self, number: int, *sentences: Any) -> None:
        super().__init__(*sentences)
        self.number = number


class CannotTakeBack(Refusal):
    """Something was changed since the import: a sentence for each change that would be lost."""


class Said(Refusal):
    """What a rule says of one column."""

    def __init__(self, column: str, *sentences: Any) -> None:
        super().__init__(*sentences)
        self.fields = [column] * len(sentences)


@contextmanager
def said_of(column: str) -> Iterator[None]:
    """Let what a rule says be said of the column that it is about.

    :raises Said: if it says something.
    """
    try:
        yield
    except Refusal as refusal:
        raise Said(column, *refusal.messages) from refusal


@dataclass
class Change:
    """What a row does to a record.

    ``values`` are what is new, by column; ``state`` is what the record says in each column before.
    """

    columns: Mapping[str, Column]
    record: Any
    values: dict[str, Any]
    state: dict[str, Any]
    known: Known
    by: User
    today: date
    at: datetime | None = None
    # Of the import, for the record's history.
    why: str = ""
    # What the file was called, for whatever asks for a reason.
    file: str = ""
    is_new: bool = False
    is_undone: bool = False
    # What the new records above in the file are called, with their rows.
    above: Alphabet = field(default_factory=Alphabet)
    # Whether another record may refer to it: looked up for many at once.
    may_be_named: bool = True

    @property
    def wanted(self) -> dict[str, Any]:
        """What the record is to say in each column."""
        return {**self.state, **self.values}

    def put(self) -> None:
        """Set the columns of the record itself."""
        for key, value in self.values.items():
            self.columns[key].put(self.record, value, self.known)


def digest(state: Mapping[str, Any]) -> str:
    """By which a record is known to be what it was."""
    said = json.dumps(state, sort_keys=True, ensure_ascii=True)
    return hashlib.blake2b(said.encode(), digest_size=16).hexdigest()


def save(change: Change) -> Any:
    """Write the record, its next version, its history and what is stored beside it."""
    record = change.record
    if hasattr(record, "version"):
        record.version += 1
    record._history_user, record._change_reason = change.by, change.why
    # The untranslated column holds the active language's word: it has to be English.
    with translation.override(settings.LANGUAGE_CODE):
        record.save()
        for key, value in change.values.items():
            change.columns[key].put_rows(record, value, change.known)
    return record
