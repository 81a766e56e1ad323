"""Addresses of the coordinators' workspace."""

from django.urls import path

from acpmigration.public import public_page
from technical_assistance.views.coordination import (
    board,
    calendars,
    choice,
    entries,
    follow_ups,
    hand_over,
    interventions,
    mails,
    offline,
    progress,
    requests,
)

app_name = "coordination"
urlpatterns = [
    path("", board.board, name="board"),
    # The log of an intervention
    path("log/", choice.choose, name="progress-choose"),
    path("interventions/<slug:slug>/", interventions.detail, name="intervention-detail"),
    path("interventions/<slug:slug>/log/", progress.log, name="progress-log"),
    path("entries/<int:pk>/correct/", entries.correct, name="entry-correct"),
    path(
        "interventions/<slug:slug>/documents/<int:pk>/<str:filename>",
        interventions.document,
        name="document",
    ),
    # Requests
    path("requests/", requests.request_list, name="request-list"),
    # Follow-ups, people, hand-over
    path("follow-ups/", follow_ups.follow_up_list, name="follow-up-list"),
    path("hand-over/", hand_over.hand_over, name="hand-over"),
    # Mails and calendar
    path("mails/", mails.mails, name="mails"),
    path("calendar/", calendars.calendar, name="calendar"),
    # The browser's queue and its worker
    path("outbox/", offline.outbox, name="outbox"),
    path("worker.js", public_page(offline.worker), name="worker"),
]
