"""The English words that a translation was made from."""

from collections.abc import Mapping
from typing import Any

from django.db import models

from acpmigration import worded
from acpmigration.pages.domain.translations import digest, words_in
from acpmigration.pages.models import Translation

# Lines of the history that are looked through, the newest first.
LOOKED_THROUGH = 500


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
