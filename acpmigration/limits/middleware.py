"""Answers 429 to a client that asks for more than its share of what is dear to answer."""

import time
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from redis.exceptions import RedisError

from acpmigration import errors
from acpmigration.limits.clients import client_of
from acpmigration.limits.counting import Count, count, limit_of
from acpmigration.limits.in_flight import InFlight
from acpmigration.open_data.kept import SHARED
from acpmigration.open_data.problems import is_for_programs, problem_response

GetResponse = Callable[[HttpRequest], HttpResponse]
# Names of settings.RATE_LIMITS.
API, DOWNLOADS, QUESTIONS = "api", "downloads", "questions"
SEARCH = "dashboard:search"
# Its question names one of few places or topics, as a page's address does: a page of another site
# that shows ten of them asks for all ten at once.
FIGURE_FRAME = "dashboard:embed-figure"
# When the one before is answered: nobody knows it better.
SOON = 1


class RateLimits:
    """Pages as they are bookmarked are not counted: they are cheap, and many read them at once.

    Without the cache nobody counts, and what everybody may read goes on being read; how much is
    under way at the same time each process knows by itself.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.in_flight = InFlight()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            response = self.get_response(request)
        except BaseException:
            self.end_turn(request)
            self.leave(request)
            raise
        # A file is sent as fast as its reader takes it: meanwhile others have their turns.
        self.end_turn(request)
        if response.streaming:
            # It is under way until its last piece is sent. Not by a ``close`` of ours: CPython 3.11
            # crashes where the test client closes what it is reading by anything but a method.
            response._resource_closers.append(partial(self.leave, request))  # type: ignore[attr-defined]
        else:
            self.leave(request)
        for name, value in getattr(request, "limit_headers", {}).items():
            response.headers[name] = value
        return response

    def end_turn(self, request: HttpRequest) -> None:
        client: str = vars(request).pop("has_turn", "")
        if client:
            self.in_flight.end(client)

    def leave(self, request: HttpRequest) -> None:
        client: str = vars(request).pop("in_flight", "")
        if client:
            self.in_flight.leave(client)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], *args: object
    ) -> HttpResponse | None:
        name, client = kind_of(request, view), client_of(request)
        if not (name and client):
            return None
        counted = counted_if_possible(name, client)
        wait = counted.seconds if counted and counted.is_over else 0
        if not (wait or self.let_in(request, client)):
            wait = SOON
        # A page is the same for everybody, its headers too.
        said = counted.headers if counted and (wait or name != QUESTIONS) else {}
        request.limit_headers = said  # type: ignore[attr-defined]
        return refusal(request, view, wait) if wait else None

    def let_in(self, request: HttpRequest, client: str) -> bool:
        """Wait for the request's turn, if it may wait at all."""
        if not self.in_flight.enter(client, settings.REQUESTS_AT_ONCE):
            return False
        request.in_flight = client  # type: ignore[attr-defined]
        if not self.in_flight.begin(client, settings.SECONDS_FOR_A_TURN):
            return False
        request.has_turn = client  # type: ignore[attr-defined]
        return True


def counted_if_possible(name: str, client: str) -> Count | None:
    try:
        return count(limit_of(name), client, time.time())
    except RedisError:
        return None


def refusal(request: HttpRequest, view: Callable[..., Any], wait: int) -> HttpResponse:
    """In the shape that was asked for; a page of another site may read why it gets no data."""
    if not (is_for_programs(request) or is_open_data(view)):
        return errors.asked_too_often(request, wait)
    refused = problem_response(HTTPStatus.TOO_MANY_REQUESTS)
    refused.headers["Retry-After"] = str(wait)
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
    name = request.resolver_match.view_name if request.resolver_match else ""
    is_question = bool(request.META.get("QUERY_STRING")) and name != FIGURE_FRAME
    return QUESTIONS if is_public and (is_question or name == SEARCH) else ""


def is_open_data(view: Callable[..., Any]) -> bool:
    return getattr(view, "is_public_data", False)
