"""Mails about an account that no page of allauth sends."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import override

from acpmigration.accounts.domain.invitations import HOLDS, invitation_key
from acpmigration.accounts.models import User


def send_invitation(request: HttpRequest, user: User) -> None:
    """Send the link by which the person chooses a password, in the person's language."""
    with override(user.language):
        path = reverse("account_invitation", args=[invitation_key(user=user)])
    context = {"invitation_url": request.build_absolute_uri(path), "days": HOLDS.days}
    get_adapter().send_mail("account/email/invitation", user.email, context)


def tell_of_removed_second_factor(request: HttpRequest, user: User) -> None:
    """A person who did not ask for it has to learn of it."""
    with override(user.language):
        path = reverse("account_home")
    context = {"account_url": request.build_absolute_uri(path)}
    get_adapter().send_mail("account/email/second_factor_removed", user.email, context)
