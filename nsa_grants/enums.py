"""The words of Component 2."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class GrantKind(models.TextChoices):
    NATIONAL = "national", pgettext_lazy("grant", "national")
    REGIONAL = "regional", pgettext_lazy("grant", "regional")


class GrantStatus(models.TextChoices):
    """Of a project: follows from its dates, is never typed or stored."""

    PLANNED = "planned", pgettext_lazy("grant", "planned")
    ONGOING = "ongoing", pgettext_lazy("grant", "ongoing")
    COMPLETED = "completed", pgettext_lazy("grant", "completed")
    CANCELLED = "cancelled", pgettext_lazy("grant", "cancelled")


class Currency(models.TextChoices):
    EURO = "EUR", _("euro")
    US_DOLLAR = "USD", _("United States dollar")


class ReachKind(models.TextChoices):
    TARGET = "target", _("people to be reached")
    REACHED = "reached", _("people reached")


class Sex(models.TextChoices):
    """Whom a number of people counts; the empty value is everybody."""

    ALL = "", _("all people")
    WOMEN = "women", _("women and girls")
    MEN = "men", _("men and boys")


class ReportKind(models.TextChoices):
    NARRATIVE = "narrative", _("narrative report")
    FINANCIAL = "financial", _("financial report")
    FINAL = "final", _("final report")
