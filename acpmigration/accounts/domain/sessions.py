"""Where a person is logged in, and how that ends."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from acpmigration.accounts.models import User


@transaction.atomic
def end_sessions(*, user: User) -> None:
    """Log the person out everywhere: the next click with any session asks to log in again."""
    User.objects.filter(pk=user.pk).update(sessions_ended=F("sessions_ended") + 1)
    user.refresh_from_db(fields=["sessions_ended"])
    for session in UserSession.objects.filter(user_id=user.pk):
        session.end()


def ended_sessions() -> QuerySet[UserSession]:
    """Return what is still known of browsers whose session is gone."""
    going_on = Session.objects.filter(session_key=OuterRef("session_key"))
    return UserSession.objects.filter(~Exists(going_on))
