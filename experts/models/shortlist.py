"""Whom staff consider for a stage of an intervention, and who decided what about whom."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from acpmigration.constraints import one_of, one_of_or_null, required, together
from acpmigration.reference.models import Topic, Typology
from experts.enums import Decision, Level, SpokenLanguage
from experts.models.deployment import STAGE_CHOICES, Deployment, of_a_stage
from experts.models.expert import Expert
from technical_assistance.models import Intervention


class Shortlist(models.Model):
    """Whom staff consider for a stage of an intervention, and what is asked of them."""

    intervention = models.ForeignKey(
        Intervention, models.CASCADE, verbose_name=_("intervention"), related_name="shortlists"
    )
    stage = models.PositiveSmallIntegerField(_("stage"), choices=STAGE_CHOICES)
    topics = models.ManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="+")
    typologies = models.ManyToManyField(
        Typology, verbose_name=_("kinds of work"), blank=True, related_name="+"
    )
    language = models.CharField(
        _("language"), max_length=5, choices=SpokenLanguage, blank=True, default=""
    )
    level = models.PositiveSmallIntegerField(_("level"), choices=Level, null=True, blank=True)
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_before = models.DateField(_("day after the last one"), null=True, blank=True)
    made_at = models.DateTimeField(_("made"), editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("made by"),
        editable=False,
        related_name="+",
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("shortlist")
        verbose_name_plural = _("shortlists")
        constraints = [
            of_a_stage("shortlist"),
            models.CheckConstraint(
                name="experts_shortlist_language_listed",
                condition=Q(language__in=SpokenLanguage.values) | Q(language=""),
                violation_error_message=_("Choose one of the listed values."),
            ),
            one_of_or_null("level", Level),
            together("starts_on", "ends_before"),
            together("made_at", "made_by"),
            models.CheckConstraint(
                name="experts_shortlist_in_order",
                condition=Q(starts_on__isnull=True) | Q(ends_before__gt=F("starts_on")),
                violation_error_message=_("The end is before the beginning."),
            ),
            models.UniqueConstraint(
                fields=["intervention", "stage"],
                name="experts_shortlist_once",
                violation_error_message=_("This stage has a shortlist already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.intervention.slug}, {self.get_stage_display()}"

    def asks_for(self, deployment: Deployment) -> bool:
        """Tell whether the assignment is to the very stage that people are considered for."""
        return (deployment.intervention_id, deployment.stage) == (self.intervention_id, self.stage)

    @property
    def least_level(self) -> Level | None:
        """How well it is to be spoken: good enough to work in, where nothing else is said."""
        return Level(self.level or Level.WORKING) if self.language else None


class Choice(models.Model):
    """One person on a shortlist: who put or chose the person, when and why."""

    shortlist = models.ForeignKey(Shortlist, models.CASCADE, related_name="choices")
    expert = models.ForeignKey(Expert, models.CASCADE, related_name="choices")
    decision = models.CharField(
        _("decision"), max_length=10, choices=Decision, default=Decision.LISTED
    )
    reason = models.TextField(_("reason"), max_length=1_000)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), related_name="+"
    )

    class Meta:
        verbose_name = _("person on a shortlist")
        verbose_name_plural = _("people on shortlists")
        constraints = [
            one_of("decision", Decision),
            required("reason"),
            models.UniqueConstraint(
                fields=["shortlist", "expert"],
                name="experts_choice_once",
                violation_error_message=_("This expert is on the shortlist already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expert}: {self.get_decision_display()}"


class ChoiceEventQuerySet(models.QuerySet["ChoiceEvent"]):
    def in_order(self) -> Self:
        return self.order_by("pk")

    def newest_first(self) -> Self:
        return self.order_by("-pk")


class ChoiceEvent(models.Model):
    """One decision on a person on a shortlist: the choice itself tells the latest alone."""

    choice = models.ForeignKey(Choice, models.CASCADE, related_name="events")
    decision = models.CharField(_("decision"), max_length=10, choices=Decision)
    reason = models.TextField(_("reason"), max_length=1_000)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), related_name="+"
    )

    objects = ChoiceEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision on a shortlist")
        verbose_name_plural = _("decisions on shortlists")
        constraints = [one_of("decision", Decision), required("reason")]

    def __str__(self) -> str:
        return f"{self.choice_id}: {self.get_decision_display()}"
