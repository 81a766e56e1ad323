"""Languages of addresses and of files."""

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.translation import get_language_from_path
from django.utils.translation import gettext_lazy as _


class DocumentLanguage(models.TextChoices):
    """The language a file is written in."""

    ENGLISH = "en", _("English")
    FRENCH = "fr", _("French")
    PORTUGUESE = "pt", _("Portuguese")
    SPANISH = "es", _("Spanish")
    OTHER = "other", _("another language")


def language_of(request: HttpRequest) -> str:
    """Return the language that the address names, English where it names none."""
    return get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
