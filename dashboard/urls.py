"""Addresses of the factsheet."""

from django.urls import path

from acpmigration.public import public_page
from dashboard import views

app_name = "dashboard"
urlpatterns = [
    path("", public_page(views.home), name="home"),
    path("regions/<slug:slug>/", public_page(views.region_detail), name="region-detail"),
    path("countries/<slug:slug>/", public_page(views.country_detail), name="country-detail"),
    path("topics/<slug:slug>/", public_page(views.topic_detail), name="topic-detail"),
]
