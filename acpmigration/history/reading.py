"""The rows of histories, each with the one before it."""

from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from acpmigration.history.lines import Line, lines_of, subject_of

PARTS_SHOWN = 50


@dataclass(frozen=True)
class PartLine:
    """A line about a part of a record, and which part it is."""

    line: Line
    subject: str


def newest_first(history: "QuerySet[Any]") -> "QuerySet[Any]":
    return history.select_related("history_user").order_by("-history_id")


def page_of(history: "QuerySet[Any]", start: int, number: int) -> list[Line]:
    """Some lines of one record's history, newest first: one row more says what the last did."""
    rows = list(newest_first(history)[start : start + number + 1])
    return lines_of(zip(rows[:number], [*rows[1:], None], strict=False))


def lines_of_parts(histories: Iterable["QuerySet[Any]"]) -> list[PartLine]:
    """The latest lines about all parts of a record, newest first, in two queries for each kind."""
    found: list[tuple[Any, Any]] = []
    for history in histories:
        found += _with_the_one_before(history)
    found.sort(key=lambda pair: (pair[0].history_date, pair[0].history_id), reverse=True)
    shown = found[:PARTS_SHOWN]
    subjects = map(subject_of, map(itemgetter(0), shown))
    return [
        PartLine(line, subject) for line, subject in zip(lines_of(shown), subjects, strict=True)
    ]


def _with_the_one_before(history: "QuerySet[Any]") -> list[tuple[Any, Any]]:
    model: Any = history.model
    key = model.instance_type._meta.pk.attname
    earlier = model.objects.filter(
        **{key: OuterRef(key)}, history_id__lt=OuterRef("history_id")
    ).order_by("-history_id")
    rows = history.annotate(number_before=Subquery(earlier.values("history_id")[:1]))
    rows = newest_first(rows._select_related_history_tracked_objs())[:PARTS_SHOWN]
    lines = list(rows)
    before = model.objects.in_bulk({line.number_before for line in lines if line.number_before})
    return [(line, before.get(line.number_before)) for line in lines]
