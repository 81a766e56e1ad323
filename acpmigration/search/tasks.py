"""What the search does again and again."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from acpmigration import periodic
from acpmigration.dates import day_of
from acpmigration.periodic import Job, Summary
from acpmigration.search import fruitless, indexing
from acpmigration.search.models import FruitlessSearch


def mend_index(at: datetime, dry_run: bool) -> Summary:
    """An organisation becomes public with a record that names it, without being saved itself."""
    return {"stale": len(indexing.stale())} if dry_run else {"mended": indexing.mend()}


def forget_searches(at: datetime, dry_run: bool) -> Summary:
    before = day_of(at - fruitless.IS_KEPT)
    if dry_run:
        return {"old": FruitlessSearch.objects.filter(day__lt=before).count()}
    return {"removed": fruitless.forget_fruitless(before=before)}


periodic.register(
    Job(
        "search.index",
        _("Let the search find every record as it is"),
        timedelta(days=1),
        mend_index,
    )
)
periodic.register(
    Job(
        "search.fruitless",
        _("Forget searches without result of three months ago"),
        timedelta(days=1),
        forget_searches,
    )
)
