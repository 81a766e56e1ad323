"""Searches that found nothing, counted: what visitors look for, and nothing of who they are."""

import logging
import re
from datetime import date, timedelta

from django.db import DatabaseError, transaction
from django.db.models import F

from acpmigration.patience import impatient
from acpmigration.search.models import FruitlessSearch
from acpmigration.spelling import folded

LONGEST_WORDS = 100
# Different ones on a day: a machine that tries out words fills no table.
MOST_A_DAY = 500
IS_KEPT = timedelta(days=90)
# An address, or so many digits as only a telephone, a passport or an account has.
OF_A_PERSON = re.compile(r"@|(?:\d[\s./()+-]*){6}")

logger = logging.getLogger(__name__)


def note_fruitless(*, text: str, language: str, on: date) -> None:
    """Count the words once more; a reader never waits for it, and never sees it fail."""
    words = folded(text)
    if not words or len(words) > LONGEST_WORDS or OF_A_PERSON.search(text):
        return
    try:
        with impatient(), transaction.atomic():
            _count(words, language, on)
    except DatabaseError as trouble:
        # Its words may hold those of the reader.
        logger.warning(
            "A search without result was not counted.", extra={"kind": type(trouble).__name__}
        )


def forget_fruitless(*, before: date) -> int:
    number, _by_model = FruitlessSearch.objects.filter(day__lt=before).delete()
    return number


def _count(words: str, language: str, on: date) -> None:
    rows = FruitlessSearch.objects.filter(day=on)
    if rows.filter(language=language, words=words).update(times=F("times") + 1):
        return
    if rows.count() < MOST_A_DAY:
        FruitlessSearch.objects.bulk_create(
            [FruitlessSearch(day=on, language=language, words=words)], ignore_conflicts=True
        )
