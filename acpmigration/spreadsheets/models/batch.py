"""A spreadsheet that somebody brought in, and what each of its rows means."""

import uuid
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from acpmigration.constraints import one_of, required, together
from acpmigration.spreadsheets.enums import BatchState, RowOutcome
from acpmigration.uploads import SpreadsheetField

# A worker that has not moved on by then was stopped.
LONGEST_SILENCE = timedelta(minutes=2)
# Of what nobody has confirmed: a file may hold data on people.
UNCONFIRMED_IS_KEPT = timedelta(hours=1)
TAKEN_BACK_WITHIN = timedelta(days=30)
# Kinds the rows of which tell of people, if by their references only.
ON_PEOPLE = frozenset({"deployments"})


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    def abandoned(self, at: datetime) -> Self:
        """Never confirmed, and not looked at for an hour."""
        before = at - UNCONFIRMED_IS_KEPT
        return self.filter(state__in=BatchState.unconfirmed(), seen_at__lte=before)

    def left(self, at: datetime) -> Self:
        """Waiting for a worker, or left by one that was stopped."""
        free = Q(claimed_at__isnull=True) | Q(claimed_at__lte=at - LONGEST_SILENCE)
        return self.filter(free, state__in=BatchState.working())

    def begun(self, before: datetime) -> Self:
        """What somebody last asked for was asked before that moment."""
        asked = Coalesce("taken_back_at", "confirmed_at", "uploaded_at")
        return self.alias(asked_at=asked).filter(asked_at__lte=before)

    def to_confirm(self) -> Self:
        """Read to the end, with something to write and nothing refused."""
        writes = [Q(**{f"{outcome}__gt": 0}) for outcome in RowOutcome.writing()]
        return self.filter(reduce(or_, writes), state__in=BatchState.decidable(), refused=0)

    def out_of_reach(self, at: datetime) -> Self:
        """Carried out, and too long ago to be taken back."""
        return self.filter(state=BatchState.APPLIED, applied_at__lte=at - TAKEN_BACK_WITHIN)

    def on_people(self) -> Self:
        return self.filter(kind__in=ON_PEOPLE)

    def oldest_first(self) -> Self:
        return self.order_by("uploaded_at", "pk")

    def newest_first(self) -> Self:
        return self.order_by("-uploaded_at", "-pk")


