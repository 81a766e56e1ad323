"""Sending what is in the queue: every mail once, by whoever claims it first."""

import contextlib
import smtplib
import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from acpmigration.pages.enums import MailState
from acpmigration.pages.models import OutgoingMail
from acpmigration.refusals import NotNow

# After the first failure, the second …; then as long as the last each time.
PAUSES = [timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1)]
GIVEN_UP_AFTER = timedelta(days=5)
# No page waits for a server that has just failed.
SERVER_IS_LEFT_ALONE = timedelta(minutes=1)
PERMANENT = 500
# What stands in the place of an error.
CLOSED = "account closed"


def try_at_once(*, mail: OutgoingMail, at: datetime) -> None:
    """Send a mail that was just written, unless the server has failed within the last minute."""
    failed = OutgoingMail.objects.filter(server_failed_at__gt=at - SERVER_IS_LEFT_ALONE)
    if not failed.exists():
        send(mail=mail, at=at)


def send_due(*, at: datetime, among: Iterable[int] | None = None) -> int:
    """Send what is due, the longest waiting first; return how many were sent.

    Stops when the server does not answer: it would not answer for the next mail either.
    """
    due = OutgoingMail.objects.due(at)
    sent = 0
    for mail in (due if among is None else due.filter(pk__in=among)).oldest_first():
        tried = send(mail=mail, at=at)
        if tried and tried.server_failed_at == at:
            break
        sent += tried is not None and tried.state == MailState.SENT
    return sent


def send(*, mail: OutgoingMail, at: datetime) -> OutgoingMail | None:
    """Try to send a mail that is due; return it as it is then, nothing if somebody else has it.

    Outside of a transaction, so that nobody waits for a database that waits for a mail server.
    """
    claim = uuid.uuid4()
    due = OutgoingMail.objects.due(at).filter(pk=mail.pk)
    due.update(state=MailState.SENDING, claim=claim, claimed_at=at)
    if (claimed := OutgoingMail.objects.filter(claim=claim).first()) is None:
        return None
    if _is_closed(claimed):
        _let_go(claimed)
        claimed.state, claimed.error = MailState.FAILED, CLOSED
    else:
        _attempt(claimed, at)
    # Somebody who removed the row or took the claim over meanwhile has the last word.
    values = {name: getattr(claimed, name) for name in NOTED}
    OutgoingMail.objects.filter(pk=claimed.pk, claim=claim).update(**values)
    return claimed


def _is_closed(mail: OutgoingMail) -> bool:
    """Whether its reader has lost the log-in since; what concerns the log-in itself goes out."""
    is_of_account = mail.template.startswith("account/")
    return mail.person is not None and not mail.person.is_active and not is_of_account


def _attempt(mail: OutgoingMail, at: datetime) -> None:
    try:
        _deliver(message_of(mail))
    except (OSError, UnicodeError) as error:
        _note_failure(mail, error, at)
    else:
        _note_sent(mail, at)


NOTED = [
    *("state", "claim", "claimed_at", "attempts", "error", "server_failed_at"),
    *("next_attempt_at", "sent_at", "subject", "body", "headers"),
]


def message_of(mail: OutgoingMail) -> EmailMessage:
    host = urlsplit(settings.SITE_URL).hostname
    ours = {"Message-ID": f"<{mail.message_key.hex}@{host}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(
        subject=mail.subject,
        body=mail.body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[mail.to],
        reply_to=[settings.MAIL_REPLY_TO] if settings.MAIL_REPLY_TO else None,
        headers={**mail.headers, **ours},
    )


def _deliver(message: EmailMessage) -> None:
    connection = get_connection()
    connection.open()
    try:
        connection.send_messages([message])
    finally:
        # The server has it: a parting that fails would have it sent again.
        with contextlib.suppress(OSError):
            connection.close()


@transaction.atomic
def hold_back(*, mail: OutgoingMail) -> None:
    """Keep a mail from being sent until it is released.

    :raises NotNow: if it is not waiting.
    """
    waiting = OutgoingMail.objects.filter(pk=mail.pk, state=MailState.WAITING)
    if not waiting.update(state=MailState.HELD, next_attempt_at=None):
        raise NotNow(_("Only a mail that is waiting can be held back."))


@transaction.atomic
def release(*, mail: OutgoingMail, at: datetime) -> None:
    """Let a mail go that was held back or given up; it is due at once and has five more days.

    :raises NotNow: if it is neither.
    """
    stopped = OutgoingMail.objects.filter(
        pk=mail.pk, state__in=[MailState.HELD, MailState.FAILED], sent_at=None
    )
    if not stopped.update(state=MailState.WAITING, next_attempt_at=at, attempts=0, queued_at=at):
        raise NotNow(_("Only a mail that was held back or given up can be released."))


def send_now(*, mails: Iterable[OutgoingMail], at: datetime) -> tuple[int, int]:
    """Try those that are waiting without waiting for their turn; return how many: sent, not sent.

    :raises NotNow: if none is waiting.
    """
    keys = [mail.pk for mail in mails]
    waiting = OutgoingMail.objects.filter(pk__in=keys, state=MailState.WAITING)
    number = waiting.update(next_attempt_at=at)
    if not number:
        raise NotNow(_("Only a mail that is waiting can be sent now."))
    sent = send_due(at=at, among=keys)
    return sent, number - sent


def _note_sent(mail: OutgoingMail, at: datetime) -> None:
    _let_go(mail)
    mail.state, mail.sent_at, mail.error = MailState.SENT, at, ""
    mail.subject, mail.body, mail.headers = "", "", {}
    mail.attempts += 1


def _note_failure(mail: OutgoingMail, error: Exception, at: datetime) -> None:
    """Keep the kind of error only: what a server says may name the person."""
    _let_go(mail)
    pause = PAUSES[min(mail.attempts, len(PAUSES) - 1)]
    mail.attempts += 1
    mail.error = _kind(error)
    is_last = _is_permanent(error) or at + pause > mail.queued_at + GIVEN_UP_AFTER
    mail.state = MailState.FAILED if is_last else MailState.WAITING
    mail.next_attempt_at = None if is_last else at + pause
    if not isinstance(error, smtplib.SMTPRecipientsRefused | UnicodeError):
        mail.server_failed_at = at


def _let_go(mail: OutgoingMail) -> None:
    mail.claim = mail.claimed_at = mail.next_attempt_at = None


def _kind(error: Exception) -> str:
    codes = sorted(set(_codes(error)))
    return " ".join([type(error).__name__, *map(str, codes)])[:60]


def _codes(error: Exception) -> list[int]:
    """What the server answered, for each reader."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return [code for code, _words in error.recipients.values()]
    return [error.smtp_code] if isinstance(error, smtplib.SMTPResponseException) else []


def _is_permanent(error: Exception) -> bool:
    """The server knows no such reader, or the address cannot be written at all."""
    refused = isinstance(error, smtplib.SMTPRecipientsRefused)
    return isinstance(error, UnicodeError) or (
        refused and all(code >= PERMANENT for code in _codes(error))
    )
