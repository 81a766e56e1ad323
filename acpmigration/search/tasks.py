"""What the search does again and again."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from acpmigration import periodic
from acpmigration.periodic import Job, Summary
from acpmigration.search import indexing


class IndexOutdated(Exception):  # noqa: N818 - what was found, not what went wrong
    """Records are not in the index as they are; ``rebuild_search`` writes it anew."""


def check_index(at: datetime, dry_run: bool) -> Summary:
    if found := len(list(indexing.stale())):
        raise IndexOutdated(found)
    return {}


periodic.register(
    Job(
        "search.index",
        _("Prove that the search finds every record as it is"),
        timedelta(days=1),
        check_index,
    )
)
