"""A form that arrives when nobody is logged in any more, or with the mark of an earlier log-in."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from acpmigration import errors
from acpmigration.accounts.models import User
from acpmigration.answers import wants_data
from acpmigration.keeping.names import FORGET, OWNER, WAITED, key_of_owner, owner_of, waited_in
from acpmigration.pages.domain.kept import TooMuch, keep_form

UNAUTHORIZED = 401
NOT_KEPT = frozenset({"csrfmiddlewaretoken", OWNER, WAITED, FORGET})


def answer_to_stranger(
    request: HttpRequest, view: Callable[..., Any], answer: HttpResponseRedirect
) -> HttpResponse:
    """Lead to the log-in page, ``answer``, with what was typed put aside.

    What a script sends is not kept, for the script keeps it: it is told where to log in.
    """
    if wants_data(request):
        return JsonResponse({"login": answer.url}, status=UNAUTHORIZED)
    return keep_for_later(request, view) or answer


def keep_for_later(request: HttpRequest, view: Callable[..., Any]) -> HttpResponse | None:
    """Keep what was typed, and say so on the next page; return an answer where nothing holds it."""
    if not is_typed(request, view) or (owner := owner_of(request.POST)) is None:
        return None
    try:
        is_kept = keep_of(request, owner)
    except (OSError, DatabaseError) as trouble:
        if (answer := errors.answer_to(request, trouble)) is None:
            raise
        return answer
    if not is_kept:
        messages.error(request, _("What you typed was too long to be kept. Go back to copy it."))
    elif not request.user.is_authenticated:
        messages.info(request, _("What you typed is kept. Log in and it is waiting for you."))
    return None


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Show the form again to the person who typed it before logging in anew.

    Only where the token is the reason; a form that another site sent stays refused.
    """
    match = request.resolver_match
    is_of_token = reason.startswith("CSRF ") and not wants_data(request)
    if match is None or not is_of_token or not is_typed(request, match.func):
        return errors.csrf_failure(request, reason)
    key = key_of_owner(request.POST)
    if key is None or (request.user.is_authenticated and request.user.pk != key):
        return errors.csrf_failure(request, reason)
    return keep_for_later(request, match.func) or HttpResponseRedirect(request.get_full_path())


def is_typed(request: HttpRequest, view: Callable[..., Any]) -> bool:
    return request.method == "POST" and getattr(view, "keeps_typing", False)


def keep_of(request: HttpRequest, owner: User) -> bool:
    """Keep the request's form; false if it is too large."""
    try:
        keep_form(
            owner=owner,
            path=request.path,
            fields=_fields(request.POST),
            files=_files(request),
            replaces=waited_in(request.POST),
            at=timezone.now(),
        )
    except TooMuch:
        return False
    return True


def _fields(sent: QueryDict) -> dict[str, list[str]]:
    return {
        name: [str(value) for value in values]
        for name, values in sent.lists()
        if name not in NOT_KEPT and "password" not in name
    }


def _files(request: HttpRequest) -> "dict[str, UploadedFile[Any]]":
    return {name: file for name, file in request.FILES.items() if isinstance(file, UploadedFile)}
