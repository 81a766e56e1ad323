"""The board of translations, and the page on which one is written beside its original."""

from collections import Counter
from typing import Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from acpmigration import worded
from acpmigration.pages.admin.asked import Asked, readable_kinds
from acpmigration.pages.admin.side_by_side import translate
from acpmigration.pages.enums import TranslationState
from acpmigration.pages.figures import LANGUAGES, Row, counted, queue, rows_of
from acpmigration.translated_admin import change_page, language_name, side_by_side, state_words

PER_PAGE = 50
# As they stand in the tables; an original is no translation, and has columns of its own.
STATES = tuple(TranslationState)


def board(request: HttpRequest) -> HttpResponse:
    kinds = readable_kinds(request)
    asked = Asked.of(request, kinds)
    page = Paginator(queue(asked.wanted(kinds)), PER_PAGE).get_page(request.GET.get("p"))
    numbers = counted(kinds)
    names = [(worded.kind_of(kind), capfirst(kind._meta.verbose_name_plural)) for kind in kinds]
    languages = [(code, language_name(code)) for code in LANGUAGES]
    return TemplateResponse(
        request,
        "admin/pages/translations.html",
        {
            **admin.site.each_context(request),
            "title": _("Translations"),
            "asked": asked,
            "choices": [
                ("kind", _("Kind"), asked.kind, names),
                ("language", _("Language"), asked.language, languages),
                ("state", _("State"), asked.state, TranslationState.choices),
            ],
            "states": [state.label for state in STATES],
            "by_language": table(asked, numbers, "language", languages),
            "by_kind": table(asked, numbers, "kind", names),
            "language_columns": [name for _code, name in languages],
            "rows": [row_words(row, asked) for row in rows_of(page)],
            "page": page,
            "query": asked.address(),
        },
    )


def table(
    asked: Asked,
    numbers: Counter[tuple[str, str, str]],
    by: str,
    names: list[tuple[str, str]],
) -> list[dict[str, Any]]:
    """How many stand how, a line for each name, within what else is asked for.

    Each number is that of the records at its link.
    """
    found: Counter[tuple[str, str]] = Counter()
    for (kind, language, state), number in numbers.items():
        if by == "kind" and language == asked.language:
            found[kind, state] += number
        elif by == "language" and asked.kind in ("", kind):
            found[language, state] += number
    return [
        {
            "name": name,
            "link": asked.address(**{by: key, "state": ""}),
            "is_asked": getattr(asked, by) == key,
            "cells": [
                {"number": found[key, state], "link": asked.address(**{by: key, "state": state})}
                for state in STATES
            ],
        }
        for key, name in names
    ]


def row_words(row: Row, asked: Asked) -> dict[str, Any]:
    query = asked.address(kind=asked.kind, language="")
    kind: str | Promise = row.kind._meta.verbose_name
    return {
        "record": row.record,
        "kind": capfirst(str(kind)),
        "is_public": row.is_public,
        "link": change_page(row.kind, row.object_id),
        "states": [
            state_words(
                code,
                state,
                f"{side_by_side(row.kind, row.object_id, code)}{'?' if query else ''}{query}"
                if code in worded.OTHERS
                else change_page(row.kind, row.object_id),
            )
            for code, state in row.states.items()
        ],
    }


admin.site.register_page("translations/", board, "translations")
admin.site.register_page(
    "translations/<str:kind>/<str:object_id>/<str:language>/", translate, "translate"
)
