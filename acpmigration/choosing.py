"""Choosing rows of long tables by typing a part of their name."""

from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple

from acpmigration.keys import is_key


class NameSelect(AutocompleteSelect):
    """Leaves out what is no key when a refused form is shown again: Django would fail on it."""

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [key for key in value if not key or is_key(key)], attr)


class NamesSelect(AutocompleteSelectMultiple):
    """Each row can be taken out by itself: a button for all of them would stand inside the list."""

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [key for key in value if is_key(key)], attr)

    def build_attrs(self, base_attrs, extra_attrs=None):
        return super().build_attrs(base_attrs, extra_attrs) | {"data-allow-clear": "false"}


class ChosenByName(BaseModelAdmin):  # type: ignore[type-arg]
    """The rows of ``autocomplete_fields`` are looked up by name."""

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", NamesSelect(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", NameSelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
