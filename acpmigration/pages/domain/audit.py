"""Writing the audit trail, and proving that nobody has changed it."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.models import User
from acpmigration.pages.models import AuditEvent
from acpmigration.pages.models.audit import NOTHING_BEFORE, kind_of

EVENT = re.compile(r"[a-z_]+\.[a-z0-9]+(-[a-z0-9]+)*\Z")
PURPOSE = re.compile(r"([a-z0-9]+(-[a-z0-9]+)*)?\Z")
KEY = re.compile(r"[0-9]{1,19}\Z|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")
# Any number, as long as nothing else locks by it.
LOCK = 4_201_866


@dataclass(frozen=True)
class Fault:
    """The first place where the trail is not as it was written."""

    number: int
    sentence: str | Promise

    def __str__(self) -> str:
        return str(self.sentence).format(self.number)


class TrailBroken(Exception):  # noqa: N818 - what was found, not what went wrong
    """The audit trail is not as it was written."""


MISSING = _("Event {} is missing.")
CHANGED = _("Event {} was changed.")
MOVED = _("Event {} does not follow the one before it.")


@transaction.atomic
def record(
    *,
    event: str,
    by: User | None,
    subject: models.Model | None,
    at: datetime,
    purpose: str = "",
) -> AuditEvent:
    """Add an event, such as ``experts.cv-viewed``; without ``by``, the portal itself did it.

    Whoever writes waits until all that was written before is committed: add the event last.

    :raises ValueError: for anything that might be free text, and with it personal data.
    """
    key = "" if subject is None else str(subject.pk)
    if not (EVENT.match(event) and PURPOSE.match(purpose) and (subject is None or KEY.match(key))):
        raise ValueError("The audit trail takes words from lists and keys of rows.")
    _wait_for_others()
    last = AuditEvent.objects.by_newest().first()
    made = AuditEvent(
        number=last.number + 1 if last else 1,
        at=at,
        event=event,
        actor=by.pk if by else None,
        actor_role=by.role if by else "",
        subject_kind="" if subject is None else kind_of(subject),
        subject_id=key,
        purpose=purpose,
        previous=last.hash if last else NOTHING_BEFORE,
    )
    made.hash = made.expected_hash
    made.save(force_insert=True)
    return made


def first_fault() -> Fault | None:
    """Return where the trail was changed, thinned out or put into another order.

    That its end was cut off shows only against a hash that was kept elsewhere: ``is_witnessed``.
    """
    previous = NOTHING_BEFORE
    for number, event in enumerate(AuditEvent.objects.in_order().iterator(), start=1):
        if event.number != number:
            return Fault(number, MISSING)
        if event.hash != event.expected_hash:
            return Fault(number, CHANGED)
        if event.previous != previous:
            return Fault(number, MOVED)
        previous = event.hash
    return None


def is_witnessed(*, head: str) -> bool:
    """Tell whether a hash that was once the last one, by mail or log, is still in the trail."""
    return head == NOTHING_BEFORE or AuditEvent.objects.filter(hash=head).exists()


def head() -> tuple[int, str]:
    """Return the number of events and the hash of the last one."""
    last = AuditEvent.objects.by_newest().first()
    return (last.number, last.hash) if last else (0, NOTHING_BEFORE)


def _wait_for_others() -> None:
    """Two events may not follow the same one; on SQLite, a transaction is alone from its start."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
