"""The words that were searched, marked in a text as a reader sees it."""

import unicodedata
from collections.abc import Iterator
from itertools import chain

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from acpmigration.search import analyser
from acpmigration.search.query import Query

EXCERPT = 240
# Characters that stay before the first word that was found.
BEFORE = 80


def marked(text: str, language: str, query: Query) -> SafeString:
    """Return ``text`` as HTML, escaped, each word that the query finds in a ``mark``."""
    text = unicodedata.normalize("NFC", text)
    parts, end = [], 0
    for start, stop in _found(text, language, query):
        parts += [escape(text[end:start]), f"<mark>{escape(text[start:stop])}</mark>"]
        end = stop
    parts.append(escape(text[end:]))
    return mark_safe("".join(parts))  # noqa: S308 - every part of the text is escaped above


def excerpt(text: str, language: str, query: Query) -> SafeString:
    """Return what stands around the first word that was found, marked; else how the text begins."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    first = next(_found(text, language, query), (0, 0))[0]
    start = 0 if first <= EXCERPT // 2 else text.rfind(" ", 0, first - BEFORE) + 1
    stop = start + EXCERPT
    if stop < len(text):
        stop = max(text.rfind(" ", start, stop), start + EXCERPT // 2)
    shown = f"{'… ' if start else ''}{text[start:stop]}{' …' if stop < len(text) else ''}"
    return marked(shown, language, query)


def _found(text: str, language: str, query: Query) -> Iterator[tuple[int, int]]:
    wanted = frozenset(chain.from_iterable(query.alternatives))
    for word in analyser.WORD.finditer(text):
        whole = analyser.whole(word[0])
        begins = bool(query.beginning) and whole.startswith(query.beginning)
        if begins or not wanted.isdisjoint(analyser.tokens(word[0], language)):
            yield word.span()
