"""How the translations of records stand: noted wherever words change, and mended once a day.

English is the original. A translation is out of date once the English words have changed since it
was made and nobody has touched it, or found it to be right still.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from hashlib import blake2b
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from acpmigration import worded
from acpmigration.accounts.models import User
from acpmigration.pages.enums import TranslationState
from acpmigration.pages.models import Translation
from acpmigration.permissions import edits_everything
from acpmigration.refusals import NotNow, NotYours, locked

BATCH = 500
LANGUAGES = (worded.ORIGINAL, *worded.OTHERS)

Words = Mapping[str, str]
# Field -> digest of the English words, digest of the translation that was made from them.
MadeFrom = dict[str, list[str]]


def note_words(*records: models.Model) -> None:
    """Note how the words of ``records`` stand now; call it after the last change to them.

    Records without words of their own are passed over; of those that are gone all is forgotten.
    """
    for model in worded.kinds():
        if ids := {record.pk for record in records if isinstance(record, model)}:
            _note(model, sorted(ids))


def mend() -> int:
    """Note what was written past ``note_words``; return how many records that were."""
    known = [worded.kind_of(model) for model in worded.kinds()]
    Translation.objects.exclude(kind__in=known).delete()
    return sum(
        _note(model, batch) for model in worded.kinds() for batch in _batches(_ids_of(model))
    )


def unnoted() -> int:
    """How many records ``mend`` would mend."""
    return sum(
        len({row.object_id for row in _differing(model, batch)} | _gone(model, batch))
        for model in worded.kinds()
        for batch in _batches(_ids_of(model))
    )


@transaction.atomic
def confirm_translation(
    *, record: models.Model, language: str, read: str, by: User, at: datetime
) -> Translation:
    """Take down that the translation is still right for the English words that were ``read``.

    :raises NotYours: unless the actor edits records.
    :raises NotNow: if the translation is not out of date, or the English words are others by now.
    :raises Gone: if the record was deleted meanwhile.
    """
    if not edits_everything(by):
        raise NotYours(_("Your role does not allow this."))
    model = type(record)
    # Whoever changes the words at this moment comes before or after.
    locked(model._base_manager.all(), record.pk)
    _note(model, [record.pk])
    noted = Translation.objects.about(record).get(language=language)
    if noted.state != TranslationState.OUT_OF_DATE:
        raise NotNow(_("This translation is not older than the original."))
    words = next(_words_of(model, [record.pk]))[1]
    if reading_of(words[worded.ORIGINAL]) != read:
        raise NotNow(_("The original was changed meanwhile: compare it once more."))
    noted.made_from = _made_from(words, language, {})
    noted.state = _state_of(words, language, noted.made_from)
    noted.confirmed_at, noted.confirmed_by = at, by
    noted.save()
    return noted


def words_in(record: models.Model, language: str) -> dict[str, str]:
    """The record's words in one language as they are stored, field by field."""
    return {
        field: getattr(record, f"{field}_{language}") or ""
        for field in worded.fields_of(type(record))
    }


def reading_of(words: Words) -> str:
    """Tells whether somebody has read these words or others; space around them is none."""
    return digest("\0".join(text.strip() for text in words.values()))


def digest(text: str) -> str:
    return blake2b(text.strip().encode("utf-8", "replace"), digest_size=8).hexdigest()


@transaction.atomic
def _note(model: type[models.Model], ids: Sequence[int]) -> int:
    """Write what differs; return of how many records that was."""
    differing = list(_differing(model, ids))
    Translation.objects.bulk_create(
        differing,
        update_conflicts=True,
        unique_fields=["kind", "object_id", "language"],
        update_fields=["state", "made_from", "confirmed_at", "confirmed_by"],
        batch_size=BATCH,
    )
    if gone := _gone(model, ids):
        Translation.objects.of(model).filter(object_id__in=gone).delete()
    return len({row.object_id for row in differing} | gone)


def _differing(model: type[models.Model], ids: Sequence[int]) -> Iterator[Translation]:
    """What is to be written of these records, without what is noted already."""
    noted = {
        (row.object_id, row.language): row
        for row in Translation.objects.of(model).filter(object_id__in=ids)
    }
    for object_id, words in _words_of(model, ids):
        for language in LANGUAGES:
            before = noted.get((object_id, language))
            made_from = _made_from(words, language, before.made_from if before else {})
            state = _state_of(words, language, made_from)
            if before is None or (before.state, before.made_from) != (state, made_from):
                yield Translation(
                    kind=worded.kind_of(model),
                    object_id=object_id,
                    language=language,
                    state=state,
                    made_from=made_from,
                )


def _gone(model: type[models.Model], ids: Sequence[int]) -> set[int]:
    noted = Translation.objects.of(model).filter(object_id__in=ids)
    there = model._base_manager.filter(pk__in=ids).values_list("pk", flat=True)
    return set(noted.values_list("object_id", flat=True).distinct()) - set(there)


def _words_of(
    model: type[models.Model], ids: Sequence[int]
) -> Iterator[tuple[int, dict[str, Words]]]:
    """The words of each record that is there, by language and field, with no space around them."""
    fields = worded.fields_of(model)
    columns = [f"{field}_{language}" for language in LANGUAGES for field in fields]
    for row in model._base_manager.filter(pk__in=ids).order_by("pk").values("pk", *columns):
        yield (
            row["pk"],
            {
                language: {field: (row[f"{field}_{language}"] or "").strip() for field in fields}
                for language in LANGUAGES
            },
        )


def _made_from(words: Mapping[str, Words], language: str, before: Mapping[str, Any]) -> MadeFrom:
    """What each text was made from: the English of today, where it was changed since ``before``."""
    made: MadeFrom = {}
    if language == worded.ORIGINAL:
        return made
    for field, english in words[worded.ORIGINAL].items():
        if english and (text := words[language][field]):
            known, now = before.get(field, [""] * 2), digest(text)
            made[field] = known if known[1] == now else [digest(english), now]
    return made


def _state_of(words: Mapping[str, Words], language: str, made_from: MadeFrom) -> TranslationState:
    """Words that say yesterday's things are worse than none: a text that is missing falls back."""
    english = words[worded.ORIGINAL]
    is_original = language == worded.ORIGINAL
    # A text that is there in any language should be there in English; elsewhere what English has.
    wanted = [
        field
        for field in english
        if english[field]
        or (
            is_original
            and field not in worded.OF_A_TRANSLATION
            and any(words[other][field] for other in worded.OTHERS)
        )
    ]
    there = [field for field in wanted if words[language][field]]
    if any(made_from[field][0] != digest(english[field]) for field in made_from):
        return TranslationState.OUT_OF_DATE
    if wanted and not there:
        return TranslationState.MISSING
    if len(there) < len(wanted):
        return TranslationState.PARTLY
    return TranslationState.ORIGINAL if is_original else TranslationState.TRANSLATED


def _ids_of(model: type[models.Model]) -> set[int]:
    noted = Translation.objects.of(model).values_list("object_id", flat=True).distinct()
    return {*noted, *model._base_manager.values_list("pk", flat=True)}


def _batches(ids: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(ids)
    for start in range(0, len(ordered), BATCH):
        yield ordered[start : start + BATCH]
