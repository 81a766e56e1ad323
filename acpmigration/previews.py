"""How each app shows a record to somebody outside who has a link, before it is public.

An app registers its kinds in ``ready()``; what is not registered has no preview links.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponseBase

# Where a file of the record is given out, by what it is and by its number: the public addresses of
# a draft's files lead nowhere.
Files = Callable[[str, int], str]
# Gives out a file of this record that its public page would have.
#
# :raises Http404: if there is none of this number.
FileView = Callable[[HttpRequest, Any, int], HttpResponseBase]


@dataclass(frozen=True)
class Preview:
    """The public page of a kind of record, made for one that the public may not see.

    ``context`` is given the record from ``rows``, its public address as a whole, and ``Files``.
    """

    template: str
    rows: Callable[[], "models.QuerySet[Any]"]
    context: Callable[[Any, str, Files], dict[str, Any]]
    files: Mapping[str, FileView] = field(default_factory=dict)


_registered: dict[str, Preview] = {}


def register(model: type[models.Model], preview: Preview) -> None:
    _registered[model._meta.label_lower] = preview


def preview_of(kind: str) -> Preview | None:
    """``kind`` is a model as ``app.model``."""
    return _registered.get(kind)
