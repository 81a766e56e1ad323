"""The log: what happened, never edited, never deleted."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from acpmigration.constraints import dated, one_of, one_of_or_null
from acpmigration.dates import DatedFact
from technical_assistance.enums import StageKind, Verb
from technical_assistance.models.intervention import Intervention


class ProgressEntryQuerySet(models.QuerySet["ProgressEntry"]):
    def in_order(self) -> Self:
        """The order of replay: that of recording, not that of the dates."""
        return self.order_by("pk")

    def newest_first(self) -> Self:
        return self.order_by("-pk")

    def public(self) -> Self:
        """What the public may read: never what a later entry corrects."""
        return self.filter(is_public=True, correction__isnull=True)


class ProgressEntry(models.Model):
    """One dated line in an intervention's log."""

    intervention = models.ForeignKey(
        Intervention, models.PROTECT, verbose_name=_("intervention"), related_name="entries"
    )
    verb = models.CharField(_("what"), max_length=20, choices=Verb)
    stage = models.PositiveSmallIntegerField(_("stage"), choices=StageKind, null=True, blank=True)
    effective_from = models.DateField(_("when, from"), null=True, blank=True)
    effective_until = models.DateField(
        _("when, until"),
        null=True,
        blank=True,
        help_text=_("When it happened; for a planned date, the date planned."),
    )
    recorded_at = models.DateTimeField(_("recorded"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), related_name="+"
    )
    note = models.TextField(_("note"), blank=True)
    is_public = models.BooleanField(_("public"), default=False)
    idempotency_key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    corrects = models.OneToOneField(
        "self",
        models.PROTECT,
        verbose_name=_("corrects"),
        null=True,
        blank=True,
        related_name="correction",
    )

    objects = ProgressEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("progress entry")
        verbose_name_plural = _("progress entries")
        indexes = [
            models.Index(fields=["effective_until"], name="progress_by_day"),
        ]
        constraints = [
            one_of("verb", Verb),
            one_of_or_null("stage", StageKind),
            dated("effective"),
            models.CheckConstraint(
                name="technical_assistance_progressentry_stage_where_needed",
                condition=models.Q(stage__isnull=False) | ~models.Q(verb__in=Verb.of_stages()),
                violation_error_message=_("Say which stage."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.intervention.slug}: {self.get_verb_display()} ({self.pk})"

    @property
    def effective(self) -> DatedFact | None:
        return DatedFact.from_columns(self.effective_from, self.effective_until)
