"""What time brings to the roster, again and again."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from acpmigration import periodic
from acpmigration.accounts.domain.addresses import remove_unconfirmed
from acpmigration.periodic import Job, Summary
from experts.domain import retention
from experts.domain.cvs import scan_cvs, unscanned
from experts.domain.releases import make_release_if_due
from experts.domain.settings import roster_settings

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def counted(do: Callable[..., int], word: str) -> Callable[[datetime, bool], Summary]:
    return lambda at, dry_run: {word: do(at=at, dry_run=dry_run)}


def forget_unconfirmed(at: datetime, dry_run: bool) -> Summary:
    before = at - timedelta(days=roster_settings().unconfirmed_days)
    return {"erased": remove_unconfirmed(before=before, dry_run=dry_run)}


def scan(at: datetime, dry_run: bool) -> Summary:
    return {"due": len(unscanned())} if dry_run else scan_cvs(at=at)


def release(at: datetime, dry_run: bool) -> Summary:
    made = None if dry_run else make_release_if_due(at=at)
    return {"made": int(made is not None)}


for job in (
    Job(
        "experts.ask",
        _("Ask experts to confirm their profiles"),
        DAY,
        counted(retention.ask_for_confirmation, "mails"),
    ),
    Job(
        "experts.expire",
        _("Let profiles expire that nobody confirmed"),
        DAY,
        counted(retention.expire_unconfirmed, "expired"),
    ),
    Job(
        "experts.drafts",
        _("Warn whoever has not sent a registration"),
        DAY,
        counted(retention.remind_of_drafts, "mails"),
    ),
    Job(
        "experts.erase",
        _("Erase profiles whose time is over"),
        DAY,
        counted(retention.erase_what_is_over, "erased"),
    ),
    Job(
        "experts.log-ins",
        _("Erase log-ins that nobody uses"),
        DAY,
        counted(retention.forget_unused, "erased"),
    ),
    Job("experts.unconfirmed", _("Erase addresses that nobody confirmed"), DAY, forget_unconfirmed),
    Job("experts.scan", _("Scan CVs for viruses"), HOUR, scan),
    Job("experts.release", _("Release the figures on people"), DAY, release),
):
    periodic.register(job)
