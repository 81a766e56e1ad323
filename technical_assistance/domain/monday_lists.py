"""Sending each coordinator the list of a Monday: once, by the clock of the person."""

import logging
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from acpmigration.accounts.enums import Role
from acpmigration.accounts.models import User
from technical_assistance.domain.insiders import reached_by_mail
from technical_assistance.domain.mailing import hold_if, queue_for
from technical_assistance.domain.monday import lines_for
from technical_assistance.domain.settings import workspace_settings
from technical_assistance.enums import MailSwitch
from technical_assistance.models import MailPreference, MondayList

# On Monday from this hour on; on Tuesday at any, where the portal stood still on Monday.
FROM_HOUR = 6
MONDAY, TUESDAY = 0, 1


logger = logging.getLogger(__name__)


class ListsFailed(Exception):  # noqa: N818 - what became of some, while others went well
    """Some lists could not be written; the others were."""


def send_monday_lists(*, at: datetime, dry_run: bool = False) -> int:
    """Send what is due and was not sent; return how many lists, with ``dry_run`` counted only.

    :raises ListsFailed: at the end, if somebody's failed: nobody else waits for it.
    """
    switch = workspace_settings().monday_list
    if switch == MailSwitch.OFF:
        return 0
    due = [
        (person, monday)
        for person in _readers()
        if (monday := monday_of(person, at)) and not _has_list(person, monday)
    ]
    if dry_run:
        return sum(len(lines_for(person, today=monday)) > 0 for person, monday in due)
    sent = failed = 0
    for person, monday in due:
        try:
            sent += _send(person, monday, switch, at)
        except Exception:
            logger.exception("A Monday list could not be written.")
            failed += 1
    if failed:
        raise ListsFailed(failed)
    return sent


def forget_old_lists(*, before: datetime, dry_run: bool = False) -> int:
    """Remove the lists that were written before a moment; return how many."""
    old = MondayList.objects.filter(made_at__lt=before)
    number = old.count()
    if not dry_run:
        old.delete()
    return number


def monday_of(person: User, at: datetime) -> date | None:
    """The Monday whose list is to be sent now; none from Wednesday on."""
    local = at.astimezone(person.zone)
    if local.weekday() == MONDAY and local.hour >= FROM_HOUR:
        return local.date()
    return local.date() - timedelta(days=1) if local.weekday() == TUESDAY else None


def _readers() -> list[User]:
    unwanted = MailPreference.objects.filter(person=OuterRef("pk"), monday_list=False)
    coordinators = User.objects.filter(~Exists(unwanted), role=Role.COORDINATOR)
    return list(reached_by_mail(coordinators))


def _has_list(person: User, monday: date) -> bool:
    return MondayList.objects.filter(person=person, monday=monday).exists()


@transaction.atomic
def _send(person: User, monday: date, switch: str, at: datetime) -> bool:
    """Return whether there was anything to say, and nobody has said it meanwhile."""
    # Of the Monday itself, also a day later: what turned late since is of the next list.
    lines = lines_for(person, today=monday)
    if not lines:
        return False
    mail = queue_for(
        person,
        template="coordination/monday",
        context={"lines": lines, "number": len(lines), "monday": monday},
        at=at,
    )
    hold_if(switch, mail)
    _kept, is_first = MondayList.objects.get_or_create(
        person=person,
        monday=monday,
        defaults={
            "lines": len(lines),
            "subject": mail.subject,
            "text": mail.body,
            "made_at": at,
        },
    )
    if not is_first:
        # Another run has written it in the meantime: this mail was never queued.
        transaction.set_rollback(True)
    return is_first
