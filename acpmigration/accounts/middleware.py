"""How long a session lasts, and what it takes to see what is internal.

Both look at views that need a log-in only: public pages do not even ask whether there is a session.
"""

import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from acpmigration.accounts import sessions
from acpmigration.keeping import keep_for_later

GetResponse = Callable[[HttpRequest], HttpResponse]

# The pages on which a person sets up the second factor, and what belongs to the own account.
OWN_PAGES = ("account_", "mfa_", "usersessions_")


class SessionLimits:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], *args: object
    ) -> HttpResponse | None:
        if is_open(view) or not request.user.is_authenticated:
            return None
        now = time.time()
        if sessions.is_over(request, now):
            logout(request)
            messages.info(request, _("You were logged out because the time was over."))
        else:
            sessions.note(request, now)
        return None


class RequireSecondFactor:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], *args: object
    ) -> HttpResponse | None:
        if is_open(view) or not request.user.is_authenticated or is_own_page(request):
            return None
        person = sessions.person_of(request)
        if not person.needs_second_factor or sessions.has_second_factor(request):
            return None
        return keep_for_later(request, view) or second_factor_asked(request)


def second_factor_asked(request: HttpRequest) -> HttpResponse:
    if request.path.startswith("/api/"):
        detail = _("Set up a second factor for your account first.")
        return JsonResponse({"detail": detail}, status=HTTPStatus.FORBIDDEN)
    return HttpResponseRedirect(reverse("mfa_activate_totp"))


def is_open(view: Callable[..., Any]) -> bool:
    return not getattr(view, "login_required", True)


def is_own_page(request: HttpRequest) -> bool:
    found = request.resolver_match
    return found is not None and (
        found.view_name == "admin:logout" or (found.url_name or "").startswith(OWN_PAGES)
    )
