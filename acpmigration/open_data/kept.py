"""Data that is the same for everybody: kept by whoever has it, and read by any page."""

import math
import time
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from redis.exceptions import RedisError

from acpmigration import data_version
from acpmigration.dates import today
from acpmigration.open_data.problems import problem_response
from acpmigration.open_data.strict import Misfit
from acpmigration.public import etag_of

View = Callable[..., HttpResponseBase]
READING = ("GET", "HEAD", "OPTIONS")
SEEN_FOR = 400 * 24 * 60 * 60
SHARED = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "Content-Disposition, Content-Language, ETag, Last-Modified, Link, "
        "RateLimit, RateLimit-Policy, Retry-After"
    ),
    "Cross-Origin-Resource-Policy": "cross-origin",
}
ASKED_BEFORE = {
    "Access-Control-Allow-Methods": ", ".join(READING),
    "Access-Control-Allow-Headers": "Accept, If-Modified-Since, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def public_data(view: View) -> View:
    """Open a view to every program, for reading: ``path("interventions.csv", public_data(…))``.

    The view sees a stranger; pages of other sites may read what it answers. Asked again under the
    ETag or the date of its answer it says "304 Not Modified", at the price of one query.
    """

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.user = AnonymousUser()
        response = _answer(view, request, *args, **kwargs)
        for name, value in SHARED.items():
            response.headers.setdefault(name, value)
        return response

    opened = login_not_required(csrf_exempt(opened))
    # Its address may be written down: see logs.py.
    opened.is_public_page = True  # type: ignore[attr-defined]
    # How often it may be asked: see limits/.
    opened.is_public_data = True  # type: ignore[attr-defined]
    return opened


def in_asked_language(view: View) -> View:
    """``?lang=fr``: for addresses that do not begin with their language.

    An answer that is put together later is put together here, while the language is known.
    """

    @wraps(view)
    def spoken(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        asked = request.GET.get("lang", settings.LANGUAGE_CODE)
        known = dict(settings.LANGUAGES)
        if asked not in known:
            misfit = Misfit("lang", asked, _("This language is not spoken here."), tuple(known))
            return problem_response(HTTPStatus.BAD_REQUEST, errors=[misfit])
        with translation.override(asked):
            response: Any = view(request, *args, **kwargs)
            if not getattr(response, "is_rendered", True):
                response.render()
        response.headers["Content-Language"] = asked
        return response

    return spoken


def _answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    if request.method not in READING:
        response: HttpResponseBase = problem_response(HTTPStatus.METHOD_NOT_ALLOWED)
        response.headers["Allow"] = ", ".join(READING)
        return response
    if request.method == "OPTIONS":
        return HttpResponse(
            status=HTTPStatus.NO_CONTENT, headers=ASKED_BEFORE | {"Allow": ", ".join(READING)}
        )
    # Read before the data, so that no answer is older than its mark.
    version = data_version.version()
    mark, changed = etag_of(request, version), last_modified(version)
    known = get_conditional_response(request, etag=mark, last_modified=changed)
    response = known or view(request, *args, **kwargs)
    if request.method == "HEAD" and getattr(response, "streaming", False):
        # The server would have the whole file written, and throw it away.
        response.streaming_content = iter([])  # type: ignore[attr-defined]
    if response.status_code in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED):
        response.headers.setdefault("ETag", mark)
        if changed:
            response.headers.setdefault("Last-Modified", http_date(changed))
        patch_cache_control(response, no_cache=True, public=True)
    return response


def last_modified(version: str) -> int | None:
    """The second in which what is public now was first seen, rounded up; ``None`` in that second.

    Nothing can have changed within the second that is told, so that nobody who asks by the date
    is told "not modified" of what is.
    """
    state = f"seen:{settings.RELEASE}:{version}:{today().isoformat()}"
    try:
        first = cache.get_or_set(state, lambda: math.ceil(time.time()), SEEN_FOR)
    except RedisError:
        # The mark alone is enough.
        return None
    return first if first and time.time() > first else None
