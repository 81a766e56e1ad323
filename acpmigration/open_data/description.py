"""The API described in OpenAPI 3.1: made once by ``make description``, then a file.

It is never made while somebody waits: two at once would disturb each other.
"""

from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from acpmigration.open_data.rendering import PROBLEM

FILE: Path = settings.BASE_DIR / "docs" / "api" / "openapi.json"
NAME = "Problem"
# Status -> when it is answered.
OF_ALL = {
    "400": "The question is not understood: each parameter that does not fit is named.",
    "414": "This address is too long.",
    "429": "So many questions in so short a time are too many; “Retry-After” says when to ask.",
    "503": "The portal is busy; “Retry-After” says when to ask again.",
}
OF_LISTS = {"404": "The list has no such page."}
OF_RECORDS = {
    "404": "There is nothing at this address.",
    "410": "This was public once, and was taken back.",
}
# Of addresses for people who work here, and of what such a one sends.
OF_PEOPLE = {
    "401": "This needs a log-in or a token.",
    "403": "This is not allowed.",
}
OF_SENT = {
    "409": "Somebody was here before: the answer holds what is new.",
    "413": "This is too much at once.",
    "415": "What was sent has a type that is not read here.",
    "422": "What was sent cannot be carried out.",
}
LANGUAGE = {
    "name": "lang",
    "in": "query",
    "description": "The language of texts, names and addresses of pages; English without it.",
    "schema": {"type": "string", "enum": list(dict(settings.LANGUAGES))},
}
PROBLEM_SCHEMA = {
    "type": "object",
    "description": "What is wrong, as RFC 9457 says it.",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string", "description": "What is wrong, in the language asked for."},
        "status": {"type": "integer", "description": "The status of the answer."},
        "detail": {"type": "string", "description": "More of it."},
        "errors": {
            "type": "array",
            "description": "What does not fit, one by one.",
            "items": {
                "type": "object",
                "required": ["detail"],
                "properties": {
                    "parameter": {"type": "string", "description": "Of the address."},
                    "field": {"type": "string", "description": "Of what was sent."},
                    "detail": {"type": "string", "description": "What is wrong with it."},
                    "value": {"type": "string", "description": "What it was."},
                    "allowed": {
                        "type": "array",
                        "items": {"type": "string"},
                        "description": "What there is instead.",
                    },
                },
            },
        },
    },
}


def description(request: HttpRequest) -> HttpResponse:
    """The file as it is."""
    return HttpResponse(_written(), content_type="application/vnd.oai.openapi+json;version=3.1")


@cache
def _written() -> bytes:
    return FILE.read_bytes()


def with_problems(result: dict[str, Any], generator: Any, **kwargs: Any) -> dict[str, Any]:
    """Add to each operation what else it answers: a hook of drf-spectacular."""
    result["components"].setdefault("schemas", {})[NAME] = PROBLEM_SCHEMA
    problem = {"schema": {"$ref": f"#/components/schemas/{NAME}"}}
    for path, operations in result["paths"].items():
        for method, operation in operations.items():
            if method == "get":
                operation.setdefault("parameters", []).append(LANGUAGE)
            known = OF_ALL | (OF_RECORDS if "{" in path else OF_LISTS)
            if operation.get("security"):
                known = known | OF_PEOPLE
            if method == "post":
                known = known | OF_SENT
            for status, words in known.items():
                answer = {"description": words, "content": {PROBLEM: problem}}
                operation["responses"].setdefault(status, answer)
            operation["responses"] = dict(sorted(operation["responses"].items()))
    return result
