"""The pages that say what went wrong, and what to do next."""

from django.http import HttpRequest, HttpResponse


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return HttpResponse("Please reload the page; nothing has changed.", status=403)
