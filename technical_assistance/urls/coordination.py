"""Addresses of the coordinators' workspace."""

from django.urls import path

from acpmigration.public import public_page
from technical_assistance.views.coordination import (
    board,
    calendars,
    choice,
    entries,
    focal_points,
    follow_ups,
    hand_over,
    interventions,
    mails,
    notes,
    offline,
    people,
    progress,
    request_steps,
    requests,
    tokens,
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
    path("requests/receive/", request_steps.receive, name="request-receive"),
    path("requests/<slug:slug>/", requests.detail, name="request-detail"),
    path("requests/<slug:slug>/letter/", requests.letter, name="request-letter"),
    path("requests/<slug:slug>/<slug:verb>/", request_steps.step, name="request-step"),
    # Follow-ups, people, hand-over
    path("follow-ups/", follow_ups.follow_up_list, name="follow-up-list"),
    path("follow-ups/<int:pk>/done/", follow_ups.done, name="follow-up-done"),
    path("interventions/<slug:slug>/follow-ups/add/", follow_ups.add, name="follow-up-add"),
    path("interventions/<slug:slug>/people/", people.people, name="people"),
    path("interventions/<slug:slug>/people/entity/", people.entity, name="entity"),
    path(
        "interventions/<slug:slug>/people/focal-points/add/",
        focal_points.add,
        name="focal-point-add",
    ),
    path("focal-points/<int:pk>/", focal_points.change, name="focal-point-change"),
    path("focal-points/<int:pk>/remove/", focal_points.remove, name="focal-point-remove"),
    path("interventions/<slug:slug>/note/", notes.note, name="note"),
    path("hand-over/", hand_over.hand_over, name="hand-over"),
    path("hand-over/<int:pk>/", hand_over.detail, name="hand-over-detail"),
    path("hand-over/<int:pk>/notes/", notes.of_hand_over, name="hand-over-note"),
    # Mails and calendar
    path("mails/", mails.mails, name="mails"),
    path(
        "interventions/<slug:slug>/subscription/",
        mails.subscription,
        name="subscription",
    ),
    path("calendar/", calendars.calendar, name="calendar"),
    path("calendar/revoke/", calendars.calendar_revoke, name="calendar-revoke"),
    path("calendar/<str:token>.ics", calendars.calendar_file, name="calendar-file"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/<int:pk>/revoke/", tokens.token_revoke, name="token-revoke"),
    # The browser's queue and its worker
    path("outbox/", offline.outbox, name="outbox"),
    path("worker.js", public_page(offline.worker), name="worker"),
]
