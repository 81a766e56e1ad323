"""Addresses of the workspace's API."""

from django.urls import path

from acpmigration.open_data.kept import in_asked_language
from acpmigration.open_data.private import private_data
from technical_assistance.api.coordination.views import InterventionsAtWork, Progress

app_name = "api-coordination"
urlpatterns = [
    path(
        "interventions/",
        private_data(in_asked_language(InterventionsAtWork.as_view({"get": "list"}))),
        name="interventions",
    ),
    path(
        "interventions/<slug:slug>/",
        private_data(in_asked_language(InterventionsAtWork.as_view({"get": "retrieve"}))),
        name="intervention",
    ),
    path(
        "interventions/<slug:slug>/progress/",
        private_data(in_asked_language(Progress.as_view({"get": "list", "post": "create"}))),
        name="progress",
    ),
]
