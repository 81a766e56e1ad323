"""A person in the roster."""

import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from acpmigration.constraints import one_of, one_of_or_null
from acpmigration.permissions import edits_everything
from acpmigration.reference.models import Country, Topic, Typology
from experts.enums import Degree, ExpertState, Gender, Standing
from experts.models.cv import HasCV
from experts.models.keys import LONGEST, NameKeyField, PhoneKeyField

if TYPE_CHECKING:
    from acpmigration.permissions import Person

# Shown in place of a name wherever a name has no business: logs, lists of changes, addresses.
REFERENCE_LENGTH = 8
# The programme's own threshold for the roster.
YEARS_NEEDED = 7
MOST_YEARS, MOST_DAYS_A_MONTH = 70, 31

validate_phone = RegexValidator(
    r"^\+?[0-9][0-9 ()./-]{5,30}$",
    _("Write the number with its country code, such as +678 22345."),
)


class ExpertQuerySet(models.QuerySet["Expert"]):
    def visible_to(self, user: "Person") -> Self:
        """Administrators and editors see every sent profile, a person the own."""
        if edits_everything(user):
            return self.registered()
        return self.filter(user_id=user.pk) if user.is_authenticated else self.none()

    def registered(self) -> Self:
        """Verified and sent, in any later state: what the factsheet counts."""
        return self.filter(state__in=ExpertState.registered())

    def drafts(self) -> Self:
        return self.filter(state=ExpertState.DRAFT)

    def to_review(self) -> Self:
        return self.filter(state__in=ExpertState.undecided())

    def active(self) -> Self:
        return self.filter(state=ExpertState.ACTIVE)

    def available_to_match(self) -> Self:
        """Who may be short-listed: accepted, not expired, not paused by the person."""
        return self.active().filter(paused_at__isnull=True)

    def with_answers(self) -> Self:
        """All that a profile says, in five more queries."""
        return self.select_related(
            "user", "nationality", "residence", "government"
        ).prefetch_related(
            "topics", "typologies", "countries_worked", "languages", "past_assignments"
        )

    def longest_waiting_first(self) -> Self:
        return self.order_by("state_since", "pk")

    def by_name(self) -> Self:
        return self.order_by("name", "pk")


