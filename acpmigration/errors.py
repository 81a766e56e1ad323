"""The pages that say what went wrong, and what to do next.

Every one of them is rendered in the language of the address that was asked for. None needs the
database; where not even a template can be rendered, a page without one is sent.
"""

import logging
import re
import sys
from datetime import date
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import DisallowedHost, RequestDataTooBig, TooManyFieldsSent
from django.db import DataError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import override
from redis.exceptions import RedisError

from acpmigration.answers import wants_data
from acpmigration.languages import language_of
from acpmigration.open_data.problems import is_for_programs, problem_response
from acpmigration.several import too_many
from acpmigration.troubles import is_busy, is_full, is_too_complex

logger = logging.getLogger(__name__)

# What they say to a number that no column holds.
OUT_OF_RANGE = re.compile(r"too large to convert to SQLite|out of range")
RETRY_AFTER_SECONDS = 30
# The span over which most limits count.
LIMIT_SECONDS = 60
LAST_RESORT = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>ACP-EU Migration Action</title></head>
<body>
<h1>ACP-EU Migration Action</h1>
<p lang="en">This page cannot be shown. Please try again, or start from the <a href="/">home page</a>.</p>
<p lang="fr">Cette page ne peut être affichée. Veuillez réessayer, ou repartir de l’<a href="/fr/">accueil</a>.</p>
<p lang="pt">Esta página não pode ser mostrada. Tente novamente, ou comece pela <a href="/pt/">página inicial</a>.</p>
<p lang="es">Esta página no puede mostrarse. Inténtelo de nuevo, o vuelva al <a href="/es/">inicio</a>.</p>
</body>
</html>
"""  # noqa: E501


def page(
    request: HttpRequest, status: HTTPStatus, name: str = "", **context: str | bool | int | date
) -> HttpResponse:
    """Render ``errors/<name>.html``, by default that of the status; a script gets the reason."""
    if is_for_programs(request):
        return problem_response(status, detail=str(context.get("reason", "")))
    if wants_data(request):
        return JsonResponse({"reason": context.get("reason", "")}, status=status)
    try:
        with override(language_of(request)):
            body: str = render_to_string(f"errors/{name or status.value}.html", context, request)
    except Exception:
        # Whatever broke the page may break its error page too, and the reader needs an answer.
        logger.exception("The error page %s cannot be rendered", status.value)
        body = LAST_RESORT
    return HttpResponse(body, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, DisallowedHost):
        # The site's frame links to the host that was asked for.
        return HttpResponse(LAST_RESORT, status=HTTPStatus.BAD_REQUEST)
    if isinstance(exception, TooManyFieldsSent | RequestDataTooBig) and is_list_at_work(request):
        with override(language_of(request)):
            messages.warning(request, too_many())
        return HttpResponseRedirect(request.get_full_path())
    return page(request, HTTPStatus.BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(
        request,
        HTTPStatus.FORBIDDEN,
        reason=str(exception or ""),
        is_at_work=is_in_workspace(request),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return page(request, HTTPStatus.FORBIDDEN, name="csrf")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(
        request,
        HTTPStatus.NOT_FOUND,
        words=words_of(request.path_info),
        first_page=first_page(request),
        is_at_work=is_in_workspace(request),
    )


def is_list_at_work(request: HttpRequest) -> bool:
    """Whether rows of a list of the back-office were ticked."""
    match = request.resolver_match
    return match is not None and (match.view_name or "").endswith("_changelist")


def is_in_workspace(request: HttpRequest) -> bool:
    """Whether whoever works there met the error there, and so knows a better way on."""
    match = request.resolver_match
    if match is None or match.app_name != "coordination":
        return False
    return bool(getattr(request.user, "needs_second_factor", False))


def address_too_long(request: HttpRequest) -> HttpResponse:
    return page(request, HTTPStatus.REQUEST_URI_TOO_LONG)


def too_many_requests(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    response = page(request, HTTPStatus.TOO_MANY_REQUESTS)
    response.headers["Retry-After"] = str(LIMIT_SECONDS)
    return response


def asked_too_often(request: HttpRequest, seconds: int) -> HttpResponse:
    """Tell a reader when to ask again."""
    response = page(request, HTTPStatus.TOO_MANY_REQUESTS, name="wait", seconds=seconds)
    response.headers["Retry-After"] = str(seconds)
    return response


def method_not_allowed(request: HttpRequest, refused: HttpResponse) -> HttpResponse:
    """Say it on a page, to whoever typed or kept the address that a button leads to."""
    status, is_at_work = HTTPStatus.METHOD_NOT_ALLOWED, is_in_workspace(request)
    response = page(request, status, is_at_work=is_at_work)
    response.headers["Allow"] = refused.headers["Allow"]
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer what no view answered; the exception is still being handled when Django asks."""
    answer = answer_to(request, sys.exception())
    return answer or page(request, HTTPStatus.INTERNAL_SERVER_ERROR)


def answer_to(request: HttpRequest, exception: BaseException | None) -> HttpResponse | None:
    """Answer trouble that is the question's, the database's or the disk's; else ``None``: a bug.

    Without the cache nobody can count attempts, so nothing that is limited is let through.
    """
    if isinstance(exception, RecursionError) or _is_out_of_range(exception):
        return bad_request(request)
    if isinstance(exception, RedisError):
        return unavailable(request, name="uncounted")
    if is_full(exception):
        return unavailable(request, name="full")
    if is_too_complex(exception):
        return bad_request(request)
    return unavailable(request) if is_busy(exception) else None


def unavailable(request: HttpRequest, name: str = "") -> HttpResponse:
    if wants_data(request) and not is_for_programs(request):
        said = {"retry": RETRY_AFTER_SECONDS}
        response: HttpResponse = JsonResponse(said, status=HTTPStatus.SERVICE_UNAVAILABLE)
    else:
        response = page(request, HTTPStatus.SERVICE_UNAVAILABLE, name=name)
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def _is_out_of_range(exception: BaseException | None) -> bool:
    is_of_a_number = isinstance(exception, OverflowError | DataError)
    return is_of_a_number and bool(OUT_OF_RANGE.search(str(exception)))


def first_page(request: HttpRequest) -> str:
    """Return the address of a selection's first page, where a page of it was asked for."""
    if request.resolver_match is None or "page" not in request.GET:
        return ""
    query = request.GET.copy()
    del query["page"]
    return f"{request.path}?{query.urlencode()}" if query else request.path


def words_of(path: str) -> str:
    """Return what a reader may have looked for: ``cabo verde`` of ``/interventions/cabo-verde``."""
    last = path.rstrip("/").rpartition("/")[2]
    return " ".join(re.findall(r"\w+", last.replace("_", " ")))[:60]
