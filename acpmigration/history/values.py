"""Values of a record's columns in the words of those who read its history."""

import re
from datetime import date, datetime
from html import unescape
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from acpmigration.richtext import RichTextField

BLOCKS = re.compile(r"</(?:p|li|h2|h3|blockquote)>|<br ?/?>")


def in_words(field: Any, value: Any) -> str:
    """The label of a choice, a date as it is read, a text without its markup."""
    if value is None or value == "":
        return ""
    if isinstance(field, RichTextField):
        return without_markup(value)
    if isinstance(field, models.FileField):
        # Stored under a name that says nothing.
        return _("a file")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return _written(value)


def without_markup(html: str) -> str:
    return unescape(strip_tags(BLOCKS.sub("\n", html))).strip()


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, _("j F Y"))
    return str(value)
