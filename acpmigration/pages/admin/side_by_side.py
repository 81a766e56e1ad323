"""One record's words in one language, written beside the English ones."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model
from django.forms import BoundField, modelform_factory
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from acpmigration import worded
from acpmigration.editing import EditForm
from acpmigration.history.pieces import Piece, whole_pieces
from acpmigration.keys import is_key
from acpmigration.meanwhile import still_there, to_list
from acpmigration.pages.admin.asked import Asked, readable_kinds
from acpmigration.pages.domain.older_words import older_words
from acpmigration.pages.domain.translations import confirm_translation, reading_of, words_in
from acpmigration.pages.enums import TranslationState
from acpmigration.pages.figures import next_after
from acpmigration.pages.models import Translation
from acpmigration.refusals import Gone, Refusal
from acpmigration.richtext import RichTextField
from acpmigration.search.indexing import refresh
from acpmigration.translated_admin import change_page, language_name, side_by_side


@dataclass(frozen=True)
class Line:
    """One field: what English says, what has changed of it since, and where to write."""

    label: str
    is_rich: bool
    english: str
    # None where nothing changed, or nobody remembers what it was.
    pieces: list[Piece] | None
    is_old: bool
    words: str
    box: BoundField | None


def translate(request: HttpRequest, kind: str, object_id: str, language: str) -> HttpResponse:
    """Show the page, or save what was written on it; viewers read."""
    model_admin = _admin_of(request, kind)
    if language not in worded.OTHERS or not is_key(object_id):
        raise Http404
    if request.method != "POST":
        return _page(request, model_admin, _found(request, model_admin, object_id), language)
    try:
        # As Django does for its own forms: the row is held from before the check to the commit.
        with transaction.atomic():
            return _saved(request, model_admin, object_id, language)
    except Gone as gone:
        return to_list(request, model_admin.opts, gone)
    except Refusal as refusal:
        record = _found(request, model_admin, object_id)
        form = _form(request, model_admin, record, language)
        form.add_error(None, str(refusal))
        return _page(request, model_admin, record, language, form)


def _admin_of(request: HttpRequest, kind: str) -> Any:
    model = next((one for one in worded.kinds() if worded.kind_of(one) == kind), None)
    if model is None:
        raise Http404
    if model not in readable_kinds(request):
        raise PermissionDenied
    return admin.site.get_model_admin(model)


def _found(request: HttpRequest, model_admin: Any, object_id: str) -> Any:
    return still_there(request, model_admin.get_object(request, unquote(object_id)))


def _form(request: HttpRequest, model_admin: Any, record: Model, language: str) -> Any:
    form = modelform_factory(
        type(record),
        form=EditForm,
        fields=[f"{field}_{language}" for field in worded.fields_of(type(record))],
        formfield_callback=partial(model_admin.formfield_for_dbfield, request=request),
    )
    return form(request.POST if request.method == "POST" else None, instance=record)


def _saved(request: HttpRequest, model_admin: Any, object_id: str, language: str) -> HttpResponse:
    """:raises Refusal: if the translation cannot be called right still; nothing is saved then."""
    record = _found(request, model_admin, object_id)
    if not model_admin.has_change_permission(request, record):
        raise PermissionDenied
    form = _form(request, model_admin, record, language)
    if not form.is_valid():
        return _page(request, model_admin, record, language, form)
    if form.has_changed():
        record = form.save(commit=False)
        model_admin.save_model(request, record, form, change=True)
        model_admin.log_change(
            request, record, model_admin.construct_change_message(request, form, None)
        )
        refresh(record)
    if "_right" in request.POST:
        _confirm(request, record, language, timezone.now())
    messages.success(request, _("The translation was saved."))
    return HttpResponseRedirect(_next_address(request, record, language))


def _confirm(request: HttpRequest, record: Model, language: str, now: datetime) -> None:
    confirm_translation(
        record=record,
        language=language,
        read=request.POST.get("read", ""),
        by=request.user,  # type: ignore[arg-type]
        at=now,
    )


def _next_address(request: HttpRequest, record: Model, language: str) -> str:
    kinds = readable_kinds(request)
    asked = Asked.of(request, kinds)
    query = asked.address(language="")
    if "_next" not in request.POST:
        return _with(side_by_side(type(record), record.pk, language), query)
    wanted = Asked(asked.kind, language, asked.state).wanted(kinds)
    if following := next_after(record, wanted):
        model = worded.model_of(following.kind)
        return _with(side_by_side(model, following.object_id, language), query)
    messages.info(request, _("Nothing else waits to be translated here."))
    return _with(reverse("admin:translations"), asked.address(language=language))


def _with(address: str, query: str) -> str:
    return f"{address}?{query}" if query else address


def _page(
    request: HttpRequest, model_admin: Any, record: Any, language: str, form: Any = None
) -> HttpResponse:
    model = type(record)
    noted = Translation.objects.about(record).filter(language=language).first()
    may_write = model_admin.has_change_permission(request, record)
    if form is None and may_write:
        form = _form(request, model_admin, record, language)
    asked = Asked.of(request, readable_kinds(request))
    # A refused form has written what was typed into the row that it holds.
    stored = model._base_manager.get(pk=record.pk)
    return TemplateResponse(
        request,
        "admin/pages/translate.html",
        {
            **admin.site.each_context(request),
            "title": _("%(language)s, side by side") % {"language": language_name(language)},
            "record": stored,
            "opts": model._meta,
            "back": change_page(model, record.pk),
            "board": _with(reverse("admin:translations"), asked.address(language=language)),
            "language": language,
            "language_name": language_name(language),
            "others": [
                (code, language_name(code), side_by_side(model, record.pk, code))
                for code in worded.OTHERS
            ],
            "state": TranslationState(noted.state) if noted else None,
            "noted": noted,
            "is_old": bool(noted and noted.state == TranslationState.OUT_OF_DATE),
            "is_draft": not getattr(stored, "is_published", True),
            "public_page": _public_page(stored, language),
            "lines": _lines(stored, noted, language, form),
            "form": form,
            "read": reading_of(words_in(stored, worded.ORIGINAL)),
        },
    )


def _lines(record: Any, noted: Translation | None, language: str, form: Any) -> list[Line]:
    english, own = words_in(record, worded.ORIGINAL), words_in(record, language)
    older = older_words(record, noted)
    lines = []
    for name in worded.fields_of(type(record)):
        then = older.get(name)
        column = type(record)._meta.get_field(name)
        lines.append(
            Line(
                label=capfirst(str(column.verbose_name)),  # type: ignore[union-attr]
                is_rich=isinstance(column, RichTextField),
                english=english[name],
                pieces=None if then is None else whole_pieces(then, english[name]),
                is_old=name in older,
                words=own[name],
                box=form[f"{name}_{language}"] if form else None,
            )
        )
    return lines


def _public_page(record: Any, language: str) -> str:
    """Where visitors read it now; nowhere while it is a draft or has no page of its own."""
    if not hasattr(record, "get_absolute_url") or not getattr(record, "is_published", True):
        return ""
    with translation.override(language):
        return str(record.get_absolute_url())
