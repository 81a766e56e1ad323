"""Published figures on people, and the settings of the roster."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from acpmigration.constraints import one_of, together
from experts.enums import ReleaseTable

# Of these few people or fewer no figure tells.
FEWEST = 5
# What one row of a release says of all groups that are too small to be told apart.
MERGED = "merged"
# Longer than this nobody has to wait, and nothing has to be kept.
MOST_DAYS, MOST_MONTHS = 365, 120


class RosterReleaseQuerySet(models.QuerySet["RosterRelease"]):
    def as_of(self, day: date) -> Self:
        """The releases that were there on that day, the last one first."""
        return self.filter(as_of__lte=day).order_by("-as_of")


class RosterRelease(models.Model):
    """What was published about the people of the roster on one day; never changed afterwards."""

    as_of = models.DateField(_("as of"), unique=True)
    made_at = models.DateTimeField(_("made"), editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("made by"),
        editable=False,
        related_name="+",
    )

    objects = RosterReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("release of figures on people")
        verbose_name_plural = _("releases of figures on people")
        constraints = [together("made_at", "made_by")]

    def __str__(self) -> str:
        return self.as_of.isoformat()


class ReleaseFigure(models.Model):
    """One cell of a release: ``key`` is empty in the total, else a slug, a code or ``merged``."""

    release = models.ForeignKey(RosterRelease, models.CASCADE, related_name="figures")
    table = models.CharField(_("table"), max_length=10, choices=ReleaseTable)
    key = models.CharField(_("group"), max_length=80, blank=True)
    value = models.PositiveIntegerField(_("people"))

    class Meta:
        verbose_name = _("figure of a release")
        verbose_name_plural = _("figures of releases")
        constraints = [
            one_of("table", ReleaseTable),
            models.UniqueConstraint(
                fields=["release", "table", "key"], name="experts_releasefigure_once"
            ),
            models.CheckConstraint(
                name="experts_releasefigure_not_few",
                condition=Q(value=0) | Q(value__gte=FEWEST),
                violation_error_message=_("A group of fewer than five people is never published."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.key}: {self.value}"


class RosterSettings(models.Model):
    """What staff can change about the roster: whether it is open, and how long things are kept."""

    is_open = models.BooleanField(
        _("open"), default=True, help_text=_("Whether people can register.")
    )
    closed_note = models.TextField(
        _("why it is closed"),
        blank=True,
        help_text=_("Shown in place of the registration while the roster is closed."),
    )
    review_days = models.PositiveSmallIntegerField(_("days in which we answer"), default=14)
    unconfirmed_days = models.PositiveSmallIntegerField(
        _("days to confirm a new address"), default=7
    )
    draft_days = models.PositiveSmallIntegerField(_("days that a draft is kept"), default=30)
    declined_months = models.PositiveSmallIntegerField(
        _("months that a declined or unanswered profile is kept"), default=6
    )
    confirm_months = models.PositiveSmallIntegerField(_("months until we ask"), default=12)
    remind_months = models.PositiveSmallIntegerField(_("months until we remind"), default=13)
    remind_again_months = models.PositiveSmallIntegerField(
        _("months until we remind again"), default=14
    )
    expire_months = models.PositiveSmallIntegerField(_("months until it expires"), default=15)
    erase_months = models.PositiveSmallIntegerField(_("months until it is erased"), default=36)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("settings of the roster")
        verbose_name_plural = _("settings of the roster")
        constraints = [
            models.CheckConstraint(
                name="experts_rostersettings_one",
                condition=Q(pk=1),
                violation_error_message=_("There is one row of settings."),
            ),
            models.CheckConstraint(
                name="experts_rostersettings_in_order",
                condition=Q(confirm_months__gte=1)
                & Q(remind_months__gt=F("confirm_months"))
                & Q(remind_again_months__gt=F("remind_months"))
                & Q(expire_months__gt=F("remind_again_months"))
                & Q(erase_months__gt=F("expire_months")),
                violation_error_message=_(
                    "The months have to rise: ask, remind, remind again, expire, erase."
                ),
            ),
            models.CheckConstraint(
                name="experts_rostersettings_within_reason",
                condition=Q(
                    review_days__lte=MOST_DAYS,
                    unconfirmed_days__lte=MOST_DAYS,
                    draft_days__lte=MOST_DAYS,
                    declined_months__lte=MOST_MONTHS,
                    erase_months__lte=MOST_MONTHS,
                ),
                violation_error_message=_("At most 365 days and 120 months."),
            ),
            models.CheckConstraint(
                name="experts_rostersettings_some_time",
                condition=Q(
                    review_days__gte=1,
                    unconfirmed_days__gte=1,
                    draft_days__gte=1,
                    declined_months__gte=1,
                ),
                violation_error_message=_("Give at least one day or month."),
            ),
        ]

    def __str__(self) -> str:
        return str(_("Settings of the roster"))
