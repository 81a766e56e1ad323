"""What Component 3 does again and again."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from acpmigration import periodic
from acpmigration.periodic import Job, Summary
from knowledge.domain.reading import read_edition
from knowledge.models import Edition


def read_editions(at: datetime, dry_run: bool) -> Summary:
    """Read what a stopped server left unread; a missing file may come back from a backup."""
    unread = list(Edition.objects.unread().in_order())
    if dry_run:
        return {"unread": len(unread)}
    missing = 0
    for edition in unread:
        try:
            read_edition(edition=edition)
        except FileNotFoundError:
            missing += 1
    return {"read": len(unread) - missing, "missing": missing}


periodic.register(
    Job(
        "knowledge.editions",
        _("Read text and covers of editions that were left unread"),
        timedelta(days=1),
        read_editions,
    )
)
