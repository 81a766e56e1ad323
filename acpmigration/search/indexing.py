"""Keep the index current: called where a record changes, in the transaction that changes it.

What is written past these functions (``update()``, SQL) is found by ``stale()``. A page filters
what it finds by its own rule as well, so that an outdated document may hide a record or find it
under yesterday's words, and can never show a draft.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connections, router, transaction
from django.db.models import Model

from acpmigration.search import sources
from acpmigration.search.engines import ENGINES
from acpmigration.search.models import TITLE_LENGTH, Document
from acpmigration.search.sources import Source, Texts

BATCH = 500
WRITTEN = [
    "is_public",
    "title",
    "title_language",
    "title_words",
    "summary_words",
    "body_words",
    "fingerprint",
]

# What else is told of records whose words may have changed.
_followers: list[Callable[..., None]] = []


def also_tell(follower: Callable[..., None]) -> None:
    """Call ``follower(*rows)`` wherever ``refresh`` is called, in its transaction."""
    if follower not in _followers:
        _followers.append(follower)


@transaction.atomic
def upsert(kind: str, rows: Iterable[Model]) -> None:
    """Write the documents of ``rows`` as they are in memory.

    :raises KeyError: if no app has registered ``kind``.
    """
    Document.objects.bulk_create(
        [_document(kind, said) for said in _said(sources.source_of(kind), list(rows))],
        update_conflicts=True,
        unique_fields=["kind", "object_id", "language"],
        update_fields=WRITTEN,
        batch_size=BATCH,
    )


def remove(kind: str, ids: Iterable[Any]) -> None:
    """Forget records that are gone."""
    Document.objects.of(kind).filter(object_id__in=list(ids)).delete()


@transaction.atomic
def refresh(*rows: Model) -> None:
    """Read ``rows`` and the records that name them anew, and write their documents.

    Call it after the last change to them. Rows that no source knows or names are passed over.
    """
    of_a_kind = [*_of_a_kind(rows)]
    for source in sources.registered():
        ids = {row.pk for row in rows if isinstance(row, source.model)}
        if source.naming is not None:
            for some in of_a_kind:
                ids.update(source.naming(some).values_list("pk", flat=True))
        for batch in _batches(ids):
            _reread(source, batch)
    for follower in _followers:
        follower(*rows)


def rebuild() -> int:
    """Write the whole index anew, batch by batch, and return how many documents it has."""
    connection = connections[router.db_for_write(Document)]
    # First, for SQLite refuses to change a document whose old words it does not find.
    ENGINES[connection.vendor].rebuild(connection)
    known = [source.kind for source in sources.registered()]
    Document.objects.exclude(kind__in=known).delete()
    for source in sources.registered():
        indexed = Document.objects.of(source.kind).values_list("object_id", flat=True)
        ids = {*indexed.distinct(), *source.rows().values_list("pk", flat=True)}
        for batch in _batches(ids):
            _reread(source, batch)
    return Document.objects.count()


def stale() -> set[tuple[str, int]]:
    """Return kind and id of every record whose documents are missing, outdated or left over.

    It reads the records and compares fingerprints: no word is stemmed, nothing is written.
    """
    columns = ("kind", "object_id", "language", "fingerprint")
    written = set(Document.objects.values_list(*columns).iterator())
    wanted = {
        (source.kind, said.object_id, said.language, said.fingerprint)
        for source in sources.registered()
        for batch in _batches(source.rows().values_list("pk", flat=True))
        for said in _said(source, list(source.rows().filter(pk__in=batch)))
    }
    return {(kind, object_id) for kind, object_id, _, _ in written ^ wanted}


def mend() -> int:
    """Write anew what is stale, and return how many records that were."""
    found: dict[str, set[int]] = {}
    for kind, object_id in stale():
        found.setdefault(kind, set()).add(object_id)
    Document.objects.exclude(kind__in=[source.kind for source in sources.registered()]).delete()
    for source in sources.registered():
        for batch in _batches(found.get(source.kind, ())):
            _reread(source, batch)
    return sum(len(ids) for ids in found.values())


class Said(NamedTuple):
    """What a source says of one record to readers of one language."""

    object_id: int
    language: str
    texts: Texts
    is_public: bool

    @property
    def fingerprint(self) -> str:
        return sources.fingerprint(self.texts, is_public=self.is_public)


def _said(source: Source, rows: Sequence[Model]) -> Iterator[Said]:
    public = set(
        source.public().filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True)
    )
    for row in rows:
        for language, _ in settings.LANGUAGES:
            yield Said(row.pk, language, source.texts(row, language), row.pk in public)


def _document(kind: str, said: Said) -> Document:
    name = said.texts.title[0]
    return Document(
        kind=kind,
        object_id=said.object_id,
        language=said.language,
        is_public=said.is_public,
        title=name.text[:TITLE_LENGTH],
        title_language=name.language,
        title_words=sources.tokens_of(said.texts.title),
        summary_words=sources.tokens_of(said.texts.summary),
        body_words=sources.tokens_of(said.texts.body),
        fingerprint=said.fingerprint,
    )


@transaction.atomic
def _reread(source: Source, ids: Sequence[Any]) -> None:
    # Two may change a record at once: whoever comes second must index the first's words too.
    locked = source.model._base_manager.select_for_update(no_key=True).filter(pk__in=ids)
    list(locked.order_by("pk").values_list("pk", flat=True))
    rows = list(source.rows().filter(pk__in=ids))
    remove(source.kind, set(ids) - {row.pk for row in rows})
    upsert(source.kind, rows)


def _of_a_kind(rows: Sequence[Model]) -> Iterator[list[Model]]:
    """The rows model by model, as many at a time as one query can name."""
    by_model: dict[type[Model], list[Model]] = {}
    for row in rows:
        by_model.setdefault(type(row), []).append(row)
    for of_one in by_model.values():
        for start in range(0, len(of_one), BATCH):
            yield of_one[start : start + BATCH]


def _batches(ids: Iterable[Any]) -> Iterator[list[Any]]:
    ordered = sorted(ids)
    for start in range(0, len(ordered), BATCH):
        yield ordered[start : start + BATCH]
