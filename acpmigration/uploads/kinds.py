"""The kinds of files that records have: documents, editions of publications, pictures."""

from typing import Any

from django.core.files.base import File
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from acpmigration.uploads import documents, pictures, renditions
from acpmigration.uploads.fields import UploadedFieldFile, UploadField

# Beside a spreadsheet: how far the writing of its rows is, and who asks to give that up.
WRITTEN, ASKED = ".written", ".asked"


class DocumentField(UploadField):
    """A document; ``size_field`` names the column that keeps its size in bytes."""

    accepted = documents.DOCUMENTS

    @property
    def wanted(self) -> Promise:  # type: ignore[override]
        return self.accepted.wanted

    @property
    def endings(self) -> tuple[str, ...]:  # type: ignore[override]
        return tuple(self.accepted.kinds)

    def __init__(self, *args: Any, size_field: str = "", **kwargs: Any) -> None:
        self.size_field = size_field
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "size_field": self.size_field}

    def check_file(self, file: "File[bytes]", name: str | None) -> None:
        documents.check_document(file, name, self.accepted)

    def prepare(
        self, instance: models.Model, file: "File[bytes]", name: str
    ) -> "tuple[File[bytes], str]":
        pages = documents.check_document(file, name, self.accepted)
        self._note(instance, file.size, pages)
        return file, documents.ending_of(name)

    def pre_save(self, model_instance: models.Model, add: bool) -> UploadedFieldFile:
        file = super().pre_save(model_instance, add)
        if not file:
            self._note(model_instance, 0, None)
        return file

    def _note(self, instance: models.Model, size: int, pages: int | None) -> None:
        if self.size_field:
            setattr(instance, self.size_field, size)


class CVField(DocumentField):
    """A person's CV: never public, so its size and pages are kept nowhere."""

    accepted = documents.CVS


class EditionField(DocumentField):
    """A publication's file; ``pages_field`` names the column that keeps its number of pages."""

    accepted = documents.EDITIONS

    def __init__(self, *args: Any, pages_field: str = "", **kwargs: Any) -> None:
        self.pages_field = pages_field
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "pages_field": self.pages_field}

    def _note(self, instance: models.Model, size: int, pages: int | None) -> None:
        super()._note(instance, size, pages)
        if self.pages_field:
            setattr(instance, self.pages_field, pages)


class SpreadsheetField(DocumentField):
    """A spreadsheet that is brought in; its worker tells beside it how far it is."""

    accepted = documents.SPREADSHEETS

    def derived(self, name: str) -> list[str]:
        return [*super().derived(name), f"{name}{WRITTEN}", f"{name}{ASKED}"]


class PictureField(UploadField):
    """A picture, decoded and drawn again so that nothing but the picture is kept.

    Fills the two ``columns`` for width and height, which the model has to have behind it.
    """

    wanted = pictures.WANTED
    endings = tuple(pictures.FORMATS)

    def __init__(
        self, *args: Any, columns: tuple[str, str] = ("width", "height"), **kwargs: Any
    ) -> None:
        self.columns = tuple(columns)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        if self.columns != ("width", "height"):
            kwargs["columns"] = self.columns
        return name, path, args, kwargs

    def check_file(self, file: "File[bytes]", name: str | None) -> None:
        pictures.check_picture(file, name)

    def prepare(
        self, instance: models.Model, file: "File[bytes]", name: str
    ) -> "tuple[File[bytes], str]":
        drawn, size = pictures.redrawn(file, name)
        # As columns, so that a page keeps the room before the picture has arrived.
        for column, value in zip(self.columns, size, strict=True):
            setattr(instance, column, value)
        return drawn, pictures.ENDING

    def make_derived(self, stored: UploadedFieldFile) -> None:
        renditions.make(self.storage, str(stored))

    def derived(self, name: str) -> list[str]:
        return renditions.names(name)


class KeptFileField(UploadField):
    """A file that waits for its form to be sent again: checked there, and handed out nowhere."""

    wanted = _("Choose the file again.")
    endings = ()

    def check_file(self, file: "File[bytes]", name: str | None) -> None:
        """Whatever was sent: the field of the form that it is for says what is wrong with it."""

    def prepare(
        self, instance: models.Model, file: "File[bytes]", name: str
    ) -> "tuple[File[bytes], str]":
        return file, ""
