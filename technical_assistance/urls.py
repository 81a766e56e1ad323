"""Addresses of this app."""

from django.urls import URLPattern

app_name = "technical_assistance"
urlpatterns: list[URLPattern] = []
