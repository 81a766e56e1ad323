"""Where what was learned was discussed."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from acpmigration.constraints import dated, in_order, not_reserved, one_of, required
from acpmigration.dates import DatedFact
from acpmigration.published import (
    SUMMARY_MISSING,
    TITLE_MISSING,
    Published,
    PublishedQuerySet,
    Sourced,
    drafts_by,
    publication,
)
from acpmigration.reference.enums import Precision
from acpmigration.reference.models import Country, Organisation, Topic
from acpmigration.richtext import RichTextField
from acpmigration.translated import shown
from knowledge.enums import EventKind

# Its calendar file would be that of all events.
RESERVED = ("calendar",)


class EventQuerySet(PublishedQuerySet):
    def day_precise(self) -> Self:
        """Those that a calendar can hold: the day on which they start is known."""
        return self.filter(starts_from__isnull=False, starts_from=F("starts_until"))

    def with_place(self) -> Self:
        return self.select_related("country__region")

    def for_list(self) -> Self:
        """All that a line of the list shows, in one more query."""
        return self.with_place().prefetch_related(
            models.Prefetch("topics", Topic.objects.in_order())
        )

    def for_page(self) -> Self:
        """What an event's own page shows, but for the thread, in two more queries."""
        return self.for_list().prefetch_related(
            models.Prefetch("partners", Organisation.objects.by_name())
        )

    def newest_first(self) -> Self:
        """By the day they start; those without a date come last."""
        return self.order_by(F("starts_until").desc(nulls_last=True), "-pk")

    def by_title(self) -> Self:
        return self.order_by(shown("title"), "pk")


class Event(Published, Sourced):
    """A seminar, exchange, meeting or forum in which the Action took part."""

    needed: ClassVar = {"title_en": TITLE_MISSING, "summary_en": SUMMARY_MISSING}
    reserved_slugs: ClassVar = RESERVED

    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=EventKind)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(
        _("summary"), blank=True, help_text=_("Two or three sentences in plain words.")
    )
    outcomes = RichTextField(
        _("outcomes"), blank=True, help_text=_("What was agreed, recommended or learned.")
    )

    starts_from = models.DateField(_("starts, earliest"), null=True, blank=True)
    starts_until = models.DateField(_("starts, latest"), null=True, blank=True)
    ends_from = models.DateField(_("ends, earliest"), null=True, blank=True)
    ends_until = models.DateField(_("ends, latest"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True, help_text=_("The town."))
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        verbose_name=_("country"),
        null=True,
        blank=True,
        related_name="events",
    )
    topics = models.ManyToManyField(
        Topic, verbose_name=_("topics"), blank=True, related_name="events"
    )
    partners = models.ManyToManyField(
        Organisation, verbose_name=_("partners"), blank=True, related_name="events"
    )
    participants = models.PositiveIntegerField(_("participants"), null=True, blank=True)
    participants_precision = models.CharField(
        _("how the number is known"),
        max_length=20,
        choices=Precision,
        default=Precision.COUNTED,
    )
    url = models.URLField(
        _("page elsewhere"), max_length=500, blank=True, help_text=_("Of the event itself.")
    )
    products_discussed = models.ManyToManyField(
        "knowledge.KnowledgeProduct",
        verbose_name=_("products discussed"),
        blank=True,
        related_name="events_discussing",
    )

    # Added by modeltranslation.
    title_en: str | None
    summary_en: str | None

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [
            models.Index(fields=["starts_until", "id"], name="event_by_day"),
            drafts_by("starts_until", "id", name="event_drafts"),
        ]
        constraints = [
            not_reserved("slug", *RESERVED),
            one_of("kind", EventKind),
            dated("starts"),
            dated("ends"),
            in_order("starts_from", "ends_until"),
            one_of("participants_precision", Precision),
            *publication(),
            required("title_en"),
        ]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def get_absolute_url(self) -> str:
        return reverse("knowledge:event-detail", args=[self.slug])

    @property
    def starts(self) -> DatedFact | None:
        return DatedFact.from_columns(self.starts_from, self.starts_until)

    @property
    def ends(self) -> DatedFact | None:
        return DatedFact.from_columns(self.ends_from, self.ends_until)

    @property
    def last_day(self) -> date | None:
        """The day it ended; that of its start where the end is not known to the day."""
        is_known = self.ends_from is not None and self.ends_from == self.ends_until
        return self.ends_from if is_known else self.starts_from

    @property
    def is_day_precise(self) -> bool:
        return self.starts_from is not None and self.starts_from == self.starts_until
