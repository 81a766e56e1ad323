"""Words in all four languages at once, as XML can hold them."""

from collections.abc import Callable
from functools import lru_cache
from html import unescape
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.utils import translation
from django.utils.html import strip_tags
from django.utils.translation import gettext

from acpmigration.signs import writable

# Language -> text, English first; a language without words is missing.
Narratives = tuple[tuple[str, str], ...]

ORIGINAL = settings.LANGUAGE_CODE
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def of_record(record: Model, field: str, otherwise: str = "") -> Narratives:
    """A translated field in every language that has it; ``otherwise`` where none has."""
    return of_texts(
        {code: getattr(record, f"{field}_{code}") or "" for code in LANGUAGES}, otherwise
    )


def of_html(record: Model, field: str) -> Narratives:
    """A translated field without its markup."""
    texts = {code: getattr(record, f"{field}_{code}") or "" for code in LANGUAGES}
    return of_texts(
        {code: " ".join(unescape(strip_tags(text)).split()) for code, text in texts.items()}
    )


def of_texts(texts: dict[str, str], otherwise: str = "") -> Narratives:
    found = ((code, writable(text).strip()) for code, text in texts.items())
    told = tuple((code, text) for code, text in found if text)
    return told or of_text(otherwise, ORIGINAL)


def of_text(text: str, language: str) -> Narratives:
    """What is there in one language only; ``language`` may be one that pages do not speak."""
    told = writable(text).strip()
    return ((language if language in LANGUAGES else "", told),) if told else ()


@lru_cache(maxsize=256)
def said(words: str) -> Narratives:
    """A text of ours, marked with ``gettext_noop``, as the catalogues translate it."""
    return in_every_language(lambda: gettext(words))


@lru_cache(maxsize=2_048)
def written(value: Any) -> Narratives:
    """What writes itself in the language that is active, such as a dated fact."""
    return in_every_language(lambda: str(value))


def in_every_language(say: Callable[[], str]) -> Narratives:
    texts = {}
    for code in LANGUAGES:
        with translation.override(code):
            texts[code] = say()
    return of_texts(texts)


def put_together(pattern: str, text: Narratives) -> Narratives:
    """Fill ``pattern``, a text of ours with ``%(text)s``, in each language of ``text``."""
    patterns = dict(said(pattern))
    return tuple(
        (code, patterns.get(code, patterns[ORIGINAL]) % {"text": part}) for code, part in text
    )
