"""What a view is told of a form: what was sent just now, or what waits since before."""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db import DatabaseError
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from acpmigration.accounts.models import User
from acpmigration.keeping.files import KeptUpload, upload_of
from acpmigration.keeping.names import file_keys, own
from acpmigration.pages.domain.kept import keep_file, kept_files, waiting
from acpmigration.pages.models import KeptForm
from acpmigration.troubles import is_busy, is_full

Files = MultiValueDict[str, "UploadedFile[Any]"]

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Typed:
    """``data`` and ``files`` for the form; carry it out only if it ``is_sent``.

    Neither is there on a first visit. Where something waited, or could not be saved a moment ago,
    both are there and nothing is sent: the form is shown with them.
    """

    data: QueryDict | None
    files: Files | None
    is_sent: bool = False
    owner: User | None = None

    def has(self, button: str) -> bool:
        """Tell whether it was sent by this button."""
        return self.data is not None and button in self.data

    def keep_files(self, *bound: forms.BaseForm) -> None:
        """Keep the files that passed, before forms are shown again: no browser sends one twice."""
        if self.files is None or self.owner is None:
            return
        for form in bound:
            for field in form:
                upload = self.files.get(field.html_name)
                if isinstance(field.field, forms.FileField) and upload and not field.errors:
                    self._keep(field.html_name, upload)

    def _keep(self, name: str, upload: "UploadedFile[Any]") -> None:
        if isinstance(upload, KeptUpload) or self.files is None or self.owner is None:
            return
        try:
            row = keep_file(owner=self.owner, field=name, upload=upload, at=timezone.now())
        except (OSError, DatabaseError) as trouble:
            if not (is_full(trouble) or is_busy(trouble)):
                raise
            # The form comes back without it, and the person chooses it again.
            logger.warning("A file could not be kept.", exc_info=trouble)
        else:
            self.files.appendlist(name, upload_of(row))


def typed_in(request: HttpRequest) -> Typed:
    """Return what to bind a form to, whether it comes with the request or waited for it."""
    person, now = own(request), timezone.now()
    if request.method == "POST" or is_shown_again(request):
        files = _with_kept(request, request.POST, person, now)
        return Typed(request.POST, files, not is_shown_again(request), person)
    form = waiting(owner=person, path=request.path, at=now) if person else None
    if form is None:
        return Typed(None, None, owner=person)
    request.kept_form = form  # type: ignore[attr-defined]
    data = QueryDict(mutable=True)
    for name, values in form.fields.items():
        data.setlist(name, values)
    files = _with_kept(request, data, person, now)
    for row in form.files.all():
        files.setlist(row.field, [upload_of(row)])
    return Typed(data, files, owner=person)


def shown_form(request: HttpRequest) -> KeptForm | None:
    """Return the form that waited and is on the page now."""
    return getattr(request, "kept_form", None)


def show_again(request: HttpRequest) -> None:
    """Have the page show what was sent, and not carry it out."""
    request.is_shown_again = True  # type: ignore[attr-defined]
    # For whatever still goes by the method.
    request.method = "GET"


def is_shown_again(request: HttpRequest) -> bool:
    return getattr(request, "is_shown_again", False)


def _with_kept(request: HttpRequest, sent: QueryDict, owner: User | None, now: datetime) -> Files:
    """The files of the request, which closes them all at its end; a new one goes before a kept."""
    wanted = {name: key for name, key in file_keys(sent) if not request.FILES.get(name)}
    keys = [key for key in wanted.values() if key]
    rows = kept_files(owner=owner, keys=keys, at=now) if owner and keys else {}
    for name, key in wanted.items():
        request.FILES.setlist(name, [upload_of(rows.get(key) if key else None)])
    return request.FILES
