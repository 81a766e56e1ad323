"""Deciding on a profile that was sent; the person is told each time, and why."""

from datetime import datetime

from django.db import transaction

from acpmigration.accounts.models import User
from acpmigration.pages.domain.audit import record
from experts.domain.messages import tell
from experts.domain.transitions import lock, move
from experts.enums import ExpertVerb
from experts.models import Expert, ExpertEvent


@transaction.atomic
def take_under_review(*, expert: Expert, by: User, at: datetime) -> ExpertEvent:
    """Show the person and the colleagues that somebody reads the profile.

    :raises Refusal: as ``transitions.move`` does; so do all functions here.
    """
    return _decide(expert, ExpertVerb.REVIEW, by, at)


@transaction.atomic
def accept(*, expert: Expert, by: User, at: datetime) -> ExpertEvent:
    """Make the profile active: it can be found from now on, until it has to be confirmed."""
    return _decide(expert, ExpertVerb.ACCEPT, by, at)


@transaction.atomic
def decline(*, expert: Expert, by: User, at: datetime, reason: str) -> ExpertEvent:
    """Keep the profile out of the roster; the person may mend it and send it again."""
    return _decide(expert, ExpertVerb.DECLINE, by, at, reason)


@transaction.atomic
def ask_correction(*, expert: Expert, by: User, at: datetime, reason: str) -> ExpertEvent:
    """Give the profile back to the person with what has to be mended."""
    return _decide(expert, ExpertVerb.ASK, by, at, reason)


def _decide(
    expert: Expert, verb: ExpertVerb, by: User, at: datetime, reason: str = ""
) -> ExpertEvent:
    locked = lock(expert)
    event = move(expert=locked, verb=verb, by=by, at=at, note=reason)
    tell(
        expert=locked,
        template=f"experts/{locked.state}",
        at=at,
        reason=event.note,
        active_until=locked.active_until,
    )
    record(event=f"experts.profile-{verb.value}", by=by, subject=locked, at=at)
    return event
