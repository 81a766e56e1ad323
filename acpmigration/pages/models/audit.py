"""The audit trail: who did what to whose data, in a chain that shows where it was broken."""

import hashlib
import json
from datetime import UTC
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.enums import Role
from acpmigration.constraints import one_of

NOTHING_BEFORE = "0" * 64


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    def about(self, subject: models.Model) -> Self:
        return self.filter(subject_kind=kind_of(subject), subject_id=str(subject.pk))

    def by_newest(self) -> Self:
        return self.order_by("-number")

    def in_order(self) -> Self:
        return self.order_by("number")


class AuditEvent(models.Model):
    """Something that has to stay known, such as that somebody looked at a CV.

    Holds **no personal data**, because erasure cannot reach it: keys of rows and words from lists
    only. The actor is a plain number, for people are erased and events are not. The database
    refuses to change or delete an event (``append_only``); each holds the hash of the one before.
    """

    number = models.BigIntegerField(_("number"), primary_key=True)
    at = models.DateTimeField(_("when"))
    event = models.CharField(_("event"), max_length=60, db_index=True)
    actor = models.BigIntegerField(_("account number"), null=True, blank=True)
    actor_role = models.CharField(_("role"), max_length=20, choices=Role, blank=True)
    subject_kind = models.CharField(_("kind of record"), max_length=60, blank=True)
    subject_id = models.CharField(_("number of the record"), max_length=36, blank=True)
    purpose = models.CharField(_("purpose"), max_length=60, blank=True)
    previous = models.CharField(_("hash of the event before"), max_length=64, unique=True)
    hash = models.CharField(_("hash"), max_length=64, unique=True)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event of the audit trail")
        verbose_name_plural = _("audit trail")
        constraints = [one_of("actor_role", Role)]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="pages_audit_by_subject")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.event}"

    @property
    def expected_hash(self) -> str:
        """What the hash is as long as nobody has changed the row."""
        said = [
            self.previous,
            self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            self.event,
            self.actor,
            self.actor_role,
            self.subject_kind,
            self.subject_id,
            self.purpose,
        ]
        return hashlib.sha256(json.dumps(said, separators=(",", ":")).encode()).hexdigest()


def kind_of(subject: models.Model) -> str:
    return subject._meta.label_lower
