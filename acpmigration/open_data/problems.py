"""What is wrong with a question, said to a program: RFC 9457, problem details."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import exception_handler

from acpmigration.open_data.rendering import PROBLEM
from acpmigration.open_data.strict import Misfit

WORDS = {
    HTTPStatus.BAD_REQUEST: lambda: _("The question is not understood."),
    HTTPStatus.UNAUTHORIZED: lambda: _("This needs a log-in or a token."),
    HTTPStatus.FORBIDDEN: lambda: _("This is not allowed."),
    HTTPStatus.NOT_FOUND: lambda: _("There is nothing at this address."),
    HTTPStatus.METHOD_NOT_ALLOWED: lambda: _("This address does not take that method."),
    HTTPStatus.NOT_ACCEPTABLE: lambda: _("This address answers in another format."),
    HTTPStatus.CONFLICT: lambda: _("Somebody was here before."),
    HTTPStatus.GONE: lambda: _("This was public once, and was taken back."),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: lambda: _("This is too much at once."),
    HTTPStatus.REQUEST_URI_TOO_LONG: lambda: _("This address is too long."),
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: lambda: _("What was sent has a type that is not read here."),
    HTTPStatus.UNPROCESSABLE_ENTITY: lambda: _("What was sent cannot be carried out."),
    HTTPStatus.TOO_MANY_REQUESTS: lambda: _("So many questions in so short a time are too many."),
    HTTPStatus.SERVICE_UNAVAILABLE: lambda: _("The portal is busy. Please ask again."),
}


class Misunderstood(exceptions.APIException):
    """Parameters that do not fit: each is named, with what there is instead."""

    status_code = status.HTTP_400_BAD_REQUEST

    def __init__(self, misfits: Iterable[Misfit]) -> None:
        self.misfits = list(misfits)
        super().__init__(" ".join(f"{each.parameter}: {each.said}" for each in self.misfits))


class Gone(exceptions.APIException):
    """What the public saw once."""

    status_code = status.HTTP_410_GONE

    def __init__(self) -> None:
        super().__init__(WORDS[HTTPStatus.GONE]())


class Unfit(exceptions.ValidationError):
    """What was sent is understood, and cannot be carried out: field -> sentences."""

    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY


class Overtaken(exceptions.APIException):
    """Somebody was faster; ``members`` say how things stand now."""

    status_code = status.HTTP_409_CONFLICT

    def __init__(self, detail: str, members: dict[str, Any]) -> None:
        self.members = members
        super().__init__(detail)


class TooMuch(exceptions.APIException):
    """More than is read here."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE

    def __init__(self) -> None:
        super().__init__(WORDS[HTTPStatus.REQUEST_ENTITY_TOO_LARGE]())


def problem(code: int, *, detail: str = "", **more: Any) -> dict[str, Any]:
    """The body of an answer; ``more`` are members of our own, such as ``errors``."""
    found = HTTPStatus(code)
    title = WORDS[found]() if found in WORDS else found.phrase
    # "about:blank" says that the status is all there is to know of its kind.
    said = {"type": "about:blank", "title": title, "status": int(code)}
    if detail and detail != title:
        said["detail"] = detail
    return said | more


def problem_response(code: int, *, detail: str = "", errors: Iterable[Misfit] = ()) -> JsonResponse:
    more = {"errors": [_said(each) for each in errors]} if errors else {}
    return JsonResponse(
        problem(code, detail=detail, **more),
        status=code,
        content_type=PROBLEM,
        json_dumps_params={"ensure_ascii": False},
    )


def handle(exception: Exception, context: dict[str, Any]) -> Response | None:
    """What the API answers to a refusal; what is a bug, or the database's trouble, goes on."""
    response: Response | None = exception_handler(exception, context)
    if response is None:
        return None
    errors = getattr(exception, "misfits", [])
    more = {"errors": [_said(each) for each in errors]} if errors else _invalid(exception)
    more |= getattr(exception, "members", {})
    response.data = problem(response.status_code, detail=_detail(exception), **more)
    response.content_type = PROBLEM
    return response


def is_for_programs(request: HttpRequest) -> bool:
    """Whether what goes wrong at this address is told to a program."""
    return request.path_info.startswith("/api/")


def _said(misfit: Misfit) -> dict[str, Any]:
    said: dict[str, Any] = {"parameter": misfit.parameter, "detail": misfit.said}
    if misfit.value:
        said["value"] = misfit.value
    if misfit.allowed:
        said["allowed"] = list(misfit.allowed)
    return said


def _detail(exception: Exception) -> str:
    if isinstance(exception, exceptions.ValidationError):
        return _("Some of what was sent does not fit.")
    return str(getattr(exception, "detail", ""))


def _invalid(exception: Exception) -> dict[str, Any]:
    """The fields of a body that do not fit, each with its sentences."""
    if not isinstance(exception, exceptions.ValidationError):
        return {}
    found: Any = exception.detail
    fields = found if isinstance(found, dict) else {"": found}
    return {
        "errors": [
            {"field": name, "detail": " ".join(str(each) for each in _flat(sentences))}
            for name, sentences in fields.items()
        ]
    }


def _flat(sentences: Any) -> list[Any]:
    if isinstance(sentences, dict):
        return [each for value in sentences.values() for each in _flat(value)]
    return (
        [each for value in sentences for each in _flat(value)]
        if isinstance(sentences, list)
        else [sentences]
    )
