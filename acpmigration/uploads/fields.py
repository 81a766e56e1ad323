"""The model fields: nothing reaches the storage that was not checked here."""

import uuid
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import models
from django.db.models.fields.files import FieldFile
from django.db.models.signals import post_delete, post_save
from django.utils.deconstruct import deconstructible
from django.utils.functional import Promise

from acpmigration.uploads.refused import FileRefused
from acpmigration.uploads.removal import remove_after_commit


@deconstructible(path="acpmigration.uploads.RandomName")
class RandomName:
    """Name a stored file at random; only the ending says something, and it was checked."""

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def __call__(self, instance: models.Model, filename: str) -> str:
        ending = PurePath(filename).suffix.lower()
        return f"{self.folder}/{uuid.uuid4().hex}{ending}"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RandomName) and other.folder == self.folder

    def __hash__(self) -> int:
        return hash(self.folder)


class UploadFormField(forms.FileField):
    """Offers the endings that are taken; the name somebody gave the file may be of any length."""

    def __init__(self, *, accept: str, **kwargs: Any) -> None:
        self.accept = accept
        super().__init__(**kwargs | {"max_length": None})

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"accept": self.accept}


class UploadedFieldFile(FieldFile):
    """The file of a row; ``replaced`` names the stored one that this one takes the place of."""

    field: "UploadField"
    replaced = ""

    def save(self, name: str, content: "File[bytes]", save: bool = True) -> None:
        """Store what passes the checks; nothing of ``name`` is kept but the ending.

        :raises ValidationError: if it does not pass.
        """
        try:
            content, ending = self.field.prepare(self.instance, content, name)
        except FileRefused as refusal:
            raise self.field.error(refusal) from refusal
        super().save(f"file{ending}", content, save)
        self.field.make_derived(self)

    save.alters_data = True  # type: ignore[attr-defined]


class UploadField(models.FileField):
    """A file that somebody sent, checked whichever way it comes; removed when no row names it."""

    attr_class = UploadedFieldFile
    # Set by the kinds of field below: what is asked for, and the endings it may have.
    wanted: str | Promise
    endings: tuple[str, ...]

    def __init__(self, *args: Any, folder: str = "", **kwargs: Any) -> None:
        self.folder = folder
        kwargs.setdefault("max_length", 200)
        kwargs["upload_to"] = RandomName(folder)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("upload_to", None)
        path = f"acpmigration.uploads.{type(self).__name__}"
        return name, path, args, {**kwargs, "folder": self.folder}

    def check_file(self, file: "File[bytes]", name: str | None) -> None:
        """Accept what may be stored.

        :raises FileRefused: otherwise.
        """
        raise NotImplementedError

    def prepare(
        self, instance: models.Model, file: "File[bytes]", name: str
    ) -> "tuple[File[bytes], str]":
        """Return what is stored of the file, and its ending; fill the columns that describe it.

        :raises FileRefused: if it may not be stored.
        """
        raise NotImplementedError

    def make_derived(self, stored: UploadedFieldFile) -> None:
        """Make what is kept beside a file that has just been stored."""

    def derived(self, name: str) -> list[str]:
        """Name what may be kept beside a stored file."""
        return []

    def error(self, refusal: FileRefused) -> ValidationError:
        return ValidationError(f"{refusal} {self.wanted}", code="refused")

    @property
    def validators(self):
        return [*super().validators, self.validate_file]

    def validate_file(self, value: "File[bytes]") -> None:
        """Say beside the field what is wrong; what is stored already has passed."""
        if isinstance(value, FieldFile) and value._committed:  # type: ignore[attr-defined]
            return
        try:
            self.check_file(value, value.name)
        except FileRefused as refusal:
            raise self.error(refusal) from refusal

    def formfield(self, **kwargs):
        offered = {"form_class": UploadFormField, "accept": ",".join(self.endings)}
        return super().formfield(**offered | kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> UploadedFieldFile:
        replaced = "" if add else self._stored_name(model_instance)
        super().pre_save(model_instance, add)
        # Storing has put another object into the row.
        file = self.value_from_object(model_instance)
        file.replaced = replaced if replaced != file.name else ""
        return file

    def contribute_to_class(self, cls, name, **kwargs):
        super().contribute_to_class(cls, name, **kwargs)
        if not cls._meta.abstract:
            post_save.connect(self.remove_replaced, sender=cls)
            post_delete.connect(self.remove_deleted, sender=cls)

    def remove_replaced(self, instance: models.Model, using: str, **kwargs: Any) -> None:
        if replaced := self.value_from_object(instance).replaced:
            remove_after_commit(self, replaced, using)

    def remove_deleted(self, instance: models.Model, using: str, **kwargs: Any) -> None:
        if file := self.value_from_object(instance):
            remove_after_commit(self, file.name, using)

    def _stored_name(self, instance: models.Model) -> str:
        rows = self.model._base_manager.using(instance._state.db).filter(pk=instance.pk)
        return rows.values_list(self.attname, flat=True).first() or ""
