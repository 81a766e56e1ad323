"""What belongs to a project: numbers of people, quotes, links, and its reports to the Action."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from acpmigration.constraints import one_of, required
from acpmigration.languages import DocumentLanguage
from acpmigration.reference.enums import Precision
from nsa_grants.enums import ReachKind, ReportKind, Sex
from nsa_grants.models.grant_project import GrantProject


class Reach(models.Model):
    """A number of people that a project was to reach or has reached, and where it is from."""

    grant = models.ForeignKey(
        GrantProject, models.CASCADE, verbose_name=_("grant project"), related_name="reach"
    )
    kind = models.CharField(
        _("what is counted"), max_length=20, choices=ReachKind, default=ReachKind.REACHED
    )
    sex = models.CharField(_("of whom"), max_length=10, choices=Sex, default=Sex.ALL, blank=True)
    value = models.PositiveIntegerField(_("number of people"))
    precision = models.CharField(
        _("how it is known"), max_length=20, choices=Precision, default=Precision.COUNTED
    )
    source = models.CharField(
        _("source"), max_length=200, help_text=_("Where the number is from. Public.")
    )

    class Meta:
        verbose_name = _("number of people")
        verbose_name_plural = _("numbers of people")
        constraints = [
            models.UniqueConstraint(
                fields=["grant", "kind", "sex"],
                name="nsa_grants_reach_unique",
                violation_error_message=_("This number is given already."),
            ),
            one_of("kind", ReachKind),
            one_of("sex", Sex),
            one_of("precision", Precision),
            required("source"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.get_sex_display()}: {self.value}"


class QuoteQuerySet(models.QuerySet["Quote"]):
    def of_published(self) -> Self:
        """What may be shown beside other records, in the order of the projects."""
        shown = self.filter(grant__published_at__isnull=False).select_related("grant")
        return shown.order_by("grant", "position", "pk")


class Quote(models.Model):
    """What somebody said, in the words and the language of the person, with a translation."""

    grant = models.ForeignKey(
        GrantProject, models.CASCADE, verbose_name=_("grant project"), related_name="quotes"
    )
    text = models.TextField(_("quote"), help_text=_("In its own language, without quote marks."))
    language = models.CharField(_("language of the quote"), max_length=5, choices=DocumentLanguage)
    translation = models.TextField(
        _("translation"), blank=True, help_text=_("Left empty in the quote's own language.")
    )
    attribution = models.CharField(
        _("who said it"), max_length=200, help_text=_("As the person agreed to be named.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = QuoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")
        constraints = [
            one_of("language", DocumentLanguage),
            required("text"),
            required("attribution"),
        ]

    def __str__(self) -> str:
        return self.text


class GrantLink(models.Model):
    """Something of the project that is found elsewhere, such as an application or a video."""

    grant = models.ForeignKey(
        GrantProject, models.CASCADE, verbose_name=_("grant project"), related_name="links"
    )
    label = models.CharField(
        _("label"), max_length=200, help_text=_("Such as: the application, a video of the play.")
    )
    url = models.URLField(_("address"), max_length=500)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = [required("label_en"), required("url")]

    def __str__(self) -> str:
        return self.label


class GrantReport(models.Model):
    """A report that the grantee owes the Action. Internal: no public page shows it."""

    grant = models.ForeignKey(
        GrantProject, models.CASCADE, verbose_name=_("grant project"), related_name="reports"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=ReportKind)
    due_on = models.DateField(_("due on"))
    received_on = models.DateField(_("received on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("report due")
        verbose_name_plural = _("reports due")
        constraints = [
            one_of("kind", ReportKind),
            models.UniqueConstraint(
                fields=["grant", "kind", "due_on"],
                name="nsa_grants_grantreport_unique",
                violation_error_message=_("This report is listed already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.due_on}"
