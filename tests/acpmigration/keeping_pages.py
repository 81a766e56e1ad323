"""A form page as an app writes one, and the rest of the site."""

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django import forms
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template import engines
from django.urls import path
from django.views.decorators.http import require_http_methods

from acpmigration.answers import wants_data
from acpmigration.keeping import keeps_typing, typed_in
from acpmigration.public import public_page
from acpmigration.uploads import DocumentField
from acpmigration.uploads.fields import UploadFormField
from acpmigration.urls import urlpatterns as site

NOTE, PLAIN = "/note/", "/plain/"
TEMPLATE = """{% include "components/messages.html" with messages=messages only %}
{% kept_form %}<form method="post">{% csrf_token %}{% form_owner %}
{% for field in form %}{% include "components/field.html" with field=field only %}{% endfor %}
</form>"""

# What was carried out, and what a test lets go wrong.
carried_out: list[tuple[str, str]] = []
trouble: list[Callable[[], object]] = []


class NoteForm(forms.Form):
    note = forms.CharField(max_length=200)
    report = UploadFormField(
        accept=".pdf",
        required=False,
        validators=[DocumentField(folder="reports").validate_file],
    )


def full() -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def locked() -> None:
    raise OperationalError("database is locked")


def away() -> None:
    raise OperationalError("server closed the connection unexpectedly")


def too_complex() -> None:
    raise OperationalError("parser stack overflow")


def broken() -> None:
    raise OSError(errno.EACCES, "Permission denied")


@contextmanager
def going_wrong(do: Callable[[], object]) -> Iterator[None]:
    trouble.append(do)
    yield
    trouble.clear()


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typing
def note(request: HttpRequest) -> HttpResponse:
    typed = typed_in(request)
    form = NoteForm(typed.data, typed.files)
    if typed.is_sent and form.is_valid():
        for do in trouble:
            do()
        file = form.cleaned_data["report"]
        content = file.read().decode("latin-1") if file else ""
        carried_out.append((form.cleaned_data["note"], content))
        if wants_data(request):
            return JsonResponse({"saved": True}, status=201)
        return redirect("/about/")
    typed.keep_files(form)
    page = engines["django"].from_string(TEMPLATE)
    return HttpResponse(page.render({"form": form}, request))


def plain(request: HttpRequest) -> HttpResponse:
    """A page that keeps nothing."""
    return HttpResponse(engines["django"].from_string("{% form_owner %}").render({}, request))


def unsaved(request: HttpRequest) -> HttpResponse:
    """Where even the page cannot be drawn."""
    full()
    raise AssertionError


urlpatterns = [
    path("note/", note),
    path("fr/note/", note),
    path("plain/", plain),
    path("unsaved/", public_page(unsaved)),
    *site,
]
handler400 = "acpmigration.errors.bad_request"
handler403 = "acpmigration.errors.permission_denied"
handler404 = "acpmigration.errors.not_found"
handler500 = "acpmigration.errors.server_error"
