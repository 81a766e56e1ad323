"""Links by which somebody outside reads a record before it is public."""

import uuid
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from acpmigration.constraints import in_order, required, together


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    def about(self, record: models.Model) -> Self:
        return self.filter(kind=record._meta.label_lower, object_id=record.pk)

    def open(self, at: datetime) -> Self:
        """Those that still lead to their record."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=at)

    def with_visits(self) -> Self:
        """Annotate ``visited``, how often it was opened, and ``last_visited_at``."""
        visits = PreviewVisit.objects.filter(link=OuterRef("pk")).order_by().values("link")
        return self.annotate(
            visited=Coalesce(Subquery(visits.annotate(number=Count("pk")).values("number")), 0),
            last_visited_at=Subquery(visits.annotate(last=Max("at")).values("last")),
        )

    def newest_first(self) -> Self:
        return self.order_by("-made_at", "-pk")


class PreviewLink(models.Model):
    """A signed address at which one record is read, published or not, until it ends."""

    key = models.UUIDField(_("key"), unique=True, default=uuid.uuid4, editable=False)
    # The model as "app.model", and the row.
    kind = models.CharField(_("kind of record"), max_length=60, editable=False)
    object_id = models.PositiveBigIntegerField(_("number of the record"), editable=False)
    reader = models.CharField(
        _("for whom"), max_length=150, help_text=_("Such as the ministry that is asked to approve.")
    )
    made_at = models.DateTimeField(_("made"), editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("made by"),
        editable=False,
        related_name="+",
    )
    expires_at = models.DateTimeField(_("ends"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("revoked by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    # Annotated by PreviewLinkQuerySet.with_visits().
    visited: int
    last_visited_at: datetime | None

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        indexes = [models.Index(fields=["kind", "object_id"], name="pages_preview_of_record")]
        constraints = [
            required("kind"),
            required("reader"),
            in_order("made_at", "expires_at"),
            together("made_at", "made_by"),
            together("revoked_at", "revoked_by"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}: {self.reader}"

    def is_open(self, at: datetime) -> bool:
        """Whether it still leads to its record."""
        return self.revoked_at is None and at < self.expires_at


class PreviewVisit(models.Model):
    """That a preview was opened, and when; nothing about who did."""

    link = models.ForeignKey(PreviewLink, models.CASCADE, related_name="visits")
    at = models.DateTimeField(_("when"), db_index=True)
    language = models.CharField(_("language"), max_length=2)

    class Meta:
        verbose_name = _("visit of a preview")
        verbose_name_plural = _("visits of previews")

    def __str__(self) -> str:
        return f"{self.link_id} {self.at:%Y-%m-%d %H:%M}"
