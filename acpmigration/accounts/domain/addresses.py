"""The one address by which a person logs in, and whether it is theirs."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from acpmigration.accounts.enums import Role
from acpmigration.accounts.models import User


@transaction.atomic
def take_address(*, user: User, is_confirmed: bool) -> EmailAddress:
    """Make the address that stands in the person's row the only one to log in by.

    An address that is not confirmed is confirmed by a mail at the next log-in.
    """
    EmailAddress.objects.filter(user_id=user.pk).exclude(email=user.email).delete()
    address, _made = EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": is_confirmed, "primary": True}
    )
    return address


@transaction.atomic
def give_way(*, address: EmailAddress) -> None:
    """Remove accounts that claim an address without ever having confirmed it.

    To be called once somebody has proven to read its mail.
    """
    rivals = _never_confirmed().filter(email=address.email).exclude(pk=address.user_id)
    rivals.delete()


@transaction.atomic
def remove_unconfirmed(*, before: datetime, dry_run: bool = False) -> int:
    """Remove accounts that were opened before then and never confirmed; return how many."""
    forgotten = list(_never_confirmed().filter(date_joined__lt=before))
    if dry_run:
        return len(forgotten)
    for user in forgotten:
        user.delete()
    return len(forgotten)


def _never_confirmed() -> QuerySet[User]:
    confirmed = EmailAddress.objects.filter(user_id=OuterRef("pk"), verified=True)
    return User.objects.filter(~Exists(confirmed), role=Role.NONE, last_login__isnull=True)
