"""What a production site writes down: one line of JSON for each event, and nobody's data in it.

Whatever is not known to be harmless is left out: texts of errors, values in messages, addresses of
pages that are not public, query strings.
"""

import json
import logging
import time
import traceback
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse

ROOT = Path(__file__).resolve().parent.parent
OURS = frozenset(path.parent.name for path in ROOT.glob("*/__init__.py"))
# What our own code may add by ``extra=``: words from lists, and numbers.
FIELDS = (
    *("status", "method", "view", "path", "milliseconds"),
    *("job", "check", "error", "audit_events", "audit_head"),
)
LEFT_OUT = "…"
LAST_FRAMES, MOST_FRAMES = 3, 12
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
BAD_REQUEST = 400

request_id: ContextVar[str] = ContextVar("request_id", default="")
logger = logging.getLogger("acpmigration.requests")


class RequestLog:
    """Writes a line for each answer; outermost, so that it knows what was sent in the end."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = uuid.uuid4().hex
        known = request_id.set(number)
        # Django writes of some answers when they have passed through here already.
        request.log_number = number  # type: ignore[attr-defined]
        began = time.monotonic()
        try:
            response = self.get_response(request)
            said = about(request, response.status_code)
            took = round((time.monotonic() - began) * 1_000)
            logger.info("Answered.", extra={**said, "milliseconds": took})
        finally:
            request_id.reset(known)
        return response


class JSONLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": message_of(record),
            "request": request_id.get(),
            **request_of(record),
            **added_to(record),
            **error_of(record),
        }
        return json.dumps({name: value for name, value in line.items() if value not in ("", None)})


def about(request: HttpRequest, status: int) -> dict[str, Any]:
    """Name a request without saying who asked for whom: its path only where all may see the page.

    A path that was answered with an error may be anything that somebody typed.
    """
    match = request.resolver_match
    is_public = match is not None and getattr(match.func, "is_public_page", False)
    return {
        "method": request.method if request.method in METHODS else LEFT_OUT,
        "status": status,
        "view": match.view_name if match else "",
        "path": request.path if is_public and status < BAD_REQUEST else "",
    }


def request_of(record: logging.LogRecord) -> dict[str, Any]:
    """What Django says of the request that went wrong."""
    request = getattr(record, "request", None)
    status = getattr(record, "status_code", BAD_REQUEST)
    if not isinstance(request, HttpRequest):
        return {}
    return {"request": getattr(request, "log_number", ""), **about(request, status)}


def added_to(record: logging.LogRecord) -> dict[str, Any]:
    if not is_ours(record):
        return {}
    return {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}


def message_of(record: logging.LogRecord) -> str:
    """The sentence as it stands in the code, with numbers filled in and other values left out.

    A sentence of somebody else's code that takes no values may have them in it already.
    """
    sentence = record.msg if isinstance(record.msg, str) else ""
    if not record.args:
        return sentence if is_ours(record) else ""
    try:
        return sentence % _numbers(record.args)
    except (TypeError, ValueError, KeyError):
        return sentence


def is_ours(record: logging.LogRecord) -> bool:
    return record.name.partition(".")[0] in OURS


def error_of(record: logging.LogRecord) -> dict[str, Any]:
    """The kinds of an error and of those it came from, and the places in the code."""
    error = record.exc_info[1] if record.exc_info else None
    if error is None:
        return {}
    return {
        "error": " from ".join(_kinds(error)),
        "where": _places(traceback.extract_tb(error.__traceback__)),
    }


def _numbers(values: tuple[object, ...] | Mapping[str, object]) -> Any:
    if isinstance(values, Mapping):
        return {name: _number(value) for name, value in values.items()}
    return tuple(_number(value) for value in values)


def _number(value: object) -> object:
    return value if isinstance(value, int | float) else LEFT_OUT


def _kinds(error: BaseException | None) -> Iterator[str]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield f"{type(error).__module__}.{type(error).__qualname__}"
        error = error.__cause__ or error.__context__


def _places(frames: traceback.StackSummary) -> list[str]:
    """Our own code on the way to the error, and the last places of all."""
    found = []
    for left, frame in enumerate(reversed(frames)):
        path = frame.filename.rpartition("site-packages/")[2].removeprefix(f"{ROOT}/")
        if left < LAST_FRAMES or path.partition("/")[0] in OURS:
            found.append(f"{path}:{frame.lineno} {frame.name}")
    return found[:MOST_FRAMES][::-1]
