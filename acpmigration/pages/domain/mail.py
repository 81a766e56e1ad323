"""Writing mail into the queue; ``sending`` takes it from there."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.models import User
from acpmigration.commits import after_commit
from acpmigration.pages.domain.mail_texts import LINE_END, rewritten, sample, written
from acpmigration.pages.domain.sending import try_at_once
from acpmigration.pages.enums import MailState
from acpmigration.pages.models import MailText, OutgoingMail
from acpmigration.refusals import Refusal
from acpmigration.templatetags.mails import Names

LONGEST_SUBJECT = 250
HEADER_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*\Z")


class MailRefused(Refusal):
    """A part of a mail would become another part of it."""


@transaction.atomic
def queue_mail(
    *,
    template: str,
    to: str,
    language: str,
    context: Mapping[str, Any],
    at: datetime,
    headers: Mapping[str, str] | None = None,
) -> OutgoingMail:
    """Write a mail to one person, in the caller's transaction; it leaves once that is committed.

    ``mail/<template>.txt`` holds the subject, an empty line, and the text. It sees ``context`` and
    ``site_url``, to which it adds paths, and nothing else. Words of staff stand in for its own.

    :raises MailRefused: if the address is none, or a part has a line end that would start another.
    """
    own = written(template, language, context, Names())
    mail = rewritten(template, language, own)
    return _queue(
        template=template,
        to=to,
        language=language,
        subject=mail.subject,
        body=mail.body,
        headers=dict(headers or {}),
        at=at,
    )


@transaction.atomic
def queue_message(
    *, message: EmailMessage, template: str, language: str, at: datetime
) -> OutgoingMail:
    """Queue a mail that a library wrote; its sender is replaced by ours.

    :raises ValueError: if it has more than one reader, an attachment or an HTML part.
    :raises MailRefused: as ``queue_mail`` does.
    """
    others = [*message.cc, *message.bcc, *message.attachments]
    if isinstance(message, EmailMultiAlternatives):
        others += message.alternatives
    if len(message.to) != 1 or others:
        raise ValueError("A mail goes to one reader, as plain text.")
    return _queue(
        template=template,
        to=message.to[0],
        language=language,
        subject=str(message.subject),
        body=str(message.body),
        headers={name: str(value) for name, value in message.extra_headers.items()},
        at=at,
    )


@transaction.atomic
def send_sample(*, text: MailText, language: str, by: User, at: datetime) -> OutgoingMail:
    """Send the mail with examples in it to whoever writes its words.

    :raises MailRefused: as ``queue_mail`` does.
    """
    shown = sample(text, language)
    return _queue(
        template=text.template,
        to=by.email,
        language=language,
        subject=shown.subject,
        body=shown.body,
        headers={},
        at=at,
    )


@transaction.atomic
def forget_address(*, address: str) -> int:
    """Remove every mail to an address, sent or not; return how many there were."""
    found = OutgoingMail.objects.filter(to__iexact=address)
    number = found.count()
    found.delete()
    return number


@transaction.atomic
def prune_mail_log(*, before: datetime) -> int:
    """Remove what was written before a moment, whatever became of it; return how many it were."""
    found = OutgoingMail.objects.filter(queued_at__lt=before)
    number = found.count()
    found.delete()
    return number


def _queue(*, to: str, subject: str, headers: dict[str, str], at: datetime, **given: Any) -> Any:
    _check(to, subject, headers)
    mail = OutgoingMail.objects.create(
        to=to,
        person=_owner_of(to),
        subject=_shortened(subject),
        headers=headers,
        state=MailState.WAITING,
        queued_at=at,
        next_attempt_at=at,
        **given,
    )
    after_commit(try_at_once, mail=mail, at=at)
    return mail


def _owner_of(address: str) -> User | None:
    """Whose address it is, confirmed or not: the mail is forgotten with the person."""
    person = User.objects.filter(email=address.lower()).first()
    if person is None:
        claimed = EmailAddress.objects.filter(email__iexact=address).select_related("user")
        person = next((one.user for one in claimed), None)
    return person


def _check(to: str, subject: str, headers: dict[str, str]) -> None:
    try:
        validate_email(to)
    except ValidationError as error:
        raise MailRefused(_("This is no e-mail address.")) from error
    if any(LINE_END.search(part) for part in (to, subject, *headers.values())):
        raise MailRefused(_("This contains a line end, where a mail cannot have one."))
    if not all(HEADER_NAME.match(name) for name in headers):
        raise MailRefused(_("This contains a line end, where a mail cannot have one."))


def _shortened(subject: str) -> str:
    is_long = len(subject) > LONGEST_SUBJECT
    return f"{subject[: LONGEST_SUBJECT - 1]}…" if is_long else subject
