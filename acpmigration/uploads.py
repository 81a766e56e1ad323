"""Files that people send: what is accepted, how they are named, what is kept of them."""

import uuid
from pathlib import PurePath

from django.core.files.base import File
from django.db import models
from django.utils.deconstruct import deconstructible


@deconstructible
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


class DocumentField(models.FileField):
    """A document; ``size_field`` names the column that keeps its size in bytes."""

    def __init__(self, *args, folder: str = "", size_field: str = "", **kwargs) -> None:
        self.folder, self.size_field = folder, size_field
        kwargs.setdefault("blank", True)
        kwargs.setdefault("max_length", 200)
        kwargs["upload_to"] = RandomName(folder)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("upload_to", None)
        return name, path, args, {**kwargs, "folder": self.folder, "size_field": self.size_field}

    def pre_save(self, model_instance: models.Model, add: bool) -> File:
        file = super().pre_save(model_instance, add)
        if self.size_field:
            setattr(model_instance, self.size_field, file.size if file else 0)
        return file


class PictureField(models.ImageField):
    """A picture, decoded and written again so that nothing but the picture is kept."""

    def __init__(self, *args, folder: str = "", **kwargs) -> None:
        self.folder = folder
        kwargs.setdefault("max_length", 200)
        kwargs["upload_to"] = RandomName(folder)
        kwargs["width_field"], kwargs["height_field"] = "width", "height"
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        for made_here in ("upload_to", "width_field", "height_field"):
            kwargs.pop(made_here, None)
        return name, path, args, {**kwargs, "folder": self.folder}
