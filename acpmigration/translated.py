"""Ordering by what a reader sees of a translated field."""

import unicodedata
from collections.abc import Iterable
from typing import TypeVar

from django.db.models import CharField, F, Value
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


def alphabetical(rows: Iterable[Named]) -> list[Named]:
    """Sort rows that are all shown by their names, accents aside: É stands with E.

    A database sorts by its own collation, which on SQLite puts É after Z.
    """
    return sorted(rows, key=lambda row: _folded(str(row)))


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
