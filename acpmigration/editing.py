"""Two people on one record: the second is shown the first's change, and loses nothing typed."""

import hashlib
import json
import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import BaseInlineFormSet, BaseModelFormSet
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

WORDS_SHOWN = 2_000
GONE = gettext_noop(
    "Somebody deleted this meanwhile. Save again to keep it all the same, or empty its fields to "
    "leave it out."
)


class EditForm(forms.ModelForm):  # type: ignore[type-arg]
    """Remembers what its record looked like when the form was opened.

    The view locks the row before the form is bound: what the form compares with is what is stored.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    # Set by the form set of a part that somebody has deleted since.
    is_gone = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored = self._fingerprint() if self.instance.pk else ""
        self.initial["seen"] = self.stored

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.instance.pk and self.data.get(self.add_prefix("seen"), "") != self.stored:
            self._show_the_other_change()
        if self.is_gone:
            self.add_error(None, ValidationError(_(GONE), code="changed"))
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


class EditFormSet(BaseModelFormSet):  # type: ignore[type-arg]
    """Parts of a record; what somebody has deleted since comes back as a new part, filled in.

    Django would look for its row in vain, and neither show nor save the form again.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.first_gone: int | None = None
        if self.is_bound and self.management_form.is_valid():
            self._put_last_what_is_gone()

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        form.is_gone = self.first_gone is not None and i >= self.first_gone
        return form

    def get_form_error(self) -> str:
        """What the model's own rule says of two parts that are the same."""
        rules = [
            c
            for c in self.get_queryset().model._meta.constraints
            if isinstance(c, models.UniqueConstraint)
        ]
        said = [rule.violation_error_message for rule in rules]
        return str(said[0]) if len(said) == 1 else super().get_form_error()

    def _put_last_what_is_gone(self) -> None:
        total = self.total_form_count()
        initial = min(self.initial_form_count(), total)
        stored = {str(row.pk) for row in self.get_queryset()}
        gone = [i for i in range(initial) if self.data.get(self._name(i, "id")) not in stored]
        if not gone:
            return
        # What is to be deleted here too is not missed.
        missed = [i for i in gone if self._name(i, DELETION_FIELD_NAME) not in self.data]
        order = [*(i for i in range(total) if i not in gone), *missed]
        places = {old: new for new, old in enumerate(order)}
        self.data = self._moved(self.data, places)
        self.files = self._moved(self.files, places) if self.files else self.files
        self.data[f"{self.prefix}-TOTAL_FORMS"] = str(len(order))
        self.data[f"{self.prefix}-INITIAL_FORMS"] = str(initial - len(gone))
        self.first_gone = len(order) - len(missed)
        for i in range(self.first_gone, len(order)):
            self.data[self._name(i, "id")] = ""
        # Counted anew from the data.
        del self.management_form

    def _moved(self, sent: Any, places: dict[int, int]) -> "MultiValueDict[str, Any]":
        moved: MultiValueDict[str, Any] = MultiValueDict()
        for name, values in sent.lists():
            found = re.match(rf"{re.escape(str(self.prefix))}-([0-9]{{1,6}})-(.*)", name, re.DOTALL)
            if found is None:
                moved.setlist(name, values)
            elif (place := places.get(int(found[1]))) is not None:
                moved.setlist(self._name(place, found[2]), values)
        return moved

    def _name(self, number: int, field: str) -> str:
        return f"{self.prefix}-{number}-{field}"


class EditInlineFormSet(EditFormSet, BaseInlineFormSet):  # type: ignore[type-arg]
    """The same for parts that point to their record themselves."""


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
