"""What Component 1 does again and again."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from acpmigration import periodic
from acpmigration.periodic import Job, Summary
from technical_assistance.domain.monday_lists import forget_old_lists, send_monday_lists
from technical_assistance.domain.proof import differences

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LISTS_ARE_KEPT = timedelta(days=365)


class StateDiffers(Exception):  # noqa: N818 - what was found, not what went wrong
    """The stored state is not what the log says; ``check_progress`` names where."""


def check_progress(at: datetime, dry_run: bool) -> Summary:
    if found := len(list(differences())):
        raise StateDiffers(found)
    return {}


def monday_lists(at: datetime, dry_run: bool) -> Summary:
    return {"lists": send_monday_lists(at=at, dry_run=dry_run)}


def forget_lists(at: datetime, dry_run: bool) -> Summary:
    return {"old": forget_old_lists(before=at - LISTS_ARE_KEPT, dry_run=dry_run)}


for job in (
    Job(
        "technical_assistance.progress",
        _("Prove that stages and statuses are what the log says"),
        DAY,
        check_progress,
    ),
    Job(
        "technical_assistance.monday-list",
        _("Write to coordinators what their Monday brings"),
        HOUR,
        monday_lists,
    ),
    Job(
        "technical_assistance.old-lists",
        _("Forget Monday lists of more than a year ago"),
        DAY,
        forget_lists,
    ),
):
    periodic.register(job)