class ImportBatch(models.Model):
    """One file: read row by row, shown as a difference, carried out as a whole or not at all."""

    key = models.UUIDField(_("key"), unique=True, default=uuid.uuid4, editable=False)
    # The key of the sheet that is registered: see ``acpmigration.spreadsheets.sheets``.
    kind = models.CharField(_("what"), max_length=40, editable=False)
    file = SpreadsheetField(_("file"), folder="imports", blank=True)
    name = models.CharField(_("name of the file"), max_length=255, editable=False)
    size = models.PositiveBigIntegerField(_("size"), editable=False)
    digest = models.CharField(_("checksum"), max_length=64, editable=False)
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=BatchState,
        default=BatchState.WAITING,
        editable=False,
    )
    uploaded_at = models.DateTimeField(_("brought in"), editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("brought in by"),
        editable=False,
        related_name="+",
    )
    # In which the reasons of refused rows are written.
    language = models.CharField(_("language"), max_length=2, default="en", editable=False)
    # When somebody last looked at it.
    seen_at = models.DateTimeField(_("last looked at"), editable=False)
    # Who works at it, and when that worker last moved on.
    claim = models.UUIDField(null=True, editable=False)
    claimed_at = models.DateTimeField(null=True, editable=False)
    total = models.PositiveIntegerField(_("rows"), null=True, editable=False)
    done = models.PositiveIntegerField(_("rows read"), default=0, editable=False)
    new = models.PositiveIntegerField(_("new"), default=0, editable=False)
    changed = models.PositiveIntegerField(_("changed"), default=0, editable=False)
    same = models.PositiveIntegerField(_("the same"), default=0, editable=False)
    refused = models.PositiveIntegerField(_("refused"), default=0, editable=False)
    # How the file was understood: sentences, each with the values that fill it.
    remarks = models.JSONField(_("how the file was understood"), default=list, editable=False)
    # Why the whole was not read or carried out.
    problems = models.JSONField(_("what is wrong"), default=list, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("confirmed by"),
        null=True,
        editable=False,
        related_name="+",
    )
    applied_at = models.DateTimeField(_("carried out"), null=True, editable=False)
    taken_back_at = models.DateTimeField(_("taken back"), null=True, editable=False)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("taken back by"),
        null=True,
        editable=False,
        related_name="+",
    )
    # Whoever had carrying out or taking back stopped last.
    given_up_at = models.DateTimeField(_("given up"), null=True, editable=False)
    given_up_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("given up by"),
        null=True,
        editable=False,
        related_name="+",
    )

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        indexes = [models.Index(fields=["state", "claimed_at"], name="spreadsheets_batch_left")]
        constraints = [
            required("kind"),
            one_of("state", BatchState),
            together("uploaded_at", "uploaded_by"),
            together("claim", "claimed_at"),
            together("confirmed_at", "confirmed_by"),
            together("taken_back_at", "taken_back_by"),
            together("given_up_at", "given_up_by"),
            models.CheckConstraint(
                name="spreadsheets_importbatch_applied_once_confirmed",
                condition=Q(applied_at__isnull=True) | Q(confirmed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="spreadsheets_importbatch_applied_when_said",
                condition=Q(
                    state__in=["applied", "taking_back", "taken_back"], applied_at__isnull=False
                )
                | ~Q(state__in=["applied", "taking_back", "taken_back"])
                & Q(applied_at__isnull=True),
            ),
            models.CheckConstraint(
                name="spreadsheets_importbatch_taken_back_when_said",
                condition=Q(state__in=["taking_back", "taken_back"], taken_back_at__isnull=False)
                | ~Q(state__in=["taking_back", "taken_back"]) & Q(taken_back_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uploaded_at:%Y-%m-%d %H:%M}"

    @property
    def is_working(self) -> bool:
        return self.state in BatchState.working()

    @property
    def is_written_now(self) -> bool:
        return self.state in BatchState.written_now()

    @property
    def asked_at(self) -> datetime | None:
        """When somebody asked for what is written now."""
        return self.taken_back_at or self.confirmed_at

    @property
    def tells_of_people(self) -> bool:
        return self.kind in ON_PEOPLE

    @property
    def written(self) -> int:
        """How many records it adds or changes."""
        return sum(getattr(self, outcome) for outcome in RowOutcome.writing())


class ImportRowQuerySet(models.QuerySet["ImportRow"]):
    def written(self) -> Self:
        """Those that add or change a record."""
        return self.filter(outcome__in=RowOutcome.writing())

    def remarked(self) -> Self:
        """Those of which there is something to know before they are confirmed."""
        return self.filter(plan__has_key="remark")

    def in_order(self) -> Self:
        return self.order_by("number", "pk")


class ImportRow(models.Model):
    """One row of the file, and what it does."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows")
    # As the spreadsheet counts: the first line below the headings is 2.
    number = models.PositiveIntegerField(_("row"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=RowOutcome)
    key = models.CharField(_("key"), max_length=200, blank=True)
    label = models.CharField(_("record"), max_length=300, blank=True)
    # What was written in its cells, by column, and what the sheet makes of it.
    cells = models.JSONField(_("cells"), default=dict)
    plan = models.JSONField(_("plan"), default=dict)
    # [{"column": …, "old": …, "new": …}], as people read them.
    changes = models.JSONField(_("changes"), default=list)
    # [{"column": …, "cell": "F5", "sentence": …, "proposals": […]}]
    problems = models.JSONField(_("what is wrong"), default=list)
    object_id = models.BigIntegerField(_("number of the record"), null=True)
    # What the record was before and after, for taking the row back.
    before = models.JSONField(_("before"), null=True)
    after = models.JSONField(_("after"), null=True)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        constraints = [
            one_of("outcome", RowOutcome),
            models.UniqueConstraint(
                fields=["batch", "number"], name="spreadsheets_importrow_unique"
            ),
        ]
        indexes = [
            models.Index(fields=["batch", "outcome", "number"], name="spreadsheets_row_by_outcome")
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.number}"
