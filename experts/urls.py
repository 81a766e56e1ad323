"""Addresses of the roster."""

from django.urls import path

from acpmigration.public import kept_page
from experts.views import confirmation, invitation, me, register
from experts.views.public import roster

app_name = "experts"
urlpatterns = [
    path("experts/", kept_page(roster), name="roster"),
    path("experts/register/", register.register, name="register"),
    path("experts/me/", me.me, name="me"),
    path("experts/me/send/", register.send, name="send"),
    path("experts/me/confirm/", me.confirm_own, name="confirm-own"),
    path("experts/me/pause/", me.pause_own, name="pause"),
    path("experts/me/resume/", me.resume_own, name="resume"),
    path("experts/me/contact/", me.choose_contact, name="contact"),
    path("experts/me/withdraw/", me.withdraw, name="withdraw"),
    path("experts/me/data/", me.data, name="data"),
    path("experts/me/data.json", me.data_json, name="data-json"),
    path("experts/me/data.zip", me.data_zip, name="data-zip"),
    path("experts/me/cv", me.own_cv, name="own-cv"),
    path("experts/me/<slug:slug>/", register.answers, name="answers"),
    path("experts/withdrawn/", confirmation.withdrawn, name="withdrawn"),
    path("experts/confirm/<str:token>/", confirmation.confirm_by_link, name="confirm"),
    path("experts/invitations/<str:token>/", invitation.answer_by_link, name="invitation"),
]
