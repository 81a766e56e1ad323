"""Who is written to about which intervention, and what was said."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from acpmigration.constraints import one_of, required
from technical_assistance.enums import MailSwitch
from technical_assistance.models.intervention import Intervention

if TYPE_CHECKING:
    from acpmigration.accounts.models import User


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def of(self, person: "User") -> Self:
        """Those of the person to what the person may still read, with their interventions."""
        seen = Intervention.objects.worked_on_by(person).order_by()
        own = self.filter(person=person, intervention__in=seen.values("pk"))
        return own.select_related("intervention").order_by("-made_at", "-pk")


class Subscription(models.Model):
    """A person who is written to when a stage of the intervention moves."""

    intervention = models.ForeignKey(
        Intervention, models.CASCADE, verbose_name=_("intervention"), related_name="subscriptions"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("person"),
        related_name="subscriptions",
    )
    made_at = models.DateTimeField(_("since"))

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        constraints = [
            models.UniqueConstraint(
                fields=["intervention", "person"],
                name="technical_assistance_subscription_once",
                violation_error_message=_("This person gets these mails already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.intervention.slug}"


class MailPreference(models.Model):
    """Which mails of the workspace a person wants; without a row, all of them."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("person"),
        related_name="mail_preference",
    )
    monday_list = models.BooleanField(_("the Monday list"), default=True)
    progress = models.BooleanField(_("progress of interventions"), default=True)

    class Meta:
        verbose_name = _("choice of mails")
        verbose_name_plural = _("choices of mails")

    def __str__(self) -> str:
        return str(self.person)


class WorkspaceSettings(models.Model):
    """What staff can change about the workspace; one row."""

    monday_list = models.CharField(
        _("Monday list"),
        max_length=10,
        choices=MailSwitch,
        default=MailSwitch.ON,
        help_text=_("“Held” writes the mails and lets staff release them; “off” writes none."),
    )
    progress_mails = models.CharField(
        _("mails about progress"), max_length=10, choices=MailSwitch, default=MailSwitch.ON
    )
    silent_days = models.PositiveSmallIntegerField(
        _("days without an entry until an intervention is silent"), default=30
    )
    ahead_days = models.PositiveSmallIntegerField(
        _("days that the Monday list looks ahead"), default=14
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("settings of the workspace")
        verbose_name_plural = _("settings of the workspace")
        constraints = [
            one_of("monday_list", MailSwitch),
            one_of("progress_mails", MailSwitch),
            models.CheckConstraint(
                name="technical_assistance_workspacesettings_one",
                condition=Q(pk=1),
                violation_error_message=_("There is one row of settings."),
            ),
            models.CheckConstraint(
                name="technical_assistance_workspacesettings_within_reason",
                condition=Q(silent_days__gte=1, silent_days__lte=366)
                & Q(ahead_days__gte=1, ahead_days__lte=92),
                violation_error_message=_("Silence: 1 to 366 days; ahead: 1 to 92 days."),
            ),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class MondayListQuerySet(models.QuerySet["MondayList"]):
    def newest_first(self) -> Self:
        return self.order_by("-monday", "-pk")


class MondayList(models.Model):
    """The list that a coordinator was sent on a Monday, so that nobody gets it twice."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("coordinator"),
        related_name="monday_lists",
    )
    monday = models.DateField(_("Monday"))
    lines = models.PositiveSmallIntegerField(_("lines"))
    subject = models.CharField(_("subject"), max_length=250)
    text = models.TextField(_("text"))
    made_at = models.DateTimeField(_("written"))

    objects = MondayListQuerySet.as_manager()

    class Meta:
        verbose_name = _("Monday list")
        verbose_name_plural = _("Monday lists")
        constraints = [
            required("text"),
            models.UniqueConstraint(
                fields=["person", "monday"],
                name="technical_assistance_mondaylist_once",
                violation_error_message=_("This person has the list of this Monday already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.monday:%Y-%m-%d}"
