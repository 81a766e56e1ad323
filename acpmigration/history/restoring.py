"""Bringing an old version back: its words are sent through the form that anybody would use."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.http import QueryDict
from django.utils.text import capfirst
from simple_history.utils import get_m2m_reverse_field_name

from acpmigration.changes import as_sent, in_words, plain
from acpmigration.history.pieces import Piece, pieces
from acpmigration.history.values import without_markup
from acpmigration.reasons import RESTORED
from acpmigration.richtext import RichTextField

# Addresses are known to others, and stay.
STAYS = {"seen", "slug"}


@dataclass(frozen=True)
class FieldThen:
    """A field that has another value now than the version had."""

    name: str
    label: str
    pieces: list[Piece]


def reason_of(line: Any) -> str:
    """What the history says of the record that was restored to a line."""
    return f"{RESTORED}: {line.history_date.isoformat(timespec='minutes')}"


def version_of(form: "forms.ModelForm[Any]", line: Any) -> dict[str, Any]:
    """What the form's fields had at a line, as far as the history knows."""
    then = line.instance
    columns = {column.name: column for column in form.instance._meta.concrete_fields}
    several = {field.name: field for field in line._history_m2m_fields}
    found: dict[str, Any] = {}
    for name, field in form.fields.items():
        if name in STAYS or isinstance(field, forms.FileField):
            continue
        if name in several:
            found[name] = _chosen(line, several[name])
        elif name in columns:
            found[name] = columns[name].value_from_object(then)
        elif f"{name}_from" in columns:
            fact = getattr(then, name)
            found[name] = fact.written if fact else ""
    return found


def _chosen(line: Any, field: Any) -> list[Any]:
    key = f"{get_m2m_reverse_field_name(field)}_id"
    rows = getattr(type(line), field.name).model.objects.filter(history_id=line.history_id)
    return sorted(rows.values_list(key, flat=True))


def differences(form: "forms.ModelForm[Any]", version: dict[str, Any]) -> Iterator[FieldThen]:
    """What restoring would change, from what is stored now."""
    for name, then in version.items():
        field, now = form.fields[name], form.get_initial_for_field(form.fields[name], name)
        if _compared(now) == _compared(then):
            continue
        words = [_in_words(form, name, value) for value in (now, then)]
        yield FieldThen(name, capfirst(str(field.label or name)), pieces(*words))


def _compared(value: Any) -> Any:
    return plain(value) or ("" if not isinstance(value, bool) else False)


def _in_words(form: "forms.ModelForm[Any]", name: str, value: Any) -> str:
    if value in (None, "", []):
        return ""
    columns = form.instance._meta
    is_rich = name in {f.name for f in columns.concrete_fields} and isinstance(
        columns.get_field(name), RichTextField
    )
    return without_markup(value) if is_rich else in_words(form.fields[name], value)


def sent_for(form: "forms.ModelForm[Any]", version: dict[str, Any], seen: str) -> QueryDict:
    """What a browser would send of the form, had somebody typed the version into it."""
    data = QueryDict(mutable=True)
    for name, field in form.fields.items():
        if name == "seen" or isinstance(field, forms.FileField):
            continue
        stored = form.get_initial_for_field(field, name)
        value = version.get(name, stored)
        if isinstance(field, forms.ModelMultipleChoiceField | forms.MultipleChoiceField):
            data.setlist(form.add_prefix(name), list(_keys(value)))
        elif written := as_sent(field, value):
            data[form.add_prefix(name)] = written
    data["seen"] = seen
    return data


def _keys(values: Any) -> Iterator[str]:
    for value in values or []:
        yield str(value.pk if isinstance(value, models.Model) else value)
