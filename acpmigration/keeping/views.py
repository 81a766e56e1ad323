"""What is around a view whose form keeps what is typed."""

import logging
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from acpmigration import errors
from acpmigration.answers import DATA, wants_data
from acpmigration.keeping.files import KeptUpload
from acpmigration.keeping.names import (
    FORGET,
    file_keys,
    key_in,
    key_of_owner,
    own,
    owner_of,
    waited_in,
)
from acpmigration.keeping.strangers import keep_of
from acpmigration.keeping.typed import show_again
from acpmigration.pages.domain.kept import note_sent, throw_away
from acpmigration.troubles import is_busy, is_full

View = Callable[..., HttpResponse]

logger = logging.getLogger(__name__)


def keeps_typing(view: View) -> View:
    """Let a form page keep what is typed into it, whatever becomes of session, database or disk.

    The view asks ``typed_in(request)`` for the form's data, and carries a form out only where that
    ``is_sent``. Stands next to the view: what opens the page to some people only is around it.
    """

    @wraps(view)
    def keeping(request: HttpRequest, *args: object, **named: object) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **named)
        if FORGET in request.POST:
            return _thrown_away(request)
        _refuse_other_hands(request)
        try:
            response = view(request, *args, **named)
        except (OSError, DatabaseError) as trouble:
            if not (is_full(trouble) or is_busy(trouble)):
                raise
            logger.warning("A form could not be saved and is shown again.", exc_info=trouble)
            return _shown_again(request, trouble, lambda: view(request, *args, **named))
        if _is_carried_out(response):
            _note_sent(request)
        return response

    keeping.keeps_typing = True  # type: ignore[attr-defined]
    return keeping


def _thrown_away(request: HttpRequest) -> HttpResponseRedirect:
    person, form = own(request), key_in(request.POST[FORGET])
    if person is not None and form is not None:
        throw_away(owner=person, form=form)
    return HttpResponseRedirect(request.get_full_path())


def _refuse_other_hands(request: HttpRequest) -> None:
    """:raises PermissionDenied: for a page that was drawn for somebody else, whose it is kept."""
    key, person = key_of_owner(request.POST), own(request)
    if key is None or person is None or key == person.pk:
        return
    owner = owner_of(request.POST)
    if owner is not None and not wants_data(request):
        keep_of(request, owner)
    raise PermissionDenied(
        _("Somebody else was logged in when this page was opened. Open it again to use it.")
    )


def _shown_again(
    request: HttpRequest, trouble: Exception, draw: Callable[[], HttpResponse]
) -> HttpResponse:
    """Say on top that nothing was saved, and show the form with all that was typed.

    Where even that fails, the error goes on to the plain page.
    """
    if wants_data(request):
        return errors.unavailable(request)
    if not connection.in_atomic_block:
        # A server that was restarted answers on a new connection.
        connection.close_if_unusable_or_obsolete()
    messages.error(request, _sentence(trouble))
    sent = [file for files in request.FILES.lists() for file in files[1]]
    if any(not isinstance(file, KeptUpload) for file in sent):
        messages.error(request, _("The file was not kept: choose it again."))
    # Those that were kept before are found again by their keys.
    for file in sent:
        file.close()
    request.FILES.clear()
    show_again(request)
    try:
        response = draw()
    finally:
        request.method = "POST"
    if not _leads_on(response):
        response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
        response.headers["Retry-After"] = str(errors.RETRY_AFTER_SECONDS)
    return response


def _sentence(trouble: Exception) -> str:
    if is_full(trouble):
        return _(
            "Nothing was saved: there is no room left on the server. What you typed is still here. "
            "Try again later."
        )
    return _(
        "Nothing was saved: the database does not answer at the moment. What you typed is still "
        "here. Wait half a minute, then try again."
    )


def _is_carried_out(response: HttpResponse) -> bool:
    """A form that is refused comes back as a page; one that was carried out leads on."""
    is_data = response.headers.get("Content-Type", "").startswith(DATA)
    is_fine = response.status_code < HTTPStatus.MULTIPLE_CHOICES
    return _leads_on(response) or (is_data and is_fine)


def _leads_on(response: HttpResponse) -> bool:
    return HTTPStatus.MULTIPLE_CHOICES <= response.status_code < HTTPStatus.BAD_REQUEST


def _note_sent(request: HttpRequest) -> None:
    """Remove what waited of the form that is carried out now."""
    form = waited_in(request.POST)
    files = [key for _name, key in file_keys(request.POST) if key]
    person = own(request)
    if person is None or not (form or files):
        return
    try:
        note_sent(owner=person, form=form, files=files, at=timezone.now())
    except DatabaseError as trouble:
        # It is shown once more than it should, or until a job removes it.
        logger.warning("A form that waited is still there.", exc_info=trouble)
