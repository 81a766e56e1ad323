"""What a reader sees of a translated field: its text, its language, its place in the alphabet."""

import unicodedata
from collections.abc import Iterable
from typing import TypeVar

from django.db.models import CharField, F, Model, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language

Named = TypeVar("Named")


def shown(field: str) -> Coalesce:
    """The text in the active language, the English one where it is missing.

    modeltranslation falls back on attributes only, not in ``order_by`` and annotations.
    """
    language = (get_language() or "en").split("-")[0]
    return Coalesce(
        NullIf(f"{field}_{language}", Value("")), F(f"{field}_en"), output_field=CharField()
    )


def falls_back(record: Model, field: str) -> bool:
    """Whether the page's language is missing, so that the English text is shown."""
    language = get_language() or "en"
    return language != "en" and not getattr(record, f"{field}_{language}", "")


def language_of(record: Model, field: str) -> str:
    """The language to mark a text with: empty where it is the page's own."""
    return "en" if falls_back(record, field) else ""


def alphabetical(rows: Iterable[Named]) -> list[Named]:
    """Sort rows that are all shown by their names, accents aside: É stands with E.

    A database sorts by its own collation, which on SQLite puts É after Z.
    """
    return sorted(rows, key=lambda row: _folded(str(row)))


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
