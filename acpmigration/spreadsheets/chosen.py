"""Columns whose cells name something: a word of a list, a row, or several rows."""

import re
from collections.abc import Sequence
from typing import Any

from django.db.models import Choices, Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from acpmigration.spreadsheets.columns import Column
from acpmigration.spreadsheets.matching import Known, Loader
from acpmigration.spreadsheets.named_rows import Records, choices_of
from acpmigration.spreadsheets.rows import Value
from acpmigration.spreadsheets.texts import as_text, tidy
from acpmigration.spreadsheets.unreadable import Unreadable

APART = re.compile(r"[;\n]")
JOINED = "; "


class NamedColumn(Column):
    """A cell that names one row by key, code or name; ``names`` reads all that may be named."""

    # The key of a row that the attribute leads to.
    key_of = "slug"

    def __init__(self, *args: Any, names: Loader, key_of: str = "slug", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names, self.key_of = names, key_of

    def choices(self) -> list[str]:
        return list(self.names().labels())

    def prepare(self, values: Sequence[Value], known: Known) -> None:
        names = known[self.names]
        if isinstance(names, Records):
            names.prepare(word for value in values if value for word in self.words_in(value))

    def words_in(self, value: Value) -> list[str]:
        return [tidy(as_text(value))]

    def empty(self) -> Any:
        return None

    def read(self, value: Value, known: Known) -> Any:
        return known[self.names].find(tidy(as_text(value))).key

    def of(self, record: Model) -> Any:
        row = self.get_value(record)
        return row and getattr(row, self.key_of)

    def put(self, record: Any, value: Any, known: Known) -> None:
        row_id = value and known[self.names].named(value).pk
        setattr(record, record._meta.get_field(self.attribute).attname, row_id)

    def shown(self, value: Any, known: Known) -> str:
        return known[self.names].label(value) if value else ""


class ChoiceColumn(NamedColumn):
    """A word of a list that the portal's code holds."""

    def __init__(
        self, *args: Any, choices: type[Choices], otherwise: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, names=lambda: choices_of(choices), **kwargs)
        self.otherwise = otherwise

    def empty(self) -> Any:
        return self.otherwise

    def of(self, record: Model) -> Any:
        value = self.get_value(record)
        return "" if value is None else str(value)

    def put(self, record: Any, value: Any, known: Known) -> None:
        setattr(record, self.attribute, known[self.names].named(value).pk if value else "")


class SeveralColumn(NamedColumn):
    """A cell that names several rows, with ``; `` between them, in any order."""

    rule = gettext_lazy("Several may be named, with “;” between them.")

    def words_in(self, value: Value) -> list[str]:
        return [word for part in APART.split(as_text(value)) if (word := tidy(part))]

    def empty(self) -> Any:
        return []

    def read(self, value: Value, known: Known) -> Any:
        found, wrong = [], []
        for word in self.words_in(value):
            try:
                found.append(known[self.names].find(word).key)
            except Unreadable as refusal:
                wrong.append(refusal)
        if wrong:
            raise Unreadable(
                " ".join(map(str, wrong)), [near for each in wrong for near in each.proposals]
            )
        return sorted(set(found))

    def of(self, record: Model) -> Any:
        rows = self.get_value(record)
        return sorted(getattr(row, self.key_of) for row in rows.all()) if rows else []

    def put(self, record: Any, value: Any, known: Known) -> None:
        """Nothing: the rows are stored beside the record."""

    def put_rows(self, record: Any, value: Any, known: Known) -> None:
        names = known[self.names]
        getattr(record, self.attribute).set([names.named(key).pk for key in value])

    def shown(self, value: Any, known: Known) -> str:
        labels = [(key, known[self.names].label(key)) for key in value]
        # A name that would fall apart is written by its key.
        return JOINED.join(key if APART.search(label) else label for key, label in labels)


def retired_in(column: Column, old: Any, new: Any, known: Known) -> list[str]:
    """The rows that a cell gives to the record anew though they are given to no record any more."""
    if not isinstance(column, NamedColumn):
        return []
    had = set(old or []) if isinstance(new, list) else {old}
    wanted = new if isinstance(new, list) else [new]
    names = known[column.names]
    return [
        _("“%(name)s” was retired: it is given to no record any more.") % {"name": names.label(key)}
        for key in wanted
        if key and key not in had and getattr(names.by_key.get(key), "is_retired", False)
    ]
