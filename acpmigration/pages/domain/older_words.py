"""The English words that a translation was made from, and how they differ from those of today."""

import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from django.db import models

from acpmigration import worded
from acpmigration.pages.domain.translations import digest, words_in
from acpmigration.pages.models import Translation

# Lines of the history that are looked through, the newest first.
LOOKED_THROUGH = 500
WORD = re.compile(r"\s+|[^\s<>]+|<[^<>]*>?|>")


class Piece(NamedTuple):
    """A stretch of a text: in both versions, in the older one only, or in the newer one only."""

    text: str
    is_gone: bool = False
    is_new: bool = False


def older_words(record: models.Model, noted: Translation | None) -> dict[str, str | None]:
    """Field -> the words of then, of each that has changed; none where no history remembers."""
    now = words_in(record, worded.ORIGINAL)
    made_from: Mapping[str, list[str]] = noted.made_from if noted else {}
    wanted = {
        field: known[0]
        for field, known in made_from.items()
        if field in now and known[0] != digest(now[field])
    }
    found: dict[str, str | None] = dict.fromkeys(wanted)
    if not wanted:
        return found
    columns = {f"{field}_{worded.ORIGINAL}": field for field in wanted}
    history: Any = type(record).history  # type: ignore[attr-defined]
    lines = history.filter(**{record._meta.pk.attname: record.pk}).order_by("-history_id")
    for line in lines.values(*columns)[:LOOKED_THROUGH]:
        for column, field in columns.items():
            text = line[column] or ""
            if found[field] is None and digest(text) == wanted[field]:
                found[field] = text
    return found


def differences(before: str, after: str) -> list[Piece]:
    """Compare two texts word by word; markup counts as one word."""
    old, new = WORD.findall(before), WORD.findall(after)
    pieces: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("".join(old[i1:i2])))
            continue
        pieces += [Piece("".join(old[i1:i2]), is_gone=True)] if i2 > i1 else []
        pieces += [Piece("".join(new[j1:j2]), is_new=True)] if j2 > j1 else []
    return pieces
