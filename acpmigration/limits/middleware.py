"""Answers 429 to a client that asks for more than its share of what is dear to answer."""

import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from redis.exceptions import RedisError

from acpmigration import errors
from acpmigration.limits.clients import client_of
from acpmigration.limits.counting import Count, count, limit_of
from acpmigration.open_data.kept import SHARED
from acpmigration.open_data.problems import is_for_programs, problem_response

GetResponse = Callable[[HttpRequest], HttpResponse]
# Names of settings.RATE_LIMITS.
API, DOWNLOADS, QUESTIONS = "api", "downloads", "questions"


class RateLimits:
    """Pages as they are bookmarked are not counted: they are cheap, and many read them at once.

    Without the cache nobody counts, and what everybody may read goes on being read.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        counted: Count | None = getattr(request, "counted", None)
        if counted is not None:
            for name, value in counted.headers.items():
                response.headers[name] = value
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], *args: object
    ) -> HttpResponse | None:
        name, client = kind_of(request, view), client_of(request)
        if not (name and client):
            return None
        try:
            counted = count(limit_of(name), client, time.time())
        except RedisError:
            return None
        if name != QUESTIONS or counted.is_over:
            # A page is the same for everybody, its headers too.
            request.counted = counted  # type: ignore[attr-defined]
        if not counted.is_over:
            return None
        if name == QUESTIONS:
            return errors.too_many_requests(request)
        refused = problem_response(HTTPStatus.TOO_MANY_REQUESTS)
        if is_open_data(view):
            for header, value in SHARED.items():
                refused.headers[header] = value
        return refused


def kind_of(request: HttpRequest, view: Callable[..., Any]) -> str:
    """Which limit a request counts against; what a browser asks beforehand costs nothing."""
    if request.method == "OPTIONS":
        return ""
    if is_for_programs(request):
        return API
    if is_open_data(view):
        return DOWNLOADS
    is_public = getattr(view, "is_public_page", False)
    is_question = bool(request.META.get("QUERY_STRING"))
    is_search = request.path == reverse("dashboard:search")
    return QUESTIONS if is_public and (is_question or is_search) else ""


def is_open_data(view: Callable[..., Any]) -> bool:
    return getattr(view, "is_public_data", False)
