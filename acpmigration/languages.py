from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentLanguage(models.TextChoices):
    """The language a file is written in."""

    ENGLISH = "en", _("English")
    FRENCH = "fr", _("French")
    PORTUGUESE = "pt", _("Portuguese")
    SPANISH = "es", _("Spanish")
    OTHER = "other", _("another language")
