"""Two people on one record: the second is shown the first's change, and loses nothing typed."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import BaseInlineFormSet, BaseModelFormSet, InlineForeignKeyField
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from acpmigration.changes import (
    GONE,
    as_sent,
    in_words,
    is_as_in,
    newest_change,
    newest_line,
    plain,
    state_at,
    who_and_when,
)
from acpmigration.retired import leave_out_retired


class EditForm(forms.ModelForm):  # type: ignore[type-arg]
    """Remembers what its record looked like when the form was opened.

    The view locks the row before the form is bound: what the form compares with is what is stored.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    # The field at which a rule of the database is said, by the rule's name, where it is not the
    # last of those it names.
    said_at: ClassVar[Mapping[str, str]] = {}
    # Set where somebody has deleted the record or the part since, and what is said then.
    is_gone = False
    gone: ClassVar[str] = GONE

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leave_out_retired(self)
        self.stored = self._fingerprint() if self.instance.pk else ""
        self.initial["seen"] = self.stored

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.instance.pk and self.data.get(self.add_prefix("seen"), "") != self.stored:
            self._show_the_other_change()
        if self.is_gone and self._is_first_told():
            self.add_error(None, ValidationError(_(self.gone), code="changed"))
        return cleaned

    def _is_first_told(self) -> bool:
        """A record says once that it is gone; a part is a new one the next time it is sent."""
        if self.prefix:
            return True
        is_first = bool(self.data.get("seen"))
        self._send_instead("seen", "")
        return is_first

    def sent(self, name: str) -> Any:
        """What the browser sent of a field."""
        widget = self.fields[name].widget
        return widget.value_from_datadict(self.data, self.files, self.add_prefix(name))

    def _send_instead(self, name: str, written: str) -> None:
        """Show another text in the field; an empty one is as if nothing had been sent."""
        data = self.data.copy()  # type: ignore[attr-defined]
        data.pop(self.add_prefix(name), None)
        if written or name == "seen":
            data[self.add_prefix(name)] = written
        self.data = data

    def _update_errors(self, errors: ValidationError) -> None:
        """Say what the database would refuse at a field that its rule names, not above the form."""
        general = errors.error_dict.pop(NON_FIELD_ERRORS, [])
        if errors.error_dict:
            super()._update_errors(errors)  # type: ignore[misc]
        broken = list(self._broken_rules()) if general else []
        for error in general:
            rule = next((rule for rule, said in broken if said.messages == error.messages), None)
            broken = [(other, said) for other, said in broken if other is not rule]
            self.add_error(self._place_of(rule) if rule else None, error)

    def _broken_rules(self) -> Iterator[tuple[models.BaseConstraint, ValidationError]]:
        exclude = self._get_validation_exclusions()  # type: ignore[attr-defined]
        exclude |= {
            name for name, field in self.fields.items() if isinstance(field, InlineForeignKeyField)
        }
        for model, rules in self.instance.get_constraints():
            for rule in rules:
                try:
                    rule.validate(model, self.instance, exclude=exclude)
                except ValidationError as refusal:
                    yield rule, refusal

    def _place_of(self, rule: models.BaseConstraint) -> str | None:
        """A field of the form; none where the rule is about what the form does not have."""
        if self.said_at.get(rule.name) in self.fields:
            return self.said_at[rule.name]
        named = self.fields_named_by(rule)
        return next((name for name in reversed(self.fields) if name in named), None)

    def fields_named_by(self, rule: models.BaseConstraint) -> set[str]:
        """The columns that the rule looks at."""
        if isinstance(rule, models.CheckConstraint) and isinstance(rule.condition, models.Q):
            return set(rule.condition.referenced_base_fields)
        return set(getattr(rule, "fields", ()))

    @property
    def changed_data(self) -> list[str]:
        return [name for name in super().changed_data if name != "seen"]

    def _show_the_other_change(self) -> None:
        # The record when the page was drawn; none where its history does not tell.
        opened = state_at(self.instance, self._seen_line())
        for name in self.changed_data:
            field, stored = self.fields[name], self.initial.get(name)
            if is_as_in(opened, name, field, self.sent(name)):
                self._send_instead(name, as_sent(field, stored))
                self.add_error(name, _("Somebody changed this: it is what is stored now."))
            elif not is_as_in(opened, name, field, as_sent(field, stored)):
                words = in_words(field, stored)
                self.add_error(name, _("Stored now: %(stored)s") % {"stored": words})
        self.add_error(None, ValidationError(self._what_happened(), code="changed"))
        # Whoever has read this may decide: the same form sent again is meant.
        self._send_instead("seen", self.stored)

    def _what_happened(self) -> str:
        return who_and_when(self.instance, self._seen_line())

    def _seen_line(self) -> str:
        seen: str = self.data.get(self.add_prefix("seen"), "")
        return seen.partition("-")[0]

    def _fingerprint(self) -> str:
        """Stand for the record's last change and for what this form could overwrite."""
        shown = {
            name: plain(value)
            for name, value in self.initial.items()
            if name in self.fields and name != "seen"
        }
        newest = newest_change(self.instance) or (not self.prefix and newest_line(self.instance))
        number = newest.pk if newest else ""
        text = json.dumps([number, shown], sort_keys=True)
        return f"{number}-{hashlib.sha256(text.encode()).hexdigest()}"


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

    @cached_property
    def added_meanwhile(self) -> list[models.Model]:
        """Parts that are stored and were not on the page that was sent: they stay."""
        if not self.is_bound or not self.management_form.is_valid():
            return []
        sent = {self.data.get(self._name(i, "id")) for i in range(self.initial_form_count())}
        return [row for row in self.get_queryset() if str(row.pk) not in sent]

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

    def _put_last_what_is_gone(self) -> None:
        super()._put_last_what_is_gone()
        if self.instance.pk is None:
            # The record itself may be gone: its parts are those of the new one.
            data: Any = self.data.copy()  # type: ignore[attr-defined]
            for i in range(self.total_form_count()):
                data[self._name(i, self.fk.name)] = ""
            self.data = data

    def clean(self) -> None:
        super().clean()
        if self.added_meanwhile:
            for form in self.forms:
                if form.is_valid() and form.has_changed() and form not in self.deleted_forms:
                    self._refuse_what_is_there(form)

    def _refuse_what_is_there(self, form: Any) -> None:
        """Ask the rules that name the record itself, which Django asks of no form."""
        for rule in form.instance._meta.constraints:
            if isinstance(rule, models.UniqueConstraint) and self.fk.name in rule.fields:
                try:
                    rule.validate(type(form.instance), form.instance)
                except ValidationError as refusal:
                    form.add_error(None, refusal)
