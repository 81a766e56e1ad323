"""Two people on one record: the second is shown the first's change, and loses nothing typed."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

WORDS_SHOWN = 2_000


class EditForm(forms.ModelForm):  # type: ignore[type-arg]
    """Remembers what its record looked like when the form was opened.

    The view locks the row before the form is bound: what the form compares with is what is stored.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored = self._fingerprint() if self.instance.pk else ""
        self.initial["seen"] = self.stored

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.instance.pk and self.data.get(self.add_prefix("seen"), "") != self.stored:
            self._show_the_other_change()
        return cleaned

    @property
    def changed_data(self) -> list[str]:
        return [name for name in super().changed_data if name != "seen"]

    def _show_the_other_change(self) -> None:
        for name in self.changed_data:
            stored = in_words(self.fields[name], self.initial.get(name))
            self.add_error(name, _("Stored now: %(stored)s") % {"stored": stored})
        self.add_error(None, ValidationError(who_and_when(self.instance), code="changed"))
        # Whoever has read this may decide: the same form sent again is meant.
        data = self.data.copy()  # type: ignore[attr-defined]
        data[self.add_prefix("seen")] = self.stored
        self.data = data

    def _fingerprint(self) -> str:
        """Stand for the record's last change and for what this form could overwrite."""
        shown = {
            name: _plain(value)
            for name, value in self.initial.items()
            if name in self.fields and name != "seen"
        }
        newest = newest_change(self.instance)
        text = json.dumps([newest.pk if newest else None, shown], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


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
    if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
        keys = [_plain(one) for one in value] if _is_list(value) else [value]
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


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, list | tuple | models.QuerySet):
        return sorted(str(_plain(one)) for one in value)
    return value if value is None else str(value)
