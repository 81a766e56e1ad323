"""What the portal does for imports, again and again."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from acpmigration import periodic
from acpmigration.periodic import Job, Summary
from acpmigration.spreadsheets import forgetting
from acpmigration.spreadsheets.models import ImportBatch
from acpmigration.spreadsheets.workers import start_worker


def go_on(at: datetime, dry_run: bool) -> Summary:
    """See to it that somebody works at what waits; other jobs do not wait for it."""
    if dry_run:
        return {"left": ImportBatch.objects.left(at).count()}
    given_up = forgetting.give_up_endless(at=at)
    left = ImportBatch.objects.left(at).count()
    if left:
        start_worker()
    return {"left": left, "given up": given_up}


def forget(at: datetime, dry_run: bool) -> Summary:
    if dry_run:
        return {"old": ImportBatch.objects.abandoned(at).count()}
    return {"removed": forgetting.forget_abandoned(at=at)}


def forget_people(at: datetime, dry_run: bool) -> Summary:
    return {"emptied": 0 if dry_run else forgetting.forget_people(at=at)}


for job in (
    Job("spreadsheets.work", _("Go on with imports"), timedelta(minutes=1), go_on),
    Job(
        "spreadsheets.forget",
        _("Forget imports that nobody confirmed within the hour"),
        timedelta(minutes=5),
        forget,
    ),
    Job(
        "spreadsheets.people",
        _("Empty old imports that tell of people"),
        timedelta(days=1),
        forget_people,
    ),
):
    periodic.register(job)
