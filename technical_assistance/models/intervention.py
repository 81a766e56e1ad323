"""One technical assistance, what it is about, and its pictures."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.enums import Role
from acpmigration.accounts.models import User
from acpmigration.constraints import exactly_one, one_of, required
from acpmigration.illustration import Illustration
from acpmigration.published import SUMMARY_MISSING, TITLE_MISSING, Sourced, publication
from acpmigration.reference.enums import Component
from acpmigration.reference.models import Country, Organisation, SDGTarget, Topic, Typology
from acpmigration.richtext import RichTextField
from acpmigration.translated import shown
from technical_assistance.enums import Status
from technical_assistance.models.lead import Led, LedQuerySet
from technical_assistance.models.partnership import Partnership
from technical_assistance.models.stage import Stage, of_open_stage

if TYPE_CHECKING:
    from acpmigration.permissions import Person
    from technical_assistance.models.follow_up import FollowUp
    from technical_assistance.models.progress import ProgressEntry


def followed() -> Exists:
    """Whether the person who is named as responsible still coordinates the region."""
    here = Q(regions=OuterRef("country__region"))
    here |= Q(regions=OuterRef("regional_organisation__region"))
    named = User.objects.filter(pk=OuterRef("coordinator"), role=Role.COORDINATOR, is_active=True)
    return Exists(named.filter(here))


class InterventionQuerySet(LedQuerySet):
    def implemented(self) -> Self:
        """Ongoing or completed: what the factsheet calls "TAs implemented"."""
        return self.filter(status__in=Status.implemented())

    def with_current_stage(self) -> Self:
        """Annotate ``current_stage``, ``None`` unless it is ongoing."""
        return self.annotate(current_stage=of_open_stage(F("kind")))

    def without_coordinator(self) -> Self:
        """None is named, or whoever is has left, or lost the role or the region."""
        return self.filter(~followed())

    def with_is_followed(self) -> Self:
        """Annotate ``is_followed``: somebody is responsible who can still write to it."""
        return self.annotate(is_followed=followed())

    def for_list(self) -> Self:
        """All that a line of the list shows, in three more queries."""
        return (
            self.with_lead()
            .select_related("entity")
            .prefetch_related(
                models.Prefetch("topics", Topic.objects.in_order()),
                models.Prefetch("typologies", Typology.objects.in_order()),
                models.Prefetch("stages", Stage.objects.in_order()),
            )
        )

    def for_page(self) -> Self:
        """What an intervention's own page shows, but for subjects, documents and related ones."""
        return (
            self.with_lead()
            .select_related("entity", "request")
            .prefetch_related(
                models.Prefetch("partnerships", Partnership.objects.select_related("organisation")),
                models.Prefetch("pictures", Picture.objects.order_by("position", "pk")),
                models.Prefetch("stages", Stage.objects.in_order()),
            )
        )

    def related_to(self, intervention: "Intervention") -> Self:
        """Others of the same topic or typology, led by somebody else: "who solved this before?"."""
        by_topic = Intervention.topics.through.objects.filter(  # type: ignore[attr-defined]
            intervention=OuterRef("pk"), topic__in=intervention.topics.all()
        )
        by_typology = Intervention.typologies.through.objects.filter(  # type: ignore[attr-defined]
            intervention=OuterRef("pk"), typology__in=intervention.typologies.all()
        )
        own = Q(regional_organisation=intervention.regional_organisation_id)
        if intervention.country_id:
            own = Q(country=intervention.country_id)
        elsewhere = self.exclude(pk=intervention.pk).exclude(own)
        return elsewhere.annotate(
            same_topic=Exists(by_topic), same_typology=Exists(by_typology)
        ).filter(Q(same_topic=True) | Q(same_typology=True))

    def stories(self) -> Self:
        """The published ones that staff told in full: the factsheet's stories."""
        told = self.published().exclude(story_en__isnull=True).exclude(story_en="")
        return told.with_lead().order_by("pk")

    def by_title(self) -> Self:
        """Order by the title a reader sees: the translated one, else the English."""
        return self.order_by(shown("title"), "pk")


