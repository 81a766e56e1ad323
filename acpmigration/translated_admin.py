"""Records with words in four languages in the back-office, and how their translations stand."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Exists, Model, OuterRef
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _
from modeltranslation.admin import TranslationAdmin

from acpmigration import worded
from acpmigration.admin import RecordAdmin, Tool
from acpmigration.pages.enums import TranslationState
from acpmigration.pages.models import Translation

LACKING = (TranslationState.MISSING, TranslationState.PARTLY, TranslationState.OUT_OF_DATE)


def language_name(code: str) -> str:
    return capfirst(str(get_language_info(code)["name_translated"]))


def side_by_side(model: type[Model], object_id: int, language: str) -> str:
    """The address of the page on which a record is translated."""
    return reverse("admin:translate", args=[worded.kind_of(model), object_id, language])


def change_page(model: type[Model], object_id: int) -> str:
    return reverse(
        f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[object_id]
    )


def state_words(code: str, state: TranslationState, link: str) -> dict[str, str]:
    """What a list shows of a record's words in one language."""
    words = f"{language_name(code)}: {state.label}"
    return {"code": code, "words": words, "state": state.value, "link": link}


class TranslationFilter(admin.SimpleListFilter):
    """Which language lacks what: ``fr-missing``, or ``fr-lacking`` for all that is to be done."""

    title = gettext_lazy("translation")
    parameter_name = "translation"

    def lookups(self, request, model_admin):
        states: list[tuple[str, str | Promise]] = [
            ("lacking", _("anything to do")),
            *((state.value, state.label) for state in LACKING),
        ]
        return [
            (f"{code}-{state}", f"{language_name(code)}: {label}")
            for code in worded.OTHERS
            for state, label in states
        ]

    def queryset(self, request, queryset):
        language, _separator, state = (self.value() or "").partition("-")
        wanted = LACKING if state == "lacking" else (state,)
        if language not in worded.OTHERS or not set(wanted) <= set(LACKING):
            return queryset
        noted = Translation.objects.of(queryset.model).filter(
            object_id=OuterRef("pk"), language=language, state__in=wanted
        )
        return queryset.filter(Exists(noted))


class TranslatedAdmin(RecordAdmin, TranslationAdmin):  # type: ignore[type-arg, misc]
    """A record with words in four languages, all of them in one form.

    Where an app follows its translations (``acpmigration.worded``), the list says how they stand.
    """

    @property
    def is_followed(self) -> bool:
        return self.model in worded.kinds()

    def state_columns(self, request):
        own = ["translations_shown"] if self.is_followed else []
        return [*own, *super().state_columns(request)]

    def get_list_filter(self, request):
        own = [TranslationFilter] if self.is_followed else []
        return [*super().get_list_filter(request), *own]

    def list_tools(self, request: HttpRequest) -> list[Tool]:
        tools = super().list_tools(request)
        if self.is_followed:
            board = reverse("admin:translations", query={"kind": worded.kind_of(self.model)})
            tools.append(Tool(_("Translations"), board))
        return tools

    def record_tools(self, request: HttpRequest, record: Model) -> list[Tool]:
        tools = super().record_tools(request, record)
        if self.is_followed:
            tools += [
                Tool(
                    _("Side by side: %(language)s") % {"language": language_name(code)},
                    side_by_side(self.model, record.pk, code),
                )
                for code in worded.OTHERS
            ]
        return tools

    def get_changelist_instance(self, request):
        found = super().get_changelist_instance(request)
        if self.is_followed:
            note_states(self.model, found.result_list)
        return found

    @admin.display(description=gettext_lazy("translations"))
    def translations_shown(self, record):
        states = [
            state_words(code, state, side_by_side(self.model, record.pk, code))
            for code, state in record.translation_states.items()
        ]
        return render_to_string("admin/translation_states.html", {"states": states})


def note_states(model: type[Model], records: Iterable[Any]) -> None:
    """Give each record its ``translation_states``, language by language, all in one query."""
    rows = {record.pk: record for record in records}
    found = Translation.objects.of(model).filter(
        object_id__in=rows.keys(), language__in=worded.OTHERS
    )
    columns = found.values_list("object_id", "language", "state")
    states = {(pk, code): TranslationState(state) for pk, code, state in columns}
    for pk, record in rows.items():
        record.translation_states = {
            code: states[pk, code] for code in worded.OTHERS if (pk, code) in states
        }
