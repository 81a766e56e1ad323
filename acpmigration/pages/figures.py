"""The board of translations: how many stand how, and what is to be done, the public first."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    IntegerField,
    Model,
    OuterRef,
    QuerySet,
    Value,
    When,
)

from acpmigration import worded
from acpmigration.pages.enums import TranslationState
from acpmigration.pages.models import Translation
from acpmigration.published import Published

LACKING = (TranslationState.MISSING, TranslationState.PARTLY, TranslationState.OUT_OF_DATE)
LANGUAGES = (worded.ORIGINAL, *worded.OTHERS)

Kinds = Sequence[type[Model]]


@dataclass(frozen=True)
class Wanted:
    """What of the board is looked at; an empty tuple is everything."""

    kinds: Kinds
    languages: tuple[str, ...] = LANGUAGES
    states: tuple[str, ...] = LACKING


@dataclass
class Row:
    """A record of which some words are to be written, and its state in each language."""

    kind: type[Model]
    object_id: int
    is_public: bool
    record: Any = None
    states: dict[str, TranslationState] = field(default_factory=dict)


def counted(kinds: Kinds) -> Counter[tuple[str, str, str]]:
    """How many records stand how: kind, language, state -> number; in two queries.

    Under the empty language stand those that stand so in any: each once, however many they are.
    """
    known = Translation.objects.filter(kind__in=map(worded.kind_of, kinds))
    numbers = known.values_list("kind", "language", "state").annotate(number=Count("pk"))
    in_any = known.values_list("kind", "state").annotate(number=Count("object_id", distinct=True))
    found = Counter({(kind, code, state): n for kind, code, state, n in numbers})
    return found + Counter({(kind, "", state): n for kind, state, n in in_any})


def queue(wanted: Wanted) -> QuerySet[Translation]:
    """The records to be worked on, each as the row of its original: what visitors see now first."""
    lacking = Translation.objects.filter(
        kind=OuterRef("kind"),
        object_id=OuterRef("object_id"),
        language__in=wanted.languages,
        state__in=wanted.states,
    )
    return (
        Translation.objects.filter(
            Exists(lacking),
            language=worded.ORIGINAL,
            kind__in=[worded.kind_of(kind) for kind in wanted.kinds],
        )
        .annotate(is_public=_is_public(wanted.kinds), place=_place(wanted.kinds))
        .order_by("-is_public", "place", "object_id")
    )


def next_after(record: Model, wanted: Wanted) -> Translation | None:
    """Whose turn it is after this record: the next of its kind, or else the first of all."""
    rows = queue(wanted)
    same = rows.filter(kind=worded.kind_of(type(record)))
    later = same.filter(object_id__gt=record.pk).order_by("object_id")
    return later.first() or rows.exclude(pk__in=Translation.objects.about(record)).first()


def rows_of(page: Iterable[Any]) -> list[Row]:
    """The records of one page of the queue, a query for each kind and one for the states."""
    rows = [Row(worded.model_of(one.kind), one.object_id, one.is_public) for one in page]
    for kind in {row.kind for row in rows}:
        ids = [row.object_id for row in rows if row.kind is kind]
        found = kind._base_manager.in_bulk(ids)
        noted = Translation.objects.of(kind).filter(object_id__in=ids)
        states = {(one.object_id, one.language): TranslationState(one.state) for one in noted}
        for row in rows:
            if row.kind is kind:
                row.record = found.get(row.object_id)
                # One of a language that is new, or of a record that is just deleted, is not there.
                noted_in = [code for code in LANGUAGES if (row.object_id, code) in states]
                row.states = {code: states[row.object_id, code] for code in noted_in}
    return [row for row in rows if row.record is not None]


def _is_public(kinds: Kinds) -> Case:
    """Drafts wait; what is never published, such as a country's name, is seen at once."""
    public = [
        When(
            kind=worded.kind_of(kind),
            then=Exists(
                kind._base_manager.filter(pk=OuterRef("object_id"), published_at__isnull=False)
            ),
        )
        for kind in kinds
        if issubclass(kind, Published)
    ]
    return Case(*public, default=Value(True), output_field=BooleanField())


def _place(kinds: Kinds) -> Case:
    places = [
        When(kind=worded.kind_of(kind), then=Value(place)) for place, kind in enumerate(kinds)
    ]
    return Case(*places, default=Value(len(places)), output_field=IntegerField())
