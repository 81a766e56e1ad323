"""What each app says of its own records: a module ``search`` in the app registers its sources."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any, NamedTuple

from django.db.models import Model, QuerySet
from django.utils.html import strip_tags

from acpmigration.search import analyser

# Characters: three columns of them stay below PostgreSQL's megabyte for one tsvector.
MAX_TOKENS = 150_000


class Passage(NamedTuple):
    """Plain text (no markup), and the language that it is in."""

    text: str
    language: str


@dataclass(frozen=True)
class Texts:
    """What readers of one language find of a record, the most telling first."""

    title: Sequence[Passage]
    summary: Sequence[Passage] = ()
    body: Sequence[Passage] = ()


@dataclass(frozen=True)
class Source:
    """One kind of record that can be found.

    ``rows`` are all records to be indexed, with what ``texts`` reads of them fetched along;
    ``public`` is the model's own rule of what everybody may see; ``texts(row, language)`` is called
    once for every language of the site. ``naming`` are the records in whose texts one of some rows
    of another model, all of the same, is named, such as countries.
    """

    kind: str
    model: type[Model]
    texts: Callable[[Any, str], Texts]
    rows: Callable[[], QuerySet[Any]]
    public: Callable[[], QuerySet[Any]]
    naming: Callable[[Sequence[Model]], QuerySet[Any]] | None = None


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Make a kind of record known.

    :raises ValueError: if another source has that kind already.
    """
    if _sources.setdefault(source.kind, source) != source:
        raise ValueError(source.kind)


def registered() -> tuple[Source, ...]:
    return tuple(_sources.values())


def source_of(kind: str) -> Source:
    """:raises KeyError: if no app has registered ``kind``."""
    return _sources[kind]


def translated(row: Model, field: str, language: str) -> Passage:
    """Return a translated field as readers of ``language`` see it: theirs, or else the English."""
    if text := getattr(row, f"{field}_{language}"):
        return Passage(text, language)
    return Passage(getattr(row, f"{field}_{analyser.FALLBACK}") or "", analyser.FALLBACK)


def without_markup(passage: Passage) -> Passage:
    """Return the text of a passage of rich text; words of two elements stay two words."""
    return Passage(unescape(strip_tags(passage.text.replace("<", " <"))), passage.language)


def tokens_of(passages: Iterable[Passage]) -> str:
    """Return the tokens of ``passages`` with spaces between them, as many as the engines take."""
    line: list[str] = []
    length = 0
    for passage in passages:
        for token in analyser.analyse(passage.text, passage.language):
            length += len(token) + 1
            if length > MAX_TOKENS:
                return " ".join(line)
            line.append(token)
    return " ".join(line)


def fingerprint(texts: Texts, *, is_public: bool) -> str:
    """Tell whether a document is still what it would be if it were written now."""
    said = (analyser.REVISION, is_public, *map(list, (texts.title, texts.summary, texts.body)))
    return hashlib.blake2b(repr(said).encode("utf-8", "replace"), digest_size=16).hexdigest()
