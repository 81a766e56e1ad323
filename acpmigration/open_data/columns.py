"""A record as a line of a table: what stands in each column, and what it means."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from acpmigration.open_data.data_set import DataSet, Record
from acpmigration.open_data.fields import Day, help_of

SEPARATOR = "; "
# Of records in one cell, the one that does not have the value: the others keep their places.
NONE_HERE = "n/a"
Cell = str | int | float | bool | None


class ColumnType(StrEnum):
    """In the words of Frictionless Table Schema."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"


TYPES: dict[type[serializers.Field], ColumnType] = {
    serializers.BooleanField: ColumnType.BOOLEAN,
    serializers.IntegerField: ColumnType.INTEGER,
    serializers.FloatField: ColumnType.NUMBER,
    serializers.DateTimeField: ColumnType.DATETIME,
    Day: ColumnType.DATE,
}


@dataclass(frozen=True)
class Column:
    """``path`` leads through the record; ``is_list`` says that a cell may hold several values.

    A step ``stages[2]`` takes the second of a list whose places mean something: what, its child
    says by ``place``. ``values`` are all that a cell takes where that is fixed in code, and
    ``meaning`` tells them.
    """

    heading: str
    path: tuple[str, ...]
    meaning: str
    type: ColumnType
    is_list: bool
    values: tuple[str, ...] = ()

    def cell(self, record: Record) -> Cell:
        found = _followed(record, self.path)
        return self._joined(found) if isinstance(found, list) else found

    def _joined(self, values: list[Any]) -> str:
        told = [value for value in values if value not in (None, "")]
        if told and len(self.path) > 1:
            told = [NONE_HERE if value in (None, "") else value for value in values]
        return SEPARATOR.join(map(str, told))


def columns_of(data_set: DataSet) -> list[Column]:
    """The columns of a kind, explained in the language that is active."""
    record = data_set.record()
    return [
        _column(record, heading, tuple(path.split(".")))
        for heading, path in data_set.columns.items()
    ]


def _column(record: serializers.Serializer, heading: str, path: tuple[str, ...]) -> Column:
    field: Any = record
    meanings, is_list = [], False
    for step in path:
        name, place = _taken_apart(step)
        field = field.fields[name]
        meanings.append(help_of(field) if place is None else field.child.place(place))
        if isinstance(field, serializers.ListSerializer | serializers.ListField):
            field, is_list = field.child, is_list or place is None
    kind = next((TYPES[base] for base in type(field).__mro__ if base in TYPES), ColumnType.STRING)
    choices = field.choices if isinstance(field, serializers.ChoiceField) else {}
    meanings.append(_words_for(choices))
    return Column(
        heading,
        path,
        " ".join(meaning for meaning in meanings if meaning),
        ColumnType.STRING if is_list else kind,
        is_list,
        tuple(value for value in choices if value),
    )


def _words_for(choices: Mapping[str, Any]) -> str:
    """What the pages say for each value: a table holds words for programs."""
    if not choices:
        return ""
    told = ", ".join(f"{value} ({label})" for value, label in choices.items() if value)
    return _("Values: %(values)s.") % {"values": told}


def _followed(value: Any, path: tuple[str, ...]) -> Any:
    if not path or value is None:
        return value
    if isinstance(value, list):
        return [_followed(each, path) for each in value]
    name, place = _taken_apart(path[0])
    found = value[name]
    if place is not None:
        found = found[place - 1] if place <= len(found) else None
    return _followed(found, path[1:])


def _taken_apart(step: str) -> tuple[str, int | None]:
    name, bracket, place = step.partition("[")
    return name, int(place.rstrip("]")) if bracket else None
