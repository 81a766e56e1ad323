"""Who comes into the workspace, and what is told to whoever tries somebody else's rows."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from acpmigration.accounts.sessions import person_of
from acpmigration.permissions import is_coordinator
from technical_assistance.domain.attempts import note_attempt
from technical_assistance.domain.insiders import comes_in
from technical_assistance.models.lead import LedQuerySet

View = Callable[..., HttpResponseBase]
READS_ONLY = gettext_lazy("Your role reads everything and changes nothing.")


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
    person = person_of(request)
    row = rows.filter(**key).first()
    if row is None:
        raise Http404
    if rows.editable_by(person).filter(pk=row.pk).exists():
        return row
    note_attempt(by=person, subject=row, at=timezone.now())
    if not rows.visible_to(person).filter(pk=row.pk).exists():
        raise Http404
    raise PermissionDenied(_why(row, person))


def seen_or_refuse(request: HttpRequest, rows: LedQuerySet, **key: object) -> Any:
    """Return the row whose internal side the person may read.

    :raises Http404: for anything else.
    """
    person = person_of(request)
    row = rows.filter(**key).first()
    if row is None:
        raise Http404
    if not rows.worked_on_by(person).filter(pk=row.pk).exists():
        note_attempt(by=person, subject=row, at=timezone.now())
        raise Http404
    return row


def _why(row: models.Model, person: object) -> str:
    if is_coordinator(person):  # type: ignore[arg-type]
        return _(
            "This belongs to another region: only its coordinator can change it. You can read "
            "what is published of it on the public site."
        )
    return str(READS_ONLY)
