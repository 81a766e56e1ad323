"""Erasing a person by hand: an administrator does it when the person asks on another way."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.enums import Role
from acpmigration.accounts.models import User
from acpmigration.refusals import NotYours
from experts.domain.erasure import erase
from experts.domain.transitions import lock
from experts.models import Expert


def may_erase(by: User) -> bool:
    return by.role == Role.ADMINISTRATOR and by.is_active


@transaction.atomic
def erase_by_hand(*, expert: Expert, by: User, at: datetime) -> str:
    """Erase the profile and the log-in; return the reference, which is all that is left to tell.

    :raises NotYours: for anybody but an administrator, and for the own profile, which is withdrawn.
    """
    locked = lock(expert)
    if not may_erase(by):
        raise NotYours(_("Only an administrator can erase a person."))
    if locked.user_id == by.pk:
        raise NotYours(_("This is your own profile: withdraw it on your own page."))
    reference = locked.reference
    erase(expert=locked, by=by, at=at, why="by-hand")
    return reference
