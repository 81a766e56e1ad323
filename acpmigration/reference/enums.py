from django.db import models
from django.utils.translation import gettext_lazy as _


class Eligibility(models.TextChoices):
    """What a country could ask of the Action."""

    MEMBER = "member", _("member of the ACP Group in 2019")
    COULD_REQUEST = "could_request", _("not a member, could request")
    NONE = "none", _("could not request")


class Component(models.TextChoices):
    """The part of the Action that a typology belongs to."""

    TECHNICAL_ASSISTANCE = "technical_assistance", _("technical assistance")
    GRANTS = "grants", _("grants to non-state actors")


class OrganisationKind(models.TextChoices):
    GOVERNMENT = "government", _("government")
    REGIONAL_ORGANISATION = "regional_organisation", _("regional organisation")
    UN_AGENCY = "un_agency", _("United Nations agency")
    EU_INSTITUTION = "eu_institution", _("European Union institution")
    NGO = "ngo", _("non-governmental organisation")
    DIASPORA_ORGANISATION = "diaspora_organisation", _("diaspora organisation")
    ACADEMIA = "academia", _("university or research institute")
    PRIVATE_SECTOR = "private_sector", _("private sector")
    MEDIA = "media", _("media")
    OTHER = "other", _("other")


class Precision(models.TextChoices):
    """How well a number is known."""

    COUNTED = "counted", _("counted")
    ESTIMATE = "estimate", _("by estimate")
    AT_LEAST = "at_least", _("at least")


class Suspicion(models.TextChoices):
    """Why two organisations may be one."""

    NAME = "name", _("the same name")
    SHORT_NAME = "short_name", _("the same short name")
    ALIKE = "alike", _("nearly the same name")
    BY_HAND = "by_hand", _("somebody has compared them")
