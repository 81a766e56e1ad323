"""What became of a record, in words for those who edit it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

GONE = gettext_noop(
    "Somebody deleted this meanwhile. Save again to keep it all the same, or empty its fields to "
    "leave it out."
)
WORDS_SHOWN = 2_000
MAX_DIGITS = 18


def newest_change(record: models.Model) -> Any:
    """The last line of the record's history; ``None`` for what is loaded or has no history."""
    if not hasattr(type(record), "history"):
        return None
    history = type(record).history.filter(  # type: ignore[attr-defined]
        **{record._meta.pk.attname: record.pk}
    )
    return history.select_related("history_user").order_by("-history_id").first()


def newest_line(record: models.Model) -> LogEntry | None:
    """What the back-office has noted last of a record that has no history of its own."""
    kind = ContentType.objects.get_for_model(record)
    lines = LogEntry.objects.filter(content_type=kind, object_id=str(record.pk))
    return lines.select_related("user").order_by("-pk").first()


def state_at(record: models.Model, number: str) -> Any:
    """The record as line ``number`` of its history has it; ``None`` if there is no such line."""
    is_number = number.isascii() and number.isdecimal() and len(number) <= MAX_DIGITS
    if not is_number or not hasattr(type(record), "history"):
        return None
    lines = type(record).history.filter(history_id=number)  # type: ignore[attr-defined]
    line = lines.filter(**{record._meta.pk.attname: record.pk}).first()
    return line and line.instance


def is_as_in(record: models.Model | None, name: str, field: forms.Field, sent: Any) -> bool:
    """Whether a field says what the record has: nobody has touched it.

    False without a record, and of choices of several and files, of which no history tells enough.
    """
    if record is None or isinstance(field, forms.ModelMultipleChoiceField | forms.FileField):
        return False
    column = f"{name}_id" if isinstance(field, forms.ModelChoiceField) else name
    return hasattr(record, column) and not field.has_changed(getattr(record, column), sent)


def as_sent(field: forms.Field, value: Any) -> str:
    """A stored value as a browser sends it; a box that is not ticked is not sent."""
    if isinstance(field, forms.BooleanField):
        return "on" if value else ""
    written = field.prepare_value(value)
    return "" if written is None else str(plain(written))


def who_and_when(record: models.Model, seen: str) -> str:
    """Who changed the record since the line ``seen`` of its history, and when."""
    change, line = newest_change(record), None
    if change is None:
        line = newest_line(record)
    if change is not None:
        happened = _said(change.history_user, change.history_date)
    elif line is not None and str(line.pk) != seen:
        happened = _said(line.user, line.action_time)
    else:
        happened = _("Somebody changed this meanwhile.")
    advice = _(
        "What you typed is still here. Where it differs, what is stored now stands beside it: "
        "put together what should stay, then save again."
    )
    return f"{happened} {advice}"


def _said(who: object, when: datetime) -> str:
    moment = timezone.localtime(when)
    return _("%(who)s changed this at %(time)s on %(day)s (%(zone)s).") % {
        "who": who or _("Somebody"),
        "time": time_format(moment, "H:i"),
        "day": date_format(moment, _("j F Y")),
        "zone": timezone.get_current_timezone_name(),
    }


def in_words(field: forms.Field, value: Any) -> str:
    """What a reader would see of a stored value: names for keys, labels for choices."""
    if isinstance(value, FieldFile):
        # Stored under a name that says nothing.
        words = _("another file") if value else ""
    elif isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
        keys = [plain(one) for one in value] if _is_list(value) else [value]
        rows = field.queryset.model._base_manager.filter(pk__in=[k for k in keys if k])
        words = ", ".join(str(row) for row in rows)
    elif isinstance(field, forms.ChoiceField):
        words = str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
    elif isinstance(value, bool):
        words = _("yes") if value else _("no")
    else:
        words = "" if value is None else str(value)
    return words[:WORDS_SHOWN] or _("nothing")


def _is_list(value: Any) -> bool:
    return isinstance(value, Iterable) and not isinstance(value, str)


def plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, list | tuple | models.QuerySet):
        return sorted(str(plain(one)) for one in value)
    return value if value is None else str(value)
