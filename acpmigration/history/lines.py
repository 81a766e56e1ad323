"""The lines of histories, in words and in a fixed number of queries, however many lines they are.

Two rows of a history say what was changed between them; names stand for the keys in them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modeltranslation.translator import NotRegistered, translator
from simple_history.utils import get_m2m_reverse_field_name

from acpmigration.history.gone import names_of_gone
from acpmigration.history.pieces import ADDED, REMOVED, SAME, Piece, pieces, spaced
from acpmigration.history.values import in_words
from acpmigration.reasons import reason_in_words
from acpmigration.richtext import RichTextField

WHAT = {"+": gettext_lazy("Created"), "~": gettext_lazy("Changed"), "-": gettext_lazy("Deleted")}
# Follow from what was done, which the line says in words.
FOLLOWS = {"published_at", "ready_at", "unpublished_at", "version"}
FOLLOWS |= {"published_by", "ready_by", "scheduled_by", "unpublished_by"}

Names = Mapping[type[models.Model], Mapping[Any, str]]
# Line and field -> the keys that the field of several had.
Several = Mapping[tuple[int, str], frozenset[Any]]


@dataclass(frozen=True)
class Change:
    """What was done to one field."""

    label: str
    pieces: Sequence[Piece]


@dataclass(frozen=True)
class Line:
    number: int
    at: datetime
    who: str
    what: str
    # In the words of whoever did it or of the domain; empty for an edit.
    reason: str
    changes: Sequence[Change]
    is_version: bool


def lines_of(rows: Iterable[tuple[Any, Any]]) -> list[Line]:
    """Tell of rows of one history or of several; each stands with the row before it, or none."""
    pairs = list(rows)
    several = _several(pairs)
    names = _names(_keys(pairs, several))
    return [
        Line(
            number=row.history_id,
            at=row.history_date,
            who=str(row.history_user or ""),
            what=_what(row),
            reason=reason_in_words(row.history_change_reason),
            changes=list(_changes(row, before, several, names)) if _is_told(row, before) else [],
            is_version=row.history_type != "-",
        )
        for row, before in pairs
    ]


def subject_of(row: Any) -> str:
    """What a line of a part is about; the row comes with what its ``__str__`` names."""
    kind = str(row.instance_type._meta.verbose_name)
    instance = row.instance
    for field in row.tracked_fields:
        if field.is_relation:
            instance._state.fields_cache[field.name] = getattr(row, field.name, None)
    try:
        return f"{kind}: {instance}"
    except ObjectDoesNotExist:
        # It names something that does not exist any more.
        return kind


def _what(row: Any) -> str:
    return str(WHAT.get(row.history_type, row.history_type))


def _is_told(row: Any, before: Any) -> bool:
    return before is not None and row.history_type == "~"


def _changes(row: Any, before: Any, several: Several, names: Names) -> Iterator[Change]:
    for field in told_fields(row.instance_type):
        found = list(spaced(_difference(field, before, row, names)))
        if found:
            yield Change(capfirst(str(field.verbose_name)), found)
    for field in row._history_m2m_fields:
        old, new = several[before.history_id, field.name], several[row.history_id, field.name]
        known = names.get(field.related_model, {})
        found = [Piece(REMOVED, _name(known, key)) for key in sorted(old - new)]
        found += [Piece(ADDED, _name(known, key)) for key in sorted(new - old)]
        if found:
            yield Change(capfirst(str(field.verbose_name)), list(spaced(found)))


def told_fields(model: type[models.Model]) -> list[Any]:
    """The columns that a reader of a history is told of."""
    try:
        # The column without a language repeats that of the first.
        repeated = set(translator.get_options_for_model(model).all_fields)
    except NotRegistered:
        repeated = set()
    return [
        field
        for field in model._meta.concrete_fields
        if not field.primary_key
        and not getattr(field, "auto_now", False)
        and field.name not in FOLLOWS
        and field.name not in repeated
    ]


def _difference(field: Any, before: Any, row: Any, names: Names) -> Iterator[Piece]:
    old, new = getattr(before, field.attname), getattr(row, field.attname)
    if old == new:
        return
    if field.is_relation:
        known = names.get(field.related_model, {})
        yield from _pair(*("" if key is None else _name(known, key) for key in (old, new)))
    elif isinstance(field, models.FileField):
        yield from _pair(in_words(field, old), _("another file") if old and new else _("a file"))
    elif isinstance(field, models.CharField | models.TextField) and not field.choices:
        said_before, said = in_words(field, old), in_words(field, new)
        if said_before != said:
            yield from pieces(said_before, said)
        elif isinstance(field, RichTextField) and old and new:
            yield Piece(SAME, _("The words are the same, their markup is another."))
    else:
        yield from _pair(in_words(field, old), in_words(field, new))


def _pair(old: str, new: str) -> Iterator[Piece]:
    if old:
        yield Piece(REMOVED, old)
    if new:
        yield Piece(ADDED, new)


def _name(names: Mapping[Any, str], key: Any) -> str:
    return names.get(key) or _("deleted since")


def _several(pairs: Sequence[tuple[Any, Any]]) -> Several:
    """What the fields of several had, in one query for each."""
    lines: dict[type[Any], set[int]] = defaultdict(set)
    for row, before in pairs:
        if _is_told(row, before):
            lines[type(row)] |= {row.history_id, before.history_id}
    found: dict[tuple[int, str], set[Any]] = defaultdict(set)
    for history, numbers in lines.items():
        for field in history._history_m2m_fields:
            rows = getattr(history, field.name).model.objects.filter(history_id__in=numbers)
            key = f"{get_m2m_reverse_field_name(field)}_id"
            for number, chosen in rows.values_list("history_id", key):
                found[number, field.name].add(chosen)
            for number in numbers:
                found.setdefault((number, field.name), set())
    return {place: frozenset(keys) for place, keys in found.items()}


def _keys(pairs: Sequence[tuple[Any, Any]], several: Several) -> dict[type[models.Model], set[Any]]:
    """Which rows of other tables the changes name."""
    found: dict[type[models.Model], set[Any]] = defaultdict(set)
    for row, before in pairs:
        if not _is_told(row, before):
            continue
        for field in told_fields(row.instance_type):
            if field.is_relation:
                keys = {getattr(before, field.attname), getattr(row, field.attname)}
                found[field.related_model] |= (keys - {None}) if len(keys) > 1 else set()
        for field in row._history_m2m_fields:
            old, new = (several[one.history_id, field.name] for one in (before, row))
            found[field.related_model] |= old ^ new
    return found


def _names(keys: Mapping[type[models.Model], set[Any]]) -> Names:
    found = {}
    for model, wanted in keys.items():
        # With what a name needs of other tables, so that it asks for nothing itself.
        rows = model._base_manager.select_related().filter(pk__in=wanted)
        there = {row.pk: str(row) for row in rows}
        found[model] = there | names_of_gone(model, wanted - there.keys())
    return found
