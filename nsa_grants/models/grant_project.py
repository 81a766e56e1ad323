"""One initiative of a non-state actor that the Action supported, and its pictures."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Case, CharField, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from acpmigration.constraints import dated, in_order, not_reserved, one_of, required
from acpmigration.dates import DatedFact
from acpmigration.published import (
    SUMMARY_MISSING,
    TITLE_MISSING,
    Sourced,
    drafts_by,
    publication,
)
from acpmigration.reference.enums import Component
from acpmigration.reference.models import (
    Country,
    Organisation,
    Topic,
    Typology,
)
from acpmigration.richtext import RichTextField
from acpmigration.translated import shown
from nsa_grants.enums import Currency, GrantKind, GrantStatus
from nsa_grants.models.placed import PLACE, Placed, PlacedQuerySet
from technical_assistance.models import Intervention

# Other pages stand at these addresses.
RESERVED = ("map", "possible")


def status_on(day: date) -> Case:
    """The status by the dates, as an expression; null where no date says anything."""
    return Case(
        When(cancelled_until__isnull=False, then=Value(GrantStatus.CANCELLED.value)),
        When(ended_until__lte=day, then=Value(GrantStatus.COMPLETED.value)),
        When(started_until__lte=day, then=Value(GrantStatus.ONGOING.value)),
        When(started_until__gt=day, then=Value(GrantStatus.PLANNED.value)),
        output_field=CharField(null=True),
    )


class GrantProjectQuerySet(PlacedQuerySet):
    def with_status(self, day: date) -> Self:
        """Annotate ``status``, as it is on ``day``; ``None`` where no date is known."""
        return self.annotate(status=status_on(day))

    def for_list(self) -> Self:
        """All that a line of the list shows, in three more queries."""
        return (
            self.with_place()
            .select_related("grantee")
            .prefetch_related(
                models.Prefetch("topics", Topic.objects.in_order()),
                models.Prefetch("typologies", Typology.objects.in_order()),
                "reach",
            )
        )

    def for_page(self) -> Self:
        """What a project's own page shows, but for its subjects, in four more queries."""
        return (
            self.with_place()
            .select_related("grantee", "intervention")
            .prefetch_related("reach", "quotes", "links", "pictures")
        )

    def by_title(self) -> Self:
        """Order by the title a reader sees: the translated one, else the English."""
        return self.order_by(shown("title"), "pk")


class GrantProject(Placed, Sourced):
    """A non-state actor's initiative: national and tied to a TA's topic, or regional."""

    needed: ClassVar = {"title_en": TITLE_MISSING, "summary_en": SUMMARY_MISSING}
    internal: ClassVar = frozenset({"no_intervention_reason"})
    reserved_slugs: ClassVar = RESERVED

    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=GrantKind)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(
        _("summary"), blank=True, help_text=_("Two or three sentences in plain words.")
    )
    activities = models.TextField(
        _("activities"), blank=True, help_text=_("What was done, one activity a line.")
    )
    channels = models.TextField(
        _("channels"),
        blank=True,
        help_text=_("How people were reached, one channel a line, such as: radio shows."),
    )
    results = models.TextField(_("results"), blank=True, help_text=_("One result a line."))
    story = RichTextField(
        _("story"),
        blank=True,
        help_text=_("What was done and what changed, for the record's page."),
    )

    countries = models.ManyToManyField(
        Country,
        verbose_name=_("countries covered"),
        blank=True,
        related_name="grants",
        help_text=_("The country of a national project is always among them."),
    )
    topics = models.ManyToManyField(
        Topic, verbose_name=_("topics"), blank=True, related_name="grants"
    )
    typologies = models.ManyToManyField(
        Typology,
        verbose_name=_("typologies"),
        blank=True,
        related_name="grants",
        limit_choices_to={"component": Component.GRANTS},
    )
    intervention = models.ForeignKey(
        Intervention,
        models.PROTECT,
        verbose_name=_("related intervention"),
        null=True,
        blank=True,
        related_name="grants",
        help_text=_("The technical assistance in the same place whose topic the project shares."),
    )
    no_intervention_reason = models.TextField(
        _("why there is no related intervention"), blank=True, help_text=_("Internal.")
    )
    grantee = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name=_("grantee"),
        null=True,
        blank=True,
        related_name="grants_received",
        help_text=_("Empty where the name is not known."),
    )
    partners = models.ManyToManyField(
        Organisation, verbose_name=_("partners"), blank=True, related_name="partnered_grants"
    )

    amount = models.DecimalField(
        _("amount"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(
        _("currency"), max_length=3, choices=Currency, default=Currency.EURO
    )
    is_amount_public = models.BooleanField(
        _("amount is public"), default=False, help_text=_("Shown to everybody if ticked.")
    )

    started_from = models.DateField(_("started, earliest"), null=True, blank=True)
    started_until = models.DateField(_("started, latest"), null=True, blank=True)
    ended_from = models.DateField(_("ended, earliest"), null=True, blank=True)
    ended_until = models.DateField(_("ended, latest"), null=True, blank=True)
    cancelled_from = models.DateField(_("cancelled, earliest"), null=True, blank=True)
    cancelled_until = models.DateField(_("cancelled, latest"), null=True, blank=True)

    # Added by modeltranslation.
    title_en: str | None
    summary_en: str | None

    # Annotated by GrantProjectQuerySet.with_status().
    status: str | None

    objects = GrantProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("grant project")
        verbose_name_plural = _("grant projects")
        indexes = [
            models.Index(fields=["started_until"], name="grant_by_day"),
            drafts_by("id", name="grant_drafts"),
        ]
        constraints = [
            not_reserved("slug", *RESERVED),
            one_of("kind", GrantKind),
            PLACE,
            models.CheckConstraint(
                name="nsa_grants_grantproject_related",
                condition=Q(kind=GrantKind.REGIONAL)
                | Q(intervention__isnull=False)
                | ~Q(no_intervention_reason=""),
                violation_error_message=_(
                    "A national project names the related intervention, or says why there is none."
                ),
            ),
            one_of("currency", Currency),
            models.CheckConstraint(
                name="nsa_grants_grantproject_amount",
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                violation_error_message=_("The amount is below zero."),
            ),
            dated("started"),
            dated("ended"),
            dated("cancelled"),
            in_order("started_from", "ended_until"),
            in_order("started_from", "cancelled_until"),
            *publication(),
            required("title_en"),
        ]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def get_absolute_url(self) -> str:
        return reverse("nsa_grants:grant-detail", args=[self.slug])

    @property
    def shown_intervention(self) -> Intervention | None:
        """The related intervention, once the public may see that."""
        related = self.intervention
        return related if related and related.is_published else None

    @property
    def started(self) -> DatedFact | None:
        return DatedFact.from_columns(self.started_from, self.started_until)

    @property
    def ended(self) -> DatedFact | None:
        return DatedFact.from_columns(self.ended_from, self.ended_until)

    @property
    def cancelled(self) -> DatedFact | None:
        return DatedFact.from_columns(self.cancelled_from, self.cancelled_until)
