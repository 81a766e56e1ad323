"""Addresses of Component 3."""

from django.urls import URLPattern

app_name = "knowledge"
urlpatterns: list[URLPattern] = []
