"""Pages that are the same for everybody, so that a browser or a cache may keep them.

They are kept under an ETag that changes with the release, the data, the day of the figures and the
address; whoever asks again with it gets "304 Not Modified" at the price of one query. Those that
many open and that are dear to make are kept here too, under the same mark.
"""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from http import HTTPStatus
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import condition, require_safe
from redis.exceptions import RedisError

from acpmigration import data_version
from acpmigration.dates import today

View = Callable[..., HttpResponseBase]
Counted = TypeVar("Counted")


def public_page(view: View) -> View:
    """Open a view to everybody, for reading only: ``path("about/", public_page(text), …)``.

    The view sees a stranger whoever is signed in, so that it cannot show more to some; drafts have
    addresses of their own.
    """

    @wraps(view)
    def as_a_stranger(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.user = AnonymousUser()
        return view(request, *args, **kwargs)

    kept = cache_control(no_cache=True)(condition(etag_func=etag)(as_a_stranger))
    # Nothing is sent to these pages: POST is refused before a cookie is looked at.
    opened = login_not_required(csrf_exempt(require_safe(kept)))
    # Its address may be written down: see logs.py.
    opened.is_public_page = True  # type: ignore[attr-defined]
    return opened


def kept_page(view: View) -> View:
    """A public page that is made once, and then sent as it is until something changes.

    Of its address without a question alone: there is no end of questions.
    """

    @wraps(view)
    def made_once(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.META.get("QUERY_STRING") or not settings.PAGES_ARE_KEPT_FOR:
            return view(request, *args, **kwargs)
        mark: str = request.mark  # type: ignore[attr-defined]
        # Pages tell the host that was asked for.
        key = f"page:{request.scheme}:{request.get_host()}:{mark}"
        if (content := _kept(key)) is not None:
            return HttpResponse(content)
        response = view(request, *args, **kwargs)
        if not getattr(response, "is_rendered", True):
            response.render()  # type: ignore[attr-defined]
        if isinstance(response, HttpResponse) and response.status_code == HTTPStatus.OK:
            _keep(key, response.content)
        return response

    return public_page(made_once)


def counted_once(count: Callable[[], Counted], *about: object) -> Counted:
    """What many addresses tell in the same language, until something changes; never ``None``.

    ``about`` says what it is, and of which few there can be.
    """
    if not settings.PAGES_ARE_KEPT_FOR:
        return count()
    # Read before the data, as for pages.
    key = f"counted:{get_language()}:{mark_of(data_version.version(), *about)}"
    found: Counted | None = _kept(key)
    if found is None:
        found = count()
        _keep(key, found)
    return found


def _kept(key: str) -> Any:
    try:
        return cache.get(key)
    except RedisError:
        # Without the cache pages are made as ever.
        return None


def _keep(key: str, content: object) -> None:
    with suppress(RedisError):
        cache.set(key, content, settings.PAGES_ARE_KEPT_FOR)


def etag(request: HttpRequest, *args: Any, **kwargs: Any) -> str:
    # Read before the page is made, so that none is older than its mark.
    request.mark = etag_of(request, data_version.version())  # type: ignore[attr-defined]
    return request.mark  # type: ignore[attr-defined]


def etag_of(request: HttpRequest, version: str) -> str:
    """The mark of an address while the data stand at ``version``."""
    return f'"{mark_of(version, request.get_full_path())}"'


def mark_of(version: str, *about: object) -> str:
    """What changes with all that decides what the public sees, and with what it is ``about``."""
    seen = (settings.RELEASE, settings.DEMO, version, today().isoformat(), *about)
    return hashlib.blake2b(repr(seen).encode(), digest_size=16).hexdigest()
