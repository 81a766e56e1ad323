"""Links in the yearly mail: signed, expiring, for one confirmation. They never log anybody in.

And the mark on the page of withdrawing, by which its second press is known.
"""

import uuid
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from django.core import signing
from django.utils.dateparse import parse_datetime

from acpmigration.accounts.models import User
from experts.models import Expert

SALT = "experts.confirmation"
WITHDRAWAL = "experts.withdrawal"
# For so long whoever presses again is thanked again.
LATELY = timedelta(days=1)
# From the first mail until the profile is erased is longer; a fresh mail brings a fresh link.
VALID_FOR = timedelta(days=60)


class LinkState(StrEnum):
    GOOD = "good"
    EXPIRED = "expired"
    # Confirmed or answered since, taken back, or replaced by a later mail.
    USED = "used"
    FORGED = "forged"


class Link(NamedTuple):
    """What a token says; profile and person are known for every token that we signed."""

    state: LinkState
    expert: Expert | None = None
    user: User | None = None


def token_for(expert: Expert) -> str:
    """Sign the profile together with its last confirmation, so that the next one uses it up."""
    last = expert.confirmed_at.isoformat() if expert.confirmed_at else ""
    return signing.dumps([str(expert.pk), last], salt=SALT, compress=True)


def read_token(token: str) -> Link:
    """Tell what a link is good for; the profile may be gone."""
    try:
        written, last = signing.loads(token, salt=SALT)
        number = uuid.UUID(written)
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        return Link(LinkState.FORGED)
    expert = Expert.objects.select_related("user").filter(pk=number).first()
    if expert is None or expert.user is None:
        return Link(LinkState.FORGED)
    if not _is_last(expert, last):
        return Link(LinkState.USED, expert, expert.user)
    try:
        signing.loads(token, salt=SALT, max_age=VALID_FOR)
    except signing.SignatureExpired:
        return Link(LinkState.EXPIRED, expert, expert.user)
    return Link(LinkState.GOOD, expert, expert.user)


def was_just_confirmed(link: Link, at: datetime) -> bool:
    """Whether the link is used up by a press that the person still remembers."""
    confirmed = link.expert.confirmed_at if link.expert else None
    return link.state is LinkState.USED and confirmed is not None and confirmed > at - LATELY


def withdrawal_of(expert: Expert) -> str:
    """Mark the page on which a profile is erased with the profile it was made for."""
    return signing.dumps(str(expert.pk), salt=WITHDRAWAL)


def is_erased(mark: str) -> bool:
    """Whether the profile is gone whose page was marked so: its log-in is gone too."""
    try:
        number = uuid.UUID(signing.loads(mark, salt=WITHDRAWAL))
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        return False
    return not Expert.objects.filter(pk=number).exists()


def _is_last(expert: Expert, written: str) -> bool:
    last: datetime | None = parse_datetime(written) if written else None
    return last == expert.confirmed_at
