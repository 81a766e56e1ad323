"""Counting downloads: a number a day and edition, nothing of who fetched it."""

from datetime import date

from django.db import DatabaseError, transaction
from django.db.models import F

from knowledge.models import Edition, EditionDownloads


def count_download(*, edition: Edition, on: date) -> None:
    """Add one; a database that is busy leaves it uncounted, for the reader comes first."""
    try:
        with transaction.atomic():
            EditionDownloads.objects.bulk_create(
                [EditionDownloads(edition=edition, on=on)], ignore_conflicts=True
            )
            rows = EditionDownloads.objects.filter(edition=edition, on=on)
            rows.update(number=F("number") + 1)
    except DatabaseError:
        return
