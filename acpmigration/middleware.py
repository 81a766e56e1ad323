"""What every request passes through, and what every answer is given."""

import logging
import re
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from acpmigration import errors, keeping
from acpmigration.accounts.sessions import person_of
from acpmigration.languages import language_of
from acpmigration.open_data.kept import SHARED
from acpmigration.open_data.private import is_private
from acpmigration.open_data.problems import is_for_programs
from acpmigration.pages.domain.audit import record

GetResponse = Callable[[HttpRequest], HttpResponse]

# What an HTTP server such as gunicorn takes by default.
MAX_ADDRESS = 4_094
MAX_QUERY_FIELDS = 500
# Django leaves the bytes of a path that are not UTF-8 percent-encoded.
BROKEN = re.compile(r"%[89A-F][0-9A-F]", re.IGNORECASE)

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(), "
        "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
    ),
}

logger = logging.getLogger(__name__)


class AnswerHeaders:
    """Outermost, so that errors, files and redirects get the same headers as pages.

    What does not say how it may be kept is never kept: only public pages and static files do.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if is_for_programs(request) and not is_private(response):
            # A page of another site reads what is wrong with its address, and where that leads.
            for name, value in SHARED.items():
                response.headers.setdefault(name, value)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class RefuseBadInput:
    """Answer what no page can make sense of, and what a database could not cope with."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if len(request.META.get("RAW_URI") or request.get_full_path()) > MAX_ADDRESS:
            return errors.address_too_long(request)
        if not (is_readable_address(request) and is_readable_cookie(request)):
            return errors.bad_request(request)
        if request.META.get("QUERY_STRING", "").count("&") >= MAX_QUERY_FIELDS:
            return errors.bad_request(request)
        response = self.get_response(request)
        is_refused = response.status_code == HTTPStatus.METHOD_NOT_ALLOWED
        if is_refused and request.method == "GET" and not response.content:
            # Somebody opens the address of a button, or comes back to it after a log-in.
            return errors.method_not_allowed(request, response)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        response = errors.answer_to(request, exception)
        if response is not None:
            logger.error("Refused.", exc_info=exception)
        return response


class LanguageFromAddress:
    """The language of a page is the one its address names, whatever the browser prefers.

    Stands where Django has ``LocaleMiddleware``, which lets English pages vary on a header.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class LoginRequired(LoginRequiredMiddleware):
    """Everything needs a log-in but what is marked public, which is asked before the user is."""

    def get_login_url(self, view_func):
        """There is one way in: that of the admin would only lead there."""
        return settings.LOGIN_URL

    def handle_no_permission(self, request, view_func):
        """What was typed before the session ended is not lost."""
        answer = super().handle_no_permission(request, view_func)
        return keeping.answer_to_stranger(request, view_func, answer)

    def process_view(self, request, view_func, view_args, view_kwargs):
        if not getattr(view_func, "login_required", True):
            return None
        if (answer := super().process_view(request, view_func, view_args, view_kwargs)) is None:
            refuse_strangers_to_the_admin(request)
        return answer


def refuse_strangers_to_the_admin(request: HttpRequest) -> None:
    """Say why, where Django's admin would send a person who is logged in to the log-in page.

    :raises PermissionDenied: to a person without a staff role; everybody may log out.
    """
    in_admin = request.path.startswith(reverse("admin:index"))
    if in_admin and not request.user.is_staff and request.path != reverse("admin:logout"):
        if request.method == "POST":
            # No page of theirs leads here: it was made by hand.
            record(event="admin.refused", by=person_of(request), subject=None, at=timezone.now())
        raise PermissionDenied(_("The back-office is for the staff of the Action."))


def is_readable_address(request: HttpRequest) -> bool:
    """Tell whether path and query are UTF-8 without NUL, as they came over the wire."""
    path, query = request.path_info, request.META.get("QUERY_STRING", "").replace("+", " ")
    is_broken = "\0" in path or BROKEN.search(path)
    return not is_broken and is_readable(unquote_to_bytes(query))


def is_readable_cookie(request: HttpRequest) -> bool:
    # A quoted cookie may spell NUL in octal; PostgreSQL would refuse the session's key.
    return not any("\0" in value for value in request.COOKIES.values())


def is_readable(raw: bytes) -> bool:
    try:
        return "\0" not in raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
