"""Mail that leaves, or has left: the queue and the mail log are one table."""

import uuid
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from acpmigration.constraints import one_of, required
from acpmigration.pages.enums import MailState

# A sender that has not said what became of a mail by then was stopped.
LONGEST_SENDING = timedelta(minutes=10)


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    def due(self, at: datetime) -> Self:
        """Wait for nothing any more, or were left by a sender that was stopped."""
        waiting = Q(state=MailState.WAITING, next_attempt_at__lte=at)
        left = Q(state=MailState.SENDING, claimed_at__lte=at - LONGEST_SENDING)
        return self.filter(waiting | left)

    def late(self, *, since: datetime) -> Self:
        """Queued before ``since`` and neither sent nor held back by somebody."""
        late = [MailState.WAITING, MailState.SENDING]
        return self.filter(state__in=late, queued_at__lt=since)

    def oldest_first(self) -> Self:
        return self.order_by("next_attempt_at", "pk")


class OutgoingMail(models.Model):
    """A mail to one address; once it was sent, neither subject nor text is kept."""

    template = models.CharField(_("what it is"), max_length=100)
    to = models.EmailField(_("address"), db_index=True)
    # Whose address it was when the mail was written; forgotten with the person.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, editable=False, related_name="+"
    )
    language = models.CharField(_("language"), max_length=10)
    subject = models.CharField(_("subject"), max_length=250, blank=True)
    body = models.TextField(_("text"), blank=True)
    headers = models.JSONField(_("headers"), default=dict, blank=True)
    # The same for each attempt: a mail that arrives twice shows as one.
    message_key = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    state = models.CharField(
        _("state"), max_length=10, choices=MailState, default=MailState.WAITING
    )
    queued_at = models.DateTimeField(_("written"))
    next_attempt_at = models.DateTimeField(_("next attempt"), null=True, blank=True)
    claimed_at = models.DateTimeField(_("attempt began"), null=True, blank=True)
    claim = models.UUIDField(null=True, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.CharField(_("last error"), max_length=60, blank=True)
    server_failed_at = models.DateTimeField(
        _("server did not answer"), null=True, blank=True, db_index=True
    )
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("outgoing mail")
        indexes = [
            models.Index(fields=["state", "next_attempt_at"], name="pages_mail_due"),
            models.Index(fields=["queued_at"], name="pages_mail_by_day"),
        ]
        constraints = [
            one_of("state", MailState),
            required("to"),
            models.CheckConstraint(
                name="pages_outgoingmail_waiting_until",
                condition=~Q(state=MailState.WAITING) | Q(next_attempt_at__isnull=False),
            ),
            models.CheckConstraint(
                name="pages_outgoingmail_claimed",
                condition=(
                    Q(state=MailState.SENDING, claim__isnull=False, claimed_at__isnull=False)
                    | (~Q(state=MailState.SENDING) & Q(claim__isnull=True, claimed_at__isnull=True))
                ),
            ),
            models.CheckConstraint(
                name="pages_outgoingmail_blank_once_sent",
                condition=(
                    Q(state=MailState.SENT, sent_at__isnull=False, subject="", body="")
                    | (~Q(state=MailState.SENT) & Q(sent_at__isnull=True))
                ),
            ),
        ]

    def __str__(self) -> str:
        # Without the address, which not everybody on the staff may see.
        return f"{self.template} {self.pk}"
