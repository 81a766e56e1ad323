"""What a page of the back-office answers where its row was deleted meanwhile."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from acpmigration.refusals import Gone

Row = TypeVar("Row", bound=Model)


def still_there(request: HttpRequest, row: Row | None) -> Row:
    """The row that a page was asked for.

    :raises Gone: to whoever sends a form, and had the row before the eyes.
    :raises Http404: to whoever opens a page that there is not.
    """
    if row is not None:
        return row
    if request.method == "POST":
        raise Gone
    raise Http404


def to_list(request: HttpRequest, opts: Any, gone: Gone) -> HttpResponse:
    """Say on the list that a row is there no more: its own page went with it."""
    messages.warning(request, str(gone))
    return HttpResponseRedirect(reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist"))


def leads_to_list(view: Callable[..., Any]) -> Callable[..., Any]:
    """A page of a ``ModelAdmin``, which answers with its list where the row is gone."""

    @wraps(view)
    def answered(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            return view(self, request, *args, **kwargs)
        except Gone as gone:
            return to_list(request, self.opts, gone)

    return answered
