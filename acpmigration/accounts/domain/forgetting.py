"""Taking a person out of the portal for good."""

import json
import uuid

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import ProtectedError

from acpmigration.accounts.domain.sessions import end_sessions
from acpmigration.accounts.enums import Role
from acpmigration.accounts.models import ApiToken, User
from acpmigration.pages.domain.kept import forget_typing
from acpmigration.pages.models import OutgoingMail


@transaction.atomic
def forget_person(user: User) -> None:
    """Erase the log-in and all that hangs on it; what was done with it stays, without the person.

    Whoever has a role keeps the log-in: staff who leave the roster are still staff. What they typed
    and have not sent is gone: it may be of the roster.
    """
    forget_typing(owner=user)
    if user.role != Role.NONE:
        return
    end_sessions(user=user)
    _end_unfinished_visits(user)
    # What the back-office noted when an administrator changed the person: it holds the address.
    about = ContentType.objects.get_for_model(User)
    LogEntry.objects.filter(content_type=about, object_id=str(user.pk)).delete()
    try:
        with transaction.atomic():
            user.delete()
    except ProtectedError:
        _make_nameless(user)


def _end_unfinished_visits(user: User) -> None:
    """Forget browsers in which somebody began to log in or to sign up with an address of theirs.

    They belong to nobody yet; what a session holds is packed, so all of them are read.
    """
    claimed = EmailAddress.objects.filter(user_id=user.pk).values_list("email", flat=True)
    addresses = {user.email.lower(), *(address.lower() for address in claimed)}
    holding = [
        session.pk
        for session in Session.objects.iterator()
        if any(address in json.dumps(session.get_decoded()).lower() for address in addresses)
    ]
    Session.objects.filter(pk__in=holding).delete()


def _make_nameless(user: User) -> None:
    """For a former coordinator: entries of logs keep pointing at somebody."""
    user.email = f"erased-{uuid.uuid4().hex}@acpmigration.invalid"
    user.name = ""
    user.is_active = False
    user.set_unusable_password()
    user.regions.clear()
    user.save()
    EmailAddress.objects.filter(user_id=user.pk).delete()
    Authenticator.objects.filter(user_id=user.pk).delete()
    UserSession.objects.filter(user_id=user.pk).delete()
    ApiToken.objects.filter(person_id=user.pk).delete()
    OutgoingMail.objects.filter(person_id=user.pk).delete()
