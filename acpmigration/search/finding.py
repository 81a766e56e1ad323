"""Find records by words: as a filter on a list, as one search across kinds, as suggestions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, FloatField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from acpmigration.search import sources
from acpmigration.search.models import Document, DocumentQuerySet
from acpmigration.search.query import Query, parse
from acpmigration.search.ranking import Matches, Rank


@dataclass(frozen=True)
class Hit:
    """A record that was found, with the title to show and the language that title is in."""

    kind: str
    object_id: int
    title: str
    title_language: str
    rank: float


@dataclass(frozen=True)
class Results:
    """One page of hits, how many there are in all, and what of the query was searched."""

    query: Query
    total: int
    hits: list[Hit]


def matching(kind: str, text: str, language: str, *, public_only: bool = True) -> DocumentQuerySet:
    """Return the documents that ``text`` finds, for ``filter(pk__in=….values("object_id"))``.

    A text without any word finds them all: ``parse(text, language)`` tells, and tells what was cut.
    The list filters by its own rule too, for a document may be outdated.
    """
    query = parse(text, language)
    if query:
        found = _hits_of(query).filter(Q(hit_kind=kind))
    else:
        found = Document.objects.of(kind).read_in(language)
    return found.public() if public_only else found


def ranked(rows: QuerySet[Any], kind: str, text: str, language: str) -> QuerySet[Any]:
    """Annotate ``rank`` on rows that ``matching`` found, the higher the better.

    Order by ``"-rank", "pk"``; it is for the page's list, not for a queryset that is counted.
    """
    rank: Value | Subquery = Value(0.0)
    if query := parse(text, language):
        document = Document.objects.of(kind).read_in(language).filter(object_id=OuterRef("pk"))
        rank = Subquery(document.values_list(Rank(query))[:1], output_field=FloatField())
    annotated: QuerySet[Any] = rows.annotate(rank=rank)
    return annotated


def search(
    text: str,
    language: str,
    *,
    within: Mapping[str, QuerySet[Any]] | None = None,
    limit: int = 20,
    offset: int = 0,
    total: int | None = None,
) -> Results:
    """Search several kinds at once, the best hits first; a text without any word finds nothing.

    ``within`` holds the rows of each kind that the reader may see: ``public_rows()`` unless given.
    ``total`` spares counting what ``counts`` has counted.
    """
    query = parse(text, language)
    found = _documents(query, within, titles_only=False)
    total = found.count() if total is None else total
    return Results(query, total, _shown(found[offset : offset + limit]))


def counts(
    text: str, language: str, *, within: Mapping[str, QuerySet[Any]] | None = None
) -> dict[str, int]:
    """Return how many records of each kind the search finds; kinds without any are left out."""
    found = _documents(parse(text, language), within, titles_only=False).order_by()
    return dict(found.values("kind").annotate(n=Count("pk")).values_list("kind", "n"))


def complete(
    text: str,
    language: str,
    *,
    within: Mapping[str, QuerySet[Any]] | None = None,
    limit: int = 8,
) -> list[Hit]:
    """Suggest records whose title has all words of ``text``, the last one typed by half."""
    return _shown(_documents(parse(text, language), within, titles_only=True)[:limit])


def public_rows(*kinds: str) -> dict[str, QuerySet[Any]]:
    """Return what everybody may see of the kinds named, or of all, by each model's own rule."""
    return {
        source.kind: source.public()
        for source in sources.registered()
        if not kinds or source.kind in kinds
    }


def titles(language: str, within: Mapping[str, QuerySet[Any]]) -> Iterator[str]:
    """The titles of what may be seen, as readers of the language see them."""
    documents = Document.objects.read_in(language).alias(hit_kind=F("kind"))
    return documents.filter(_seen(within)).values_list("title", flat=True).iterator()


def _documents(
    query: Query, within: Mapping[str, QuerySet[Any]] | None, *, titles_only: bool
) -> DocumentQuerySet:
    rows = public_rows() if within is None else within
    if not query or not rows:
        return Document.objects.annotate(rank=Value(0.0)).none()
    return (
        _hits_of(query, titles_only=titles_only)
        .filter(_seen(rows))
        .annotate(rank=Rank(query, titles_only=titles_only))
        .order_by("-rank", "kind", "object_id")
    )


def _seen(rows: Mapping[str, QuerySet[Any]]) -> Q:
    seen = Q()
    for kind, visible in rows.items():
        seen |= Q(hit_kind=kind, object_id__in=visible.order_by().values("pk"))
    return seen


def _hits_of(query: Query, *, titles_only: bool = False) -> DocumentQuerySet:
    # By the column itself SQLite would go through all documents of a kind, and all hits for each.
    hit_kind = Coalesce("kind", Value(""))
    found = Document.objects.read_in(query.language).alias(hit_kind=hit_kind)
    return found.filter(Matches(query, titles_only=titles_only))


def _shown(found: QuerySet[Any]) -> list[Hit]:
    shown = found.values_list("kind", "object_id", "title", "title_language", "rank")
    return [Hit(*columns) for columns in shown]
