"""Saved lists in the back-office: offered above each list, kept and changed on a page of theirs."""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from acpmigration.accounts.models import User
from acpmigration.lists import BoundedList, ListedAdmin
from acpmigration.pages.domain.saved_lists import (
    NO_SUCH_LIST,
    ListRefused,
    change_list,
    delete_list,
    lasting,
    save_list,
)
from acpmigration.pages.models import SavedList
from acpmigration.permissions import edits_everything
from acpmigration.refusals import Gone, Refusal

PAGE = "admin:saved-lists"


class SavedListForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = SavedList
        fields = ["name", "is_shared"]

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not edits_everything(by):
            del self.fields["is_shared"]

    def said(self) -> dict[str, Any]:
        """What a valid form says of the list; whoever may not share it is not asked."""
        return {"is_shared": False, **self.cleaned_data}


@dataclass(frozen=True)
class Offered:
    """A saved list as it is shown: where it leads, and the form in which its owner changes it."""

    saved: SavedList
    label: str
    address: str
    is_shown: bool = False
    # Whose it is, where it is somebody else's.
    whose: str = ""
    form: SavedListForm | None = None


class SavedListsAdmin(ListedAdmin):
    """Offers the saved lists of its model, and to keep the list as it stands."""

    def about_list(self, request: HttpRequest, shown: BoundedList) -> dict[str, Any]:
        told = super().about_list(request, shown)
        if shown.is_popup:
            return told
        query = lasting(request.META["QUERY_STRING"])
        rows = SavedList.objects.offered_to(request.user).filter(kind=self.opts.label_lower)
        offered = [
            Offered(
                row,
                row.name,
                f"{request.path}?{row.query}",
                row.query == query,
                "" if row.owner_id == request.user.pk else str(row.owner),
            )
            for row in rows.select_related("owner").by_name()
        ]
        is_kept = any(each.is_shown for each in offered)
        return told | {
            "saved_lists": offered,
            "save_address": "" if is_kept or not query else reverse("admin:saved-list-add"),
            "list_query": query,
            "may_share": edits_everything(request.user),
        }


def lists_of(request: HttpRequest) -> Iterator[tuple[SavedList, admin.ModelAdmin[Any]]]:
    """What this person is offered, of the models that the person may look at."""
    rows = SavedList.objects.offered_to(request.user).select_related("owner").by_name()
    known = {model._meta.label_lower: shown for model, shown in admin.site._registry.items()}
    for row in rows:
        shown = known.get(row.kind)
        if shown is not None and shown.has_view_permission(request):
            yield row, shown


def address_of(kind: admin.ModelAdmin[Any], query: str = "") -> str:
    address = reverse(f"admin:{kind.opts.app_label}_{kind.opts.model_name}_changelist")
    return f"{address}?{query}" if query else address


def saved_lists(request: HttpRequest) -> HttpResponse:
    """All of them; the own ones can be renamed, shared and given up."""
    return _page(request, None)


def _page(request: HttpRequest, refused: tuple[int, SavedListForm] | None) -> HttpResponse:
    shown = []
    for row, kind in lists_of(request):
        label = f"{kind.opts.verbose_name_plural}: {row.name}"
        form = None
        if row.owner_id == request.user.pk:
            form = SavedListForm(instance=row, prefix=str(row.pk), by=request.user)
            if refused and refused[0] == row.pk:
                form = refused[1]
        shown.append(Offered(row, label, address_of(kind, row.query), form=form))
    context = {
        **admin.site.each_context(request),
        "title": _("Saved lists"),
        "own": [each for each in shown if each.form],
        "others": [each for each in shown if not each.form],
    }
    return TemplateResponse(
        request, "admin/pages/saved_lists.html", context, status=422 if refused else 200
    )


@require_POST
def add_saved_list(request: HttpRequest) -> HttpResponse:
    """Keep the list from which it was sent, and lead back there."""
    kinds = {model._meta.label_lower: shown for model, shown in admin.site._registry.items()}
    kind = kinds.get(request.POST.get("kind", ""))
    if kind is None:
        raise BadRequest("There is no such list.")
    if not kind.has_view_permission(request):
        raise PermissionDenied
    query = request.POST.get("query", "")
    form = SavedListForm(request.POST, by=request.user)
    if form.is_valid():
        try:
            _refuse_what_lists_nothing(request, kind, query)
            save_list(kind=kind.opts.label_lower, query=query, by=_person(request), **form.said())
        except Refusal as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, _("The list is kept: it stands above the rows."))
            return HttpResponseRedirect(address_of(kind, lasting(query)))
    context = {
        **admin.site.each_context(request),
        "title": _("Keep this list"),
        "form": form,
        "kind": kind.opts.label_lower,
        "query": query,
        "back": address_of(kind, lasting(query)),
    }
    return TemplateResponse(request, "admin/pages/saved_list.html", context, status=422)


@require_POST
def change_saved_list(request: HttpRequest, number: int) -> HttpResponse:
    saved = SavedList.objects.offered_to(request.user).filter(pk=number).first()
    if saved is None:
        # What somebody shares no longer is as good as deleted for all others.
        return _refused(request, Gone())
    if "delete" in request.POST:
        return _answered(request, lambda: delete_list(saved=saved, by=_person(request)))
    form = SavedListForm(request.POST, instance=saved, prefix=str(number), by=request.user)
    if not form.is_valid():
        return _page(request, (number, form))
    return _answered(request, lambda: change_list(saved=saved, by=_person(request), **form.said()))


def _refuse_what_lists_nothing(
    request: HttpRequest, kind: admin.ModelAdmin[Any], query: str
) -> None:
    """Open the list once as it will be opened.

    :raises ListRefused: if the back-office would lead away from it, or no row can be asked for so.
    """
    asked = copy(request)
    asked.GET = QueryDict(lasting(query))
    try:
        kind.get_changelist_instance(asked)
    except (IncorrectLookupParameters, SuspiciousOperation) as unknown:
        raise ListRefused(NO_SUCH_LIST) from unknown


def _person(request: HttpRequest) -> User:
    """Whom the back-office let in."""
    return cast("User", request.user)


def _answered(request: HttpRequest, change: Any) -> HttpResponse:
    try:
        change()
    except Refusal as refusal:
        return _refused(request, refusal)
    messages.success(request, gettext_lazy("Done."))
    return HttpResponseRedirect(reverse(PAGE))


def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    messages.error(request, str(refusal))
    return HttpResponseRedirect(reverse(PAGE))
