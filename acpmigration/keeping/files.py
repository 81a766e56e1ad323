"""Files that were sent before: they stand among those of a request as if they were sent again."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from acpmigration.pages.models import KeptFile


class KeptUpload(UploadedFile):  # type: ignore[type-arg]
    """A file that waits; closed with the request."""

    def __init__(self, row: KeptFile) -> None:
        self.row = row
        content = row.file.storage.open(str(row.file), "rb")
        super().__init__(content, row.name, size=row.size)


class LostUpload(UploadedFile):  # type: ignore[type-arg]
    """One that is nobody's, somebody else's or too old: whatever field asks for it says so."""

    def __init__(self) -> None:
        self.file, self.size = None, 0

    def __bool__(self) -> bool:
        # A file goes by its name.
        return True

    @property
    def name(self) -> str:  # type: ignore[override]
        raise ValidationError(_("The file is not kept any more. Choose it again."), code="lost")

    def close(self) -> None:
        """There is nothing to close."""


def upload_of(row: KeptFile | None) -> "UploadedFile[Any]":
    if row is None:
        return LostUpload()
    try:
        return KeptUpload(row)
    except FileNotFoundError:
        return LostUpload()
