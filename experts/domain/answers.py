"""Keeping what a person answered: all of what was sent at once, or nothing of it."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol, TypeVar

from django.db import transaction

from acpmigration.accounts.models import User
from experts.domain.transitions import Actor, lock, require_actor
from experts.models import Expert


class Answers(Protocol):
    """What was sent, bound to the profile as it is stored now."""

    def is_valid(self) -> bool: ...

    def save(self) -> None: ...


Sent = TypeVar("Sent", bound=Answers)


@transaction.atomic
def keep_answers(*, expert: Expert, read: Callable[[Expert], Sent], by: User, at: datetime) -> Sent:
    """Bind what was sent to the locked profile and store it if all of it is in order.

    :raises NotYours: for anybody else's profile.
    :raises NotNow: if the person has withdrawn in another tab.
    """
    locked = lock(expert)
    require_actor(locked, Actor.OWN, by)
    locked.version += 1
    locked.changed_at = at
    if locked.is_draft:
        # Whoever goes on is warned anew before the draft is erased.
        locked.times_asked = 0
    sent = read(locked)
    if sent.is_valid():
        sent.save()
    return sent
