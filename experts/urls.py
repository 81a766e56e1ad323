"""Addresses of the roster."""

from django.urls import path

from acpmigration.public import public_page
from experts.views.public import roster

app_name = "experts"
urlpatterns = [
    path("experts/", public_page(roster), name="roster"),
]
