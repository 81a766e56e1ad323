"""What became of a record, in words for those who edit it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import models
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

WORDS_SHOWN = 2_000


def newest_change(record: models.Model) -> Any:
    """The last line of the record's history; ``None`` for what is loaded or has no history."""
    if not hasattr(type(record), "history"):
        return None
    history = type(record).history.filter(  # type: ignore[attr-defined]
        **{record._meta.pk.attname: record.pk}
    )
    return history.select_related("history_user").order_by("-history_id").first()


def who_and_when(record: models.Model) -> str:
    change = newest_change(record)
    advice = _(
        "What you typed is still here. Where it differs, what is stored now stands beside it: "
        "put together what should stay, then save again."
    )
    if change is None:
        return " ".join([_("Somebody changed this meanwhile."), advice])
    moment = timezone.localtime(change.history_date)
    happened = _("%(who)s changed this at %(time)s on %(day)s (%(zone)s).") % {
        "who": change.history_user or _("Somebody"),
        "time": time_format(moment, "H:i"),
        "day": date_format(moment, _("j F Y")),
        "zone": timezone.get_current_timezone_name(),
    }
    return f"{happened} {advice}"


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
