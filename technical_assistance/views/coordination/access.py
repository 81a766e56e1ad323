"""Who comes into the workspace, and what is told to whoever tries somebody else's rows."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from acpmigration.accounts.sessions import person_of
from acpmigration.refusals import NotYours
from technical_assistance.domain.attempts import NotThere, own_row, row_from_inside
from technical_assistance.domain.insiders import comes_in
from technical_assistance.models.lead import LedQuerySet

View = Callable[..., HttpResponseBase]


def workspace_page(view: View) -> View:
    """Open a view to coordinators and staff; times are those of the person's own clock."""

    @wraps(view)
    def opened(request: HttpRequest, *args: object, **named: object) -> HttpResponseBase:
        person = person_of(request)
        if not comes_in(person):
            raise PermissionDenied(
                _("The workspace is for regional coordinators and the staff of the Action.")
            )
        with timezone.override(person.zone):
            return view(request, *args, **named)

    return opened


def own_or_refuse(request: HttpRequest, rows: LedQuerySet, **key: object) -> Any:
    """Return the row that the person may change.

    :raises Http404: for what the person may not even see, as for what never existed.
    :raises PermissionDenied: for what is to be read only, with the reason.
    """
    try:
        return own_row(rows, by=person_of(request), at=timezone.now(), **key)
    except NotThere as missing:
        raise Http404 from missing
    except NotYours as refusal:
        raise PermissionDenied(str(refusal)) from refusal


def seen_or_refuse(request: HttpRequest, rows: LedQuerySet, **key: object) -> Any:
    """Return the row whose internal side the person may read.

    :raises Http404: for anything else.
    """
    try:
        return row_from_inside(rows, by=person_of(request), at=timezone.now(), **key)
    except NotThere as missing:
        raise Http404 from missing
