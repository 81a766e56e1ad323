"""Addresses of the API: each kind of record that an app has made known."""

from django.urls import path

from acpmigration.open_data.kept import in_asked_language, public_data
from acpmigration.open_data.registry import viewsets

app_name = "api"
urlpatterns = [
    pattern
    for viewset in viewsets()
    for pattern in (
        path(
            f"{viewset.data_set.name}/",
            public_data(in_asked_language(viewset.as_view({"get": "list"}))),
            name=f"{viewset.data_set.name}-list",
        ),
        path(
            f"{viewset.data_set.name}/<slug:slug>/",
            public_data(in_asked_language(viewset.as_view({"get": "retrieve"}))),
            name=f"{viewset.data_set.name}-detail",
        ),
    )
]
