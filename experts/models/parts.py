"""What belongs to one profile and goes with it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from acpmigration.constraints import one_of, required
from experts.enums import ExpertVerb, Level, SpokenLanguage
from experts.models.expert import Expert

FIRST_YEAR, LAST_YEAR = 1950, 2100


class ExpertLanguageQuerySet(models.QuerySet["ExpertLanguage"]):
    def best_first(self) -> Self:
        return self.order_by("-level", "language")


class ExpertLanguage(models.Model):
    """A language somebody speaks, and how well."""

    expert = models.ForeignKey(Expert, models.CASCADE, related_name="languages")
    language = models.CharField(_("language"), max_length=5, choices=SpokenLanguage)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level)

    objects = ExpertLanguageQuerySet.as_manager()

    class Meta:
        verbose_name = _("language of an expert")
        verbose_name_plural = _("languages of experts")
        constraints = [
            one_of("language", SpokenLanguage),
            one_of("level", Level),
            models.UniqueConstraint(
                fields=["expert", "language"],
                name="experts_expertlanguage_once",
                violation_error_message=_("This language is named twice."),
            ),
        ]
        indexes = [models.Index(fields=["language", "level"], name="experts_by_language")]

    def __str__(self) -> str:
        return f"{self.get_language_display()} ({self.get_level_display()})"


class PastAssignmentQuerySet(models.QuerySet["PastAssignment"]):
    def latest_first(self) -> Self:
        return self.order_by("-first_year", "-pk")


class PastAssignment(models.Model):
    """A piece of work somebody did before; whole years are precise enough."""

    expert = models.ForeignKey(Expert, models.CASCADE, related_name="past_assignments")
    title = models.CharField(_("what you did"), max_length=200)
    client = models.CharField(_("for whom"), max_length=150, blank=True)
    place = models.CharField(_("where"), max_length=150, blank=True)
    first_year = models.PositiveSmallIntegerField(_("first year"))
    last_year = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True)

    objects = PastAssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("past assignment")
        verbose_name_plural = _("past assignments")
        constraints = [
            required("title"),
            models.CheckConstraint(
                name="experts_pastassignment_years_possible",
                condition=Q(first_year__gte=FIRST_YEAR, first_year__lte=LAST_YEAR)
                & (Q(last_year__isnull=True) | Q(last_year__lte=LAST_YEAR)),
                violation_error_message=_("Write a year with four digits, such as 2017."),
            ),
            models.CheckConstraint(
                name="experts_pastassignment_years_in_order",
                condition=Q(last_year__isnull=True) | Q(last_year__gte=F("first_year")),
                violation_error_message=_("The end is before the beginning."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.expert)


class ExpertEventQuerySet(models.QuerySet["ExpertEvent"]):
    def newest_first(self) -> Self:
        return self.order_by("-pk")


class ExpertEvent(models.Model):
    """One thing that happened to a profile; the expert reads it too."""

    expert = models.ForeignKey(Expert, models.CASCADE, related_name="events")
    verb = models.CharField(_("what"), max_length=10, choices=ExpertVerb)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), related_name="+"
    )
    note = models.TextField(_("words to the expert"), max_length=2_000, blank=True)

    objects = ExpertEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event of a profile")
        verbose_name_plural = _("events of profiles")
        constraints = [
            one_of("verb", ExpertVerb),
            models.CheckConstraint(
                name="experts_expertevent_reason",
                condition=~Q(verb__in=[ExpertVerb.ASK, ExpertVerb.DECLINE]) | ~Q(note=""),
                violation_error_message=_("Say why: the expert reads it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expert}: {self.get_verb_display()}"


class ExpertNoteQuerySet(models.QuerySet["ExpertNote"]):
    def newest_first(self) -> Self:
        return self.order_by("-pk")


class ExpertNote(models.Model):
    """What staff wrote about a person, who may read it: there are no secret ratings."""

    expert = models.ForeignKey(Expert, models.CASCADE, related_name="notes")
    text = models.TextField(_("note"), max_length=2_000)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), related_name="+"
    )

    objects = ExpertNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note on an expert")
        verbose_name_plural = _("notes on experts")
        constraints = [required("text")]

    def __str__(self) -> str:
        return f"{self.expert} ({self.pk})"
