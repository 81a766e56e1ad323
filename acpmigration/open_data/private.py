"""Addresses of the API for programs of people who work here: nothing of them is kept."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import has_vary_header, patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

from acpmigration.open_data.problems import problem_response

View = Callable[..., HttpResponseBase]
# What an answer of theirs depends on.
WHO = ("Authorization", "Cookie")
# A document of ten megabytes, and what stands around it.
MOST_SENT = 11_000_000


def private_data(view: View) -> View:
    """Open a view that knows people by itself: by a token, or by a log-in with its second factor.

    What says to be more than anything that is taken here is refused before it is read.
    """

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase
        if _length(request) > MOST_SENT:
            response = problem_response(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        else:
            response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        patch_vary_headers(response, WHO)
        return response

    return login_not_required(csrf_exempt(opened))


def is_private(response: HttpResponseBase) -> bool:
    """Whether it was made for one person."""
    return all(has_vary_header(response, header) for header in WHO)


def _length(request: HttpRequest) -> int:
    written = request.META.get("CONTENT_LENGTH") or "0"
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 20 else 0
