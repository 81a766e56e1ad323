"""Forms of records: dates as precisely as they are known, and what a public record cannot lack."""

import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from acpmigration.admin import or_dash
from acpmigration.dates import DatedFact
from acpmigration.editing import EditForm

DATE_HELP = _(
    "As precisely as it is known: 2018-08-03, 2018-08 or 2018. Leave it empty if it is unknown."
)


# Beyond them somebody has mistyped: the oldest work that is cited is of this age or the last.
YEARS = range(1900, 2101)


def _read(written: str) -> DatedFact:
    """:raises ValueError: if it is no date."""
    first, is_range, last = written.partition("/")
    if not is_range:
        return DatedFact.parse(written)
    latest = DatedFact.parse(last).latest
    return DatedFact(None if first == ".." else DatedFact.parse(first).earliest, latest)


class DayField(forms.DateField):
    """A day in the one order that nobody misreads, by the browser's own calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            input_formats=["%Y-%m-%d"],
            error_messages={"invalid": _("Write a day as 2018-08-03.")},
            **kwargs,
        )


class LastDayField(DayField):
    """Asks for the last day, as people think of it, for what is stored as the day after it."""

    def prepare_value(self, value: Any) -> Any:
        return value - timedelta(days=1) if isinstance(value, date) else value

    def to_python(self, value: Any) -> date | None:
        day = super().to_python(value)
        try:
            return day + timedelta(days=1) if day else None
        except OverflowError as beyond:
            raise ValidationError(self.error_messages["invalid"]) from beyond


class DatedFactField(forms.CharField):
    """A day, a month or a year, as ``DatedFact`` writes them."""

    default_error_messages: ClassVar = {
        "date": _(
            "“%(written)s” is not a date we can read. Write a day as 2018-08-03, a month as "
            "2018-08, a year as 2018."
        ),
        "year": _("Is the year right? Years from 1900 to 2100 are taken."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("When"))
        kwargs.setdefault("help_text", DATE_HELP)
        super().__init__(max_length=25, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value.written if isinstance(value, DatedFact) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (self.prepare_value(initial) or "") != (data or "").strip()

    def to_python(self, value: Any) -> DatedFact | None:  # type: ignore[override]
        written = super().to_python(value)
        if not written:
            return None
        try:
            fact = _read(written)
        except ValueError as unreadable:
            message = self.error_messages["date"]
            raise ValidationError(message, "date", {"written": written[:25]}) from unreadable
        if any(day and day.year not in YEARS for day in (fact.earliest, fact.latest)):
            raise ValidationError(self.error_messages["year"], "year")
        return fact

    def run_validators(self, value: Any) -> None:
        """Nothing is left to check of what could be read."""


def fact_shown(name: str, label: Any) -> Callable[[Any, Any], object]:
    """Show a dated fact to those who may only read, where others have a field for it."""

    @admin.display(description=label)
    def shown(self: Any, record: Any) -> object:
        return or_dash(getattr(record, name))

    return shown


class DatedForm(EditForm):
    """One field for each date of a record, which is stored as its earliest and its latest day.

    ``started = DatedFactField()`` stands for the columns ``started_from`` and ``started_until``.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        record = kwargs.get("instance")
        facts = {name: getattr(record, name, None) for name in self.dates()}
        written = {name: fact.written for name, fact in facts.items() if fact}
        super().__init__(*args, **kwargs | {"initial": written | (kwargs.get("initial") or {})})

    @classmethod
    def dates(cls) -> list[str]:
        return [
            name for name, field in cls.base_fields.items() if isinstance(field, DatedFactField)
        ]

    def _post_clean(self) -> None:
        for name in self.dates():
            if name in self.cleaned_data:
                fact = self.cleaned_data[name]
                setattr(self.instance, f"{name}_from", fact.earliest if fact else None)
                setattr(self.instance, f"{name}_until", fact.latest if fact else None)
        super()._post_clean()  # type: ignore[misc]

    def _get_validation_exclusions(self) -> set[str]:
        """Nobody types the columns, but what the database asks of them is checked all the same."""
        columns = {f"{name}_{end}" for name in self.dates() for end in ("from", "until")}
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded - columns

    def fields_named_by(self, rule: models.BaseConstraint) -> set[str]:
        """The date stands for its two columns."""
        named = super().fields_named_by(rule)
        columns = {f"{name}_{end}": name for name in self.dates() for end in ("from", "until")}
        return {columns.get(column, column) for column in named}


INVISIBLE = _("Nothing of this can be seen.")


def _can_be_seen(text: str) -> bool:
    """Whether anything is drawn: marks that join, part or turn words are not."""
    return any(unicodedata.category(character)[0] not in "CZ" for character in text)


class PublishedForm(EditForm):
    """What was asked for at publication has to stay as long as the record is public.

    So it has while somebody relies on it: where a record is said to be ready or has its day.
    """

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for column in self.instance.needed:
            if (written := self.cleaned_data.get(column)) and not _can_be_seen(written):
                self.add_error(column, ValidationError(INVISIBLE))
        if self.instance.is_on_its_way:
            for column, sentence in self.instance.needed.items():
                is_empty = not (self.cleaned_data.get(column) or "").strip()
                if column in self.fields and column not in self.errors and is_empty:
                    self.add_error(column, ValidationError(sentence))
        return cleaned
