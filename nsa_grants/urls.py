"""Addresses of Component 2."""

from django.urls import URLPattern

app_name = "nsa_grants"
urlpatterns: list[URLPattern] = []
