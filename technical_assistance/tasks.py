"""What Component 1 does again and again."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from acpmigration import periodic
from acpmigration.periodic import Job, Summary
from technical_assistance.domain.proof import differences


class StateDiffers(Exception):  # noqa: N818 - what was found, not what went wrong
    """The stored state is not what the log says; ``check_progress`` names where."""


def check_progress(at: datetime, dry_run: bool) -> Summary:
    if found := len(list(differences())):
        raise StateDiffers(found)
    return {}


periodic.register(
    Job(
        "technical_assistance.progress",
        _("Prove that stages and statuses are what the log says"),
        timedelta(days=1),
        check_progress,
    )
)
