"""What the search does again and again."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from acpmigration import periodic
from acpmigration.periodic import Job, Summary
from acpmigration.search import indexing


def mend_index(at: datetime, dry_run: bool) -> Summary:
    """An organisation becomes public with a record that names it, without being saved itself."""
    return {"stale": len(indexing.stale())} if dry_run else {"mended": indexing.mend()}


periodic.register(
    Job(
        "search.index",
        _("Let the search find every record as it is"),
        timedelta(days=1),
        mend_index,
    )
)
