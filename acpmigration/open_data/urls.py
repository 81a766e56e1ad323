"""Addresses of the API: each kind of record that an app has made known."""

from collections.abc import Iterator

from django.urls import URLPattern, path

from acpmigration.open_data.description import description
from acpmigration.open_data.index import Index
from acpmigration.open_data.kept import View, in_asked_language, public_data
from acpmigration.open_data.registry import Listed, listed


def addresses(kind: Listed) -> Iterator[URLPattern]:
    rows, name = kind.viewset.as_view({"get": "list"}), kind.name
    yield path(f"{name}/", _opened(rows), name=f"{name}-list")
    if kind.has_records:
        record = kind.viewset.as_view({"get": "retrieve"})
        yield path(f"{name}/<slug:slug>/", _opened(record), name=f"{name}-detail")


def _opened(view: View) -> View:
    return public_data(in_asked_language(view))


app_name = "api"
urlpatterns = [
    path("", _opened(Index.as_view()), name="root"),
    path("openapi.json", public_data(description), name="openapi"),
    *(pattern for kind in listed() for pattern in addresses(kind)),
]
