"""The code from a phone that stands beside the password."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.domain.sessions import end_sessions
from acpmigration.accounts.models import User
from acpmigration.pages.domain.audit import record
from acpmigration.refusals import Refusal


class SecondFactorKept(Refusal):
    """There is nothing to take away, or it is the own one."""


@transaction.atomic
def give_second_factor(*, user: User, secret: str) -> None:
    """Replace whatever the person had by this secret, with new recovery codes."""
    Authenticator.objects.filter(user_id=user.pk).delete()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)


@transaction.atomic
def remove_second_factor(*, user: User, by: User, at: datetime) -> None:
    """Take a lost phone's codes away: the password opens the page that sets up another one.

    That it was done stays in the audit trail.

    :raises SecondFactorKept: if the person has none, or is the one who asks.
    """
    if user.pk == by.pk:
        raise SecondFactorKept(
            _("Change your own second factor on the page of your account, or ask somebody else.")
        )
    found, _kinds = Authenticator.objects.filter(user_id=user.pk).delete()
    if not found:
        raise SecondFactorKept(_("This person has no second factor."))
    end_sessions(user=user)
    record(event="accounts.second-factor-removed", by=by, subject=user, at=at)
