"""Rows of several models as lines of one kind, so that one query reads all that stands beside."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db.models import (
    BigIntegerField,
    CharField,
    DateField,
    DateTimeField,
    F,
    Field,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, NullIf

from technical_assistance.models import AssistanceRequest

# No model has a column of such a name, which an annotation may not have.
PREFIX = "line_"


def read_together(*arms: QuerySet[Any]) -> Mapping[str, list[dict[str, Any]]]:
    """Run all arms as one query: kind of line -> lines, without order."""
    rows: Mapping[str, list[dict[str, Any]]] = defaultdict(list)
    for row in arms[0].union(*arms[1:], all=True):
        line = {name.removeprefix(PREFIX): value for name, value in row.items()}
        rows[line["what"]].append(line)
    return rows


def first(rows: QuerySet[Any], number: int) -> QuerySet[Any]:
    """The first rows of an order, as a set that can stand in a union."""
    bare: QuerySet[Any] = QuerySet(rows.model)
    return bare.filter(pk__in=rows.values("pk")[:number])


def arm(what: str, rows: QuerySet[Any], **columns: Combinable) -> QuerySet[Any]:
    """Lines of one kind; a column that is not given is empty."""
    nothing = Value(None)
    given: dict[str, Combinable] = {
        "key": F("pk"),
        "slug": Value(""),
        "name": Value(""),
        "at": nothing,
        "on": nothing,
        "by": Value(""),
        "word": Value(""),
        "stage": nothing,
        "note": Value(""),
        **columns,
    }
    # PostgreSQL asks that each arm of a union has the same types.
    types: dict[str, Field[Any, Any]] = {
        "key": BigIntegerField(),
        "at": DateTimeField(),
        "on": DateField(),
        "stage": IntegerField(),
    }
    return rows.values(
        **{
            f"{PREFIX}{name}": Cast(column, types.get(name, TextField()))
            for name, column in {"what": Value(what), **given}.items()
        }
    )


def move(column: str) -> Subquery:
    """A column of the line of a request's history with which it came into its present state."""
    return Subquery(_moves().values(column)[:1])


def mover_name() -> Coalesce:
    return Coalesce(Subquery(_moves().values(name=person_name("history_user"))[:1]), Value(""))


def _moves() -> QuerySet[Any]:
    history = AssistanceRequest.history  # type: ignore[attr-defined]
    lines: QuerySet[Any] = history.filter(id=OuterRef("pk"), state=OuterRef("state"))
    return lines.order_by("history_id")


def person_name(person: str) -> Coalesce:
    """As people are called: by their name, else by their address."""
    return Coalesce(
        NullIf(f"{person}__name", Value("")), F(f"{person}__email"), output_field=CharField()
    )