class Intervention(Led, Sourced):
    """One piece of technical assistance that a government or regional organisation asked for."""

    needed: ClassVar = {"title_en": TITLE_MISSING, "summary_en": SUMMARY_MISSING}
    internal: ClassVar = frozenset({"coordinator"})

    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    code = models.CharField(
        _("code"), max_length=20, blank=True, help_text=_("Such as TA/028/2016; empty if unknown.")
    )
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(
        _("summary"), blank=True, help_text=_("Two or three sentences in plain words.")
    )
    story = RichTextField(
        _("story"),
        blank=True,
        help_text=_("What was done and what changed, for the record's page."),
    )

    entity = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name=_("requesting entity"),
        null=True,
        blank=True,
        related_name="interventions",
        help_text=_("The ministry, agency or secretariat that asked, where it is known."),
    )
    countries = models.ManyToManyField(
        Country,
        verbose_name=_("countries covered"),
        blank=True,
        related_name="interventions",
        help_text=_("The lead country is always among them."),
    )
    topics = models.ManyToManyField(
        Topic, verbose_name=_("topics"), blank=True, related_name="interventions"
    )
    typologies = models.ManyToManyField(
        Typology,
        verbose_name=_("typologies"),
        blank=True,
        related_name="interventions",
        limit_choices_to={"component": Component.TECHNICAL_ASSISTANCE},
    )
    sdg_targets = models.ManyToManyField(
        SDGTarget, verbose_name=_("SDG targets"), blank=True, related_name="interventions"
    )
    partners = models.ManyToManyField(
        Organisation,
        through="Partnership",
        verbose_name=_("partners"),
        related_name="partnered_interventions",
    )
    coordinator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("regional coordinator"),
        null=True,
        blank=True,
        related_name="interventions",
        limit_choices_to={"role": Role.COORDINATOR},
    )

    status = models.CharField(
        _("status"), max_length=20, choices=Status, default=Status.ONGOING, editable=False
    )

    # Added by modeltranslation and by simple_history.
    title_en: str | None
    summary_en: str | None
    save_without_historical_record: Callable[[], None]

    # Annotated by InterventionQuerySet.with_current_stage() and related_to().
    current_stage: int | None
    same_topic: bool
    same_typology: bool
    # Annotated by InterventionQuerySet.with_is_followed().
    is_followed: bool
    # Fetched by ``for_notes()``.
    open_follow_ups: list["FollowUp"]
    last_entries: list["ProgressEntry"]

    # Annotated by domain.standing.with_standing().
    open_kind: int | None
    due_on: date | None
    last_at: datetime | None
    is_late: bool
    is_due: bool
    is_silent: bool
    is_blocked: bool

    objects = InterventionQuerySet.as_manager()

    class Meta:
        verbose_name = _("intervention")
        verbose_name_plural = _("interventions")
        indexes = [
            models.Index(fields=["status"], name="intervention_by_status"),
            models.Index(fields=["published_at"], name="intervention_by_publication"),
        ]
        constraints = [
            exactly_one("country", "regional_organisation"),
            *publication(),
            one_of("status", Status),
            required("title_en"),
            models.UniqueConstraint(
                fields=["code"],
                condition=~Q(code=""),
                name="technical_assistance_intervention_code",
                violation_error_message=_("Another intervention has this code."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}" if self.code else self.title

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def get_absolute_url(self) -> str:
        return reverse("technical_assistance:intervention-detail", args=[self.slug])


class PictureQuerySet(models.QuerySet["Picture"]):
    def visible_to(self, user: "Person") -> Self:
        own = Intervention.objects.visible_to(user).order_by()
        return self.filter(intervention__in=own.values("pk"))


class Picture(Illustration):
    intervention = models.ForeignKey(
        Intervention, models.CASCADE, verbose_name=_("intervention"), related_name="pictures"
    )

    objects = PictureQuerySet.as_manager()

    class Meta(Illustration.Meta):
        pass

    def get_absolute_url(self) -> str:
        return reverse("technical_assistance:picture", args=[self.pk])
