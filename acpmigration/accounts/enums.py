from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person does for the Action; an expert is whoever has a row in the roster."""

    NONE = "", _("no role")
    ADMINISTRATOR = "administrator", _("administrator")
    EDITOR = "editor", _("editor")
    VIEWER = "viewer", _("viewer")
    COORDINATOR = "coordinator", _("regional coordinator")


class Language(models.TextChoices):
    """The language in which a person gets mail."""

    ENGLISH = "en", _("English")
    FRENCH = "fr", _("French")
    PORTUGUESE = "pt", _("Portuguese")
    SPANISH = "es", _("Spanish")