class Expert(HasCV):
    """One person's profile; a draft until it is sent, erased when the person withdraws.

    Never in the site's search index, never in a history table: what is erased is gone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("log-in"),
        null=True,
        blank=True,
        related_name="expert",
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    name = models.CharField(_("full name"), max_length=150, blank=True)
    gender = models.CharField(_("gender"), max_length=10, choices=Gender, blank=True, default="")
    nationality = models.ForeignKey(
        Country,
        models.PROTECT,
        verbose_name=_("nationality"),
        null=True,
        blank=True,
        related_name="+",
    )
    residence = models.ForeignKey(
        Country,
        models.PROTECT,
        verbose_name=_("country of residence"),
        null=True,
        blank=True,
        related_name="+",
    )
    phone = models.CharField(_("phone"), max_length=32, blank=True, validators=[validate_phone])
    standing = models.CharField(
        _("official or independent"), max_length=15, choices=Standing, blank=True, default=""
    )
    government = models.ForeignKey(
        Country,
        models.PROTECT,
        verbose_name=_("government you work for"),
        null=True,
        blank=True,
        related_name="+",
    )

    topics = models.ManyToManyField(
        Topic, verbose_name=_("topics"), blank=True, related_name="experts"
    )
    typologies = models.ManyToManyField(
        Typology, verbose_name=_("kinds of work"), blank=True, related_name="experts"
    )
    years = models.PositiveSmallIntegerField(_("years of work in migration"), null=True, blank=True)
    countries_worked = models.ManyToManyField(
        Country, verbose_name=_("ACP countries worked in"), blank=True, related_name="experts"
    )
    with_authorities = models.BooleanField(
        _("worked with national authorities of an ACP country"), null=True, blank=True
    )
    international = models.BooleanField(
        _("worked in international settings"), null=True, blank=True
    )
    degree = models.PositiveSmallIntegerField(
        _("highest degree"), choices=Degree, null=True, blank=True
    )
    degree_subject = models.CharField(_("subject of the degree"), max_length=200, blank=True)
    certificates = models.TextField(_("certificates of courses"), max_length=2_000, blank=True)

    available_from = models.DateField(_("available from"), null=True, blank=True)
    days_a_month = models.PositiveSmallIntegerField(_("days a month"), null=True, blank=True)
    can_travel = models.BooleanField(_("can travel"), null=True, blank=True)

    state = models.CharField(
        _("state"), max_length=20, choices=ExpertState, default=ExpertState.DRAFT, editable=False
    )
    state_since = models.DateTimeField(_("in this state since"), editable=False)
    changed_at = models.DateTimeField(_("last changed"), editable=False)
    submitted_at = models.DateTimeField(_("sent"), null=True, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, editable=False)
    active_until = models.DateField(_("active until"), null=True, editable=False)
    paused_at = models.DateTimeField(_("paused"), null=True, editable=False)
    # How many mails have asked for the confirmation, or for the draft, that is due now.
    times_asked = models.PositiveSmallIntegerField(_("times asked"), default=0, editable=False)
    asked_at = models.DateTimeField(_("last asked"), null=True, editable=False)
    name_key = NameKeyField(_("name, for comparing"), max_length=LONGEST)
    phone_key = PhoneKeyField(_("phone, for comparing"), max_length=32)

    objects = ExpertQuerySet.as_manager()

    class Meta:
        verbose_name = _("expert")
        verbose_name_plural = _("experts")
        constraints = [
            *HasCV.Meta.constraints,
            one_of("state", ExpertState),
            models.CheckConstraint(
                name="experts_expert_gender_listed",
                condition=Q(gender__in=Gender.values) | Q(gender="", state=ExpertState.DRAFT),
                violation_error_message=_("Choose one of the listed values."),
            ),
            models.CheckConstraint(
                name="experts_expert_standing_listed",
                condition=Q(standing__in=Standing.values) | Q(standing="", state=ExpertState.DRAFT),
                violation_error_message=_("Choose one of the listed values."),
            ),
            one_of_or_null("degree", Degree),
            models.CheckConstraint(
                name="experts_expert_name_when_sent",
                condition=Q(state=ExpertState.DRAFT) | ~Q(name=""),
                violation_error_message=_("Write your full name."),
            ),
            models.CheckConstraint(
                name="experts_expert_sent_unless_draft",
                condition=Q(state=ExpertState.DRAFT, submitted_at__isnull=True)
                | ~Q(state=ExpertState.DRAFT) & Q(submitted_at__isnull=False),
                violation_error_message=_("A profile that was sent has a date on which it was."),
            ),
            models.CheckConstraint(
                name="experts_expert_active_until_when_active",
                condition=Q(
                    state=ExpertState.ACTIVE,
                    active_until__isnull=False,
                    confirmed_at__isnull=False,
                )
                | ~Q(state=ExpertState.ACTIVE) & Q(active_until__isnull=True),
                violation_error_message=_("An active profile has a date until which it is."),
            ),
            models.CheckConstraint(
                name="experts_expert_government_of_officials",
                condition=Q(government__isnull=True) | Q(standing=Standing.OFFICIAL),
                violation_error_message=_("Only an official works for a government."),
            ),
            models.CheckConstraint(
                name="experts_expert_years_possible",
                condition=Q(years__isnull=True) | Q(years__lte=MOST_YEARS),
                violation_error_message=_("Write a number of years from 0 to 70."),
            ),
            models.CheckConstraint(
                name="experts_expert_days_possible",
                condition=Q(days_a_month__isnull=True)
                | Q(days_a_month__gte=1, days_a_month__lte=MOST_DAYS_A_MONTH),
                violation_error_message=_("Write a number of days from 1 to 31."),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "state_since"], name="experts_by_state"),
            models.Index(fields=["state", "name"], name="experts_by_name"),
            models.Index(fields=["state", "confirmed_at"], name="experts_by_confirmation"),
            models.Index(fields=["name_key", "nationality"], name="experts_same_name"),
            models.Index(fields=["phone_key"], name="experts_same_phone"),
            models.Index(fields=["name"], name="experts_in_order"),
            models.Index(fields=["submitted_at"], name="experts_by_day_sent"),
        ]

    def __str__(self) -> str:
        """Never the name: this is what lists of changes and logs keep."""
        return self.reference

    @property
    def reference(self) -> str:
        return f"EXP-{self.pk.hex[:REFERENCE_LENGTH].upper()}"

    @property
    def is_draft(self) -> bool:
        return self.state == ExpertState.DRAFT

    @property
    def is_paused(self) -> bool:
        return self.paused_at is not None

    def move_to(self, state: ExpertState, at: datetime) -> None:
        """Set the state and what hangs on it, without saving; the domain decides whether it may."""
        self.state, self.state_since = state, at
        if state != ExpertState.ACTIVE:
            self.active_until = None
