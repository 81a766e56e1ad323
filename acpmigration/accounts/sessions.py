"""What a session remembers of its person: since when, until when, and by which proof."""

from dataclasses import dataclass
from datetime import timedelta

from allauth.account.internal.flows import login as proofs
from allauth.usersessions.models import UserSession
from django.contrib.auth import update_session_auth_hash
from django.db import OperationalError
from django.http import HttpRequest
from django.utils import timezone

from acpmigration.accounts.domain.sessions import end_sessions
from acpmigration.accounts.models import User
from acpmigration.patience import impatient

BEGAN = "began"
SEEN = "seen"
# Looking at pages is written down once a minute at most.
NOTED_EVERY = 60
SECOND_FACTOR = "mfa"
# What counts as having just shown who one is.
RECENT = 300


@dataclass(frozen=True)
class Limits:
    """A session ends when nothing was asked for so long, and in any case after so long."""

    idle: timedelta
    whole: timedelta


OF_STAFF = Limits(idle=timedelta(minutes=30), whole=timedelta(hours=12))
OF_OTHERS = Limits(idle=timedelta(hours=12), whole=timedelta(days=14))


def limits_of(user: User) -> Limits:
    return OF_STAFF if user.needs_second_factor else OF_OTHERS


def is_over(request: HttpRequest, now: float) -> bool:
    limits = limits_of(person_of(request))
    began, seen = (request.session.get(key, now) for key in (BEGAN, SEEN))
    return now - seen > limits.idle.total_seconds() or now - began > limits.whole.total_seconds()


def note(request: HttpRequest, now: float) -> None:
    """Remember that the session is in use, unless somebody holds the database: reading goes on."""
    if now - request.session.get(SEEN, 0) < NOTED_EVERY:
        return
    try:
        with impatient():
            UserSession.objects.filter(session_key=request.session.session_key).update(
                last_seen_at=timezone.now()
            )
    except OperationalError:
        return
    request.session[SEEN] = now
    request.session.setdefault(BEGAN, now)


def end_other_sessions(request: HttpRequest) -> None:
    """Log the person out everywhere but here."""
    user = person_of(request)
    end_sessions(user=user)
    update_session_auth_hash(request, user)
    UserSession.objects.create_from_request(request)


def has_second_factor(request: HttpRequest) -> bool:
    """Tell whether this very session has shown a code, without asking the database."""
    records = proofs.get_authentication_records(request, person_of(request))
    return any(record["method"] == SECOND_FACTOR for record in records)


def note_second_factor(request: HttpRequest) -> None:
    """Setting one up shows a code of it too."""
    proofs.record_authentication(request, person_of(request), SECOND_FACTOR)


def forget_second_factor(request: HttpRequest) -> None:
    records = proofs.get_authentication_records(request, person_of(request))
    request.session[proofs.AUTHENTICATION_METHODS_SESSION_KEY] = [
        record for record in records if record["method"] != SECOND_FACTOR
    ]


def has_just_logged_in(request: HttpRequest, now: float) -> bool:
    records = proofs.get_authentication_records(request, person_of(request))
    return bool(records) and now - records[-1]["at"] < RECENT


def person_of(request: HttpRequest) -> User:
    """Return who is logged in, of whom the caller has made sure."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101  # for the types: views behind the log-in only
    return user
