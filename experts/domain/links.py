"""Links in the yearly mail: signed, expiring, for one confirmation. They never log anybody in."""

import uuid
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from django.core import signing
from django.utils.dateparse import parse_datetime

from acpmigration.accounts.models import User
from experts.models import Expert

SALT = "experts.confirmation"
# From the first mail until the profile is erased is longer; a fresh mail brings a fresh link.
VALID_FOR = timedelta(days=60)


class LinkState(StrEnum):
    GOOD = "good"
    # Signed by us, but too old, or the profile was confirmed since.
    EXPIRED = "expired"
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


def _is_last(expert: Expert, written: str) -> bool:
    last: datetime | None = parse_datetime(written) if written else None
    return last == expert.confirmed_at
