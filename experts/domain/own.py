"""What a person may do to the own profile once it was sent."""

from datetime import datetime

from django.db import transaction

from acpmigration.accounts.models import User
from acpmigration.refusals import NotNow
from experts.domain.transitions import TRANSITIONS, lock, move
from experts.enums import ExpertVerb
from experts.models import Expert


@transaction.atomic
def confirm(*, expert: Expert, by: User, at: datetime) -> Expert:
    """Say that the profile is still correct; an expired one is active again.

    :raises NotNow: if it was never accepted.
    """
    locked = lock(expert)
    move(expert=locked, verb=ExpertVerb.CONFIRM, by=by, at=at)
    return locked


@transaction.atomic
def pause(*, expert: Expert, by: User, at: datetime) -> Expert:
    """Hide the profile from matching only; a paused one stays as it is."""
    locked = lock(expert)
    if not locked.is_paused:
        locked.paused_at = at
        move(expert=locked, verb=ExpertVerb.PAUSE, by=by, at=at)
    return locked


@transaction.atomic
def resume(*, expert: Expert, by: User, at: datetime) -> Expert:
    """:raises NotNow: if the profile is not paused."""
    locked = lock(expert)
    if not locked.is_paused:
        raise NotNow(TRANSITIONS[ExpertVerb.RESUME].refusal)
    locked.paused_at = None
    move(expert=locked, verb=ExpertVerb.RESUME, by=by, at=at)
    return locked
