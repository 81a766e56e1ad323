"""A person is invited by mail and chooses the password: nobody else ever knows it."""

from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.domain.addresses import take_address
from acpmigration.accounts.models import User
from acpmigration.refusals import Refusal

SALT = "acpmigration.accounts.invitations"
HOLDS = timedelta(days=7)


class InvitationRefused(Refusal):
    """The link was forged, is too old, or was used already."""


def invitation_key(*, user: User) -> str:
    """What the link of an invitation carries: it holds until the person has a password."""
    return signing.dumps([user.pk, _state(user)], salt=SALT)


def invited(*, key: str) -> User:
    """Return whom the link invites.

    :raises InvitationRefused: if it does not hold.
    """
    try:
        number, state = signing.loads(key, salt=SALT, max_age=HOLDS)
    except signing.BadSignature as forged:
        raise InvitationRefused(_("This invitation does not hold any more.")) from forged
    user = User.objects.filter(pk=number, is_active=True).first()
    if user is None or _state(user) != state:
        raise InvitationRefused(_("This invitation does not hold any more."))
    return user


@transaction.atomic
def accept_invitation(*, key: str, password: str) -> User:
    """Set the password of whom the link invites; its mail has shown that the address is theirs.

    :raises InvitationRefused: if it does not hold.
    """
    # Pressed twice, the link works once.
    User.objects.select_for_update().filter(pk=invited(key=key).pk).first()
    user = invited(key=key)
    user.set_password(password)
    user.save()
    take_address(user=user, is_confirmed=True)
    return user


def _state(user: User) -> str:
    seen = f"{user.email}:{user.password}"
    return salted_hmac(SALT, seen, algorithm="sha256").hexdigest()[:32]
