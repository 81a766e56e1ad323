"""Addresses of the coordinators' workspace."""

from django.urls import path

from technical_assistance.views.coordination import board, interventions, progress

app_name = "coordination"
urlpatterns = [
    path("", board.board, name="board"),
    path("log/", progress.choose, name="progress-choose"),
    path("interventions/<slug:slug>/", interventions.detail, name="intervention-detail"),
    path("interventions/<slug:slug>/log/", progress.log, name="progress-log"),
]
