"""Choosing rows of long tables by typing a part of their name, with scripts and without."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from acpmigration.keys import is_key

# Of the rows that typed words fit.
OFFERED = 20
BETWEEN = ";"


class Unclear(str):
    """Words that name no row, or several: what is sent in the place of a key."""

    fits: bool

    def __new__(cls, words: str, *, fits: bool) -> "Unclear":
        unclear = super().__new__(cls, words)
        unclear.fits = fits
        return unclear

    def refusal(self) -> ValidationError:
        """What to do about it."""
        words = (
            _("Several are found by “%(words)s”: choose one in the list, or type more of the name.")
            if self.fits
            else _("Nothing is found by “%(words)s”.")
        )
        return ValidationError(words % {"words": self}, code="unclear")


class ByName:
    """A list that is filled by a script has a field to type the name in, where no script runs."""

    choices: Any
    field: Any
    admin_site: Any
    allow_multiple_selected: bool

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Offered, and typed again, where a refused form is shown.
        self.found: list[Model] = []
        self.typed = ""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        chosen = super().value_from_datadict(data, files, name)  # type: ignore[misc]
        sent = data.get(typed_name(name)) or ""
        parts = sent.split(BETWEEN) if self.allow_multiple_selected else [sent]
        self.found, self.typed = [], ""
        named = [self._key_of(words) for words in map(str.strip, parts) if words]
        if not self.allow_multiple_selected:
            return named[0] if named else chosen
        return [*chosen, *(key for key in named if key not in chosen)]

    def _key_of(self, words: str) -> str:
        """The key of the one row that is found by the words, or that has them for its name."""
        rows, _doubled = self.admin_site.get_model_admin(
            self.field.remote_field.model
        ).get_search_results(None, self.choices.queryset.all(), words)
        found = list(rows.order_by("pk").distinct()[:OFFERED])
        exact = [row for row in found if str(row).casefold() == words.casefold()]
        one = exact if len(exact) == 1 else found
        if len(one) == 1:
            return str(one[0].pk)
        self.found += found
        if not found:
            self.typed = f"{self.typed}{BETWEEN} {words}" if self.typed else words
        return Unclear(words, fits=bool(found))

    def optgroups(self, name: str, value: Iterable[str], attr: Any = None) -> Any:
        """Leave out what is no key when a refused form is shown again: Django would fail on it."""
        keys = [key for key in value if self._is_shown(key)]
        groups = super().optgroups(name, keys, attr)  # type: ignore[misc]
        options = groups[0][1]
        shown = {str(option["value"]) for option in options}
        for row in self.found:
            if str(row.pk) not in shown:
                label = self.choices.field.label_from_instance(row)
                options.append(
                    self.create_option(name, row.pk, label, set(), len(options))  # type: ignore[attr-defined]
                )
        return groups

    def _is_shown(self, key: str) -> bool:
        return is_key(key)

    def render(self, name: str, *args: Any, **kwargs: Any) -> SafeString:
        select = super().render(name, *args, **kwargs)  # type: ignore[misc]
        typing = {
            "name": typed_name(name),
            "typed": self.typed,
            "several": self.allow_multiple_selected,
        }
        return SafeString(select + render_to_string("admin/typed_name.html", typing))


def typed_name(name: str) -> str:
    return f"{name}-named"


class NameSelect(ByName, AutocompleteSelect):
    def _is_shown(self, key: str) -> bool:
        return not key or is_key(key)


class NamesSelect(ByName, AutocompleteSelectMultiple):
    """Each row can be taken out by itself: a button for all of them would stand inside the list."""

    def build_attrs(self, base_attrs, extra_attrs=None):
        return super().build_attrs(base_attrs, extra_attrs) | {"data-allow-clear": "false"}


class NameField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def to_python(self, value: Any) -> Any:
        if isinstance(value, Unclear):
            raise value.refusal()
        return super().to_python(value)


class NamesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def clean(self, value: Any) -> Any:
        if unclear := [key.refusal() for key in value or [] if isinstance(key, Unclear)]:
            raise ValidationError(unclear)
        return super().clean(value)


class ChosenByName(BaseModelAdmin):  # type: ignore[type-arg]
    """The rows of ``autocomplete_fields`` are looked up by name."""

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", NamesSelect(db_field, self.admin_site))
            kwargs.setdefault("form_class", NamesField)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", NameSelect(db_field, self.admin_site))
            kwargs.setdefault("form_class", NameField)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
