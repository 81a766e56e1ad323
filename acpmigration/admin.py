"""What every page of the back-office shares."""

from collections.abc import Iterable
from copy import copy
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import helpers
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import BadRequest
from django.db import connection, models
from django.forms import Script
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from acpmigration.choosing import ChosenByName
from acpmigration.editing import EditForm
from acpmigration.history.back_office import HistoryAdmin
from acpmigration.history.noted import NotedAdmin
from acpmigration.keys import is_key
from acpmigration.last_changed import is_internal, is_seen, note
from acpmigration.richtext import TAGS, RichTextField
from acpmigration.saved_lists import SavedListsAdmin
from acpmigration.search.indexing import refresh

MAX_SEARCH_LENGTH, MAX_SEARCH_WORDS = 200, 8
# An address that is typed without its scheme; Django's own default changes with its next version.
ADDRESSES: dict[Any, dict[str, Any]] = {models.URLField: {"assume_scheme": "https"}}


def in_languages(*fields: str) -> list[tuple[str, dict[str, Any]]]:
    """One group of fields for each language: English open, the others folded away."""
    return [
        (
            capfirst(get_language_info(code)["name_local"]),
            {
                "fields": [f"{field}_{code}" for field in fields],
                "classes": [] if code == settings.LANGUAGE_CODE else ["collapse"],
            },
        )
        for code, _name in settings.LANGUAGES
    ]


def link(address: str, words: object) -> SafeString:
    """A link in a column; the words are shown as text, whatever they hold."""
    return render_to_string("admin/link.html", {"address": address, "words": words})


def or_dash(value: object) -> object:
    """What a page shows of a column that may be empty: Django would write "None"."""
    return "–" if value in (None, "") else value


def remind_of_files(request: HttpRequest) -> None:
    """All that was typed comes back with a refused form, but a browser sends no file twice."""
    if request.FILES:
        messages.warning(request, _("Choose the files again: a browser does not keep them."))


class ReadOnly:
    """Shown, never added, changed or deleted here: what a domain function owns."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class Tool(NamedTuple):
    """A link on top of a list or of a record: what it is called, where it leads."""

    label: str | Promise
    address: str


class SearchedAdmin(SavedListsAdmin):
    """A list that answers whatever is asked of it."""

    change_list_template = "admin/listed.html"

    def list_tools(self, request: HttpRequest) -> list[Tool]:
        """What can be done with the list as it stands; a mix-in adds to what ``super()`` has."""
        return []

    def record_tools(self, request: HttpRequest, record: models.Model) -> list[Tool]:
        """What can be done with a record beside editing it."""
        return []

    def changelist_view(self, request, extra_context=None):
        tools = {"list_tools": self.list_tools(request)}
        return super().changelist_view(request, tools | (extra_context or {}))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context["record_tools"] = self.record_tools(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_object(self, request, object_id, from_field=None):
        # "?_to_field=" names no field, which Django would look for.
        return super().get_object(request, object_id, from_field or None)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        # Django makes a new row of whatever says so, past the page on which rows are made.
        if "_saveasnew" in request.POST and not self.save_as:
            raise BadRequest("No form offers to save a copy.")
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_search_results(self, request, queryset, search_term):
        words = search_term[:MAX_SEARCH_LENGTH].split()[:MAX_SEARCH_WORDS]
        return super().get_search_results(request, queryset, " ".join(words))

    def get_changelist_instance(self, request):
        try:
            return super().get_changelist_instance(request)
        except (OverflowError, ValueError) as no_such_day:
            raise IncorrectLookupParameters(*no_such_day.args) from no_such_day

    def response_action(self, request, queryset):
        keys = request.POST.getlist(helpers.ACTION_CHECKBOX_NAME)
        if not all(map(is_key, keys)):
            raise BadRequest("No list offers such a row.")
        return super().response_action(request, queryset)


class LockedAdmin(NotedAdmin, SearchedAdmin):
    """Nobody overwrites another's change; the form is an ``EditForm``."""

    form = EditForm

    def get_object(self, request, object_id, from_field=None):
        """Hold the row while a change is checked and saved: whoever comes second waits, and sees.

        The row is locked by itself: PostgreSQL cannot lock what outer joins may leave empty, nor
        outside of a transaction, which Django opens for its forms but for that of a password.
        """
        found = super().get_object(request, object_id, from_field)
        is_saved = request.method == "POST" and connection.in_atomic_block
        if found is None or not is_saved:
            return found
        self.model._base_manager.select_for_update().filter(pk=found.pk).first()
        return super().get_object(request, object_id, from_field)


class RecordAdmin(ChosenByName, HistoryAdmin, LockedAdmin):
    """A record that people edit, and every change of which is told."""

    formfield_overrides = ADDRESSES

    class Media:
        js = [
            Script("js/admin_autocomplete.js", type="module"),
            Script("js/admin_unsaved.js", type="module"),
        ]

    def save_model(self, request, obj, form, change):
        if hasattr(obj, "version"):
            obj.version += 1
        if change and is_internal(obj, form.changed_data):
            obj._history_user = request.user
            obj.save(update_fields=[*form.changed_data, "version"])
            return
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if is_internal(form.instance, form.changed_data) and any(map(is_seen, formsets)):
            note(form.instance, timezone.now())
        refresh(form.instance)

    def delete_model(self, request, obj):
        # Deleting takes the key away by which the search would forget the record.
        gone = copy(obj)
        super().delete_model(request, obj)
        refresh(gone)

    def delete_queryset(self, request, queryset):
        gone = list(queryset)
        super().delete_queryset(request, queryset)
        refresh(*gone)

    def render_change_form(self, request, context, *args, **kwargs):
        if context["errors"]:
            remind_of_files(request)
        return super().render_change_form(request, context, *args, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(db_field, RichTextField):
            field.help_text = rich_text_help(field.help_text)
        return field

    def get_deleted_objects(self, objs, request):
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        protected = [*protected, *self._chosen_in(objs)]
        # That the row is in use is the reason, not that its users may not be deleted either.
        return deleted, counts, set() if protected else lacking, protected

    def _chosen_in(self, objs: Iterable[models.Model]) -> list[str]:
        """The records that a choice is part of: deleting it would change them silently."""
        keys = [obj.pk for obj in objs]
        return [
            f"{capfirst(relation.related_model._meta.verbose_name)}: {row}"
            for relation in self.opts.related_objects
            if relation.many_to_many
            for row in relation.related_model._base_manager.filter(
                **{f"{relation.field.name}__in": keys}
            ).distinct()
        ]


def rich_text_help(help_text: object) -> str:
    allowed = _("Plain HTML with these elements: %(elements)s. Anything else is taken out.") % {
        "elements": ", ".join(sorted(TAGS))
    }
    return f"{help_text} {allowed}".strip()
