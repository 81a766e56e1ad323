"""Tokens: what a program shows instead of a log-in, made and revoked by its person."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import OperationalError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.models import ApiToken, User
from acpmigration.pages.domain.audit import record
from acpmigration.patience import impatient
from acpmigration.refusals import NotNow

MADE, REVOKED = "accounts.token-made", "accounts.token-revoked"
# Programs that look for secrets in published code know them by it.
PREFIX = "acpeu_"
TOKEN_BYTES = 32
# How long a token may hold, in days.
LIVES = (30, 90, 365)
MOST = 10
# Use is written down once a minute at most.
NOTED_EVERY = timedelta(minutes=1)
# Its person reads meanwhile why a program is refused.
KEPT_AFTER_THE_END = timedelta(days=30)


@transaction.atomic
def make_token(*, name: str, days: int, by: User, at: datetime) -> str:
    """Return a new token; one that was made before under this name works no more.

    Only its hash is kept: nobody can be shown it a second time.

    :raises NotNow: if the person has as many as one can have.
    """
    # Two at once may not both be the last one.
    held = User.objects.select_for_update().get(pk=by.pk)
    others = held.api_tokens.exclude(name=name)
    if sum(holds(token, at) for token in others) >= MOST:
        raise NotNow(_("You have ten tokens already: revoke one that nothing uses."))
    token = f"{PREFIX}{secrets.token_urlsafe(TOKEN_BYTES)}"
    made, _is_new = ApiToken.objects.update_or_create(
        person=held,
        name=name,
        defaults={
            "token_hash": _hash(token),
            "standing": _standing(held),
            "made_at": at,
            "expires_at": at + timedelta(days=days),
            "used_at": None,
        },
    )
    record(event=MADE, by=by, subject=made, at=at)
    return token


@transaction.atomic
def revoke_token(*, pk: int, by: User, at: datetime) -> None:
    """Have the person's token work no more; doing so again changes nothing."""
    token = ApiToken.objects.select_for_update().filter(person=by, pk=pk).first()
    if token is not None:
        record(event=REVOKED, by=by, subject=token, at=at)
        token.delete()


def person_of_token(token: str, at: datetime) -> User | None:
    """Whose token it is; nobody's, once it ran out or was revoked, or its person lost anything.

    Another password, role or second factor, "log out everywhere" and a closed account end all
    tokens of a person for good, as they end the sessions.
    """
    found = (
        ApiToken.objects.filter(token_hash=_hash(token), expires_at__gt=at)
        .select_related("person")
        .first()
    )
    if found is None or not found.person.is_active or found.standing != _standing(found.person):
        return None
    _note_use(found, at)
    return found.person


def holds(token: ApiToken, at: datetime) -> bool:
    """Whether a person's own token still opens anything."""
    return token.expires_at > at and token.standing == _standing(token.person)


def ended_tokens(at: datetime) -> QuerySet[ApiToken]:
    """Those that ran out so long ago that nobody looks for the reason any more."""
    return ApiToken.objects.filter(expires_at__lte=at - KEPT_AFTER_THE_END)


def _note_use(token: ApiToken, at: datetime) -> None:
    """Who only reads does not wait for whoever holds the database."""
    if token.used_at is not None and at - token.used_at < NOTED_EVERY:
        return
    unnoted = Q(used_at__isnull=True) | Q(used_at__lte=at - NOTED_EVERY)
    try:
        with impatient():
            ApiToken.objects.filter(unnoted, pk=token.pk).update(used_at=at)
    except OperationalError:
        return


def _hash(token: str) -> str:
    # As hard to guess as the hash itself, so that it needs no salt and is found by an index.
    return sha256(token.encode("utf-8", "surrogateescape")).hexdigest()


def _standing(person: User) -> str:
    """What every token is checked against, as every session is."""
    seen = f"{person.password}:{person.role}:{person.sessions_ended}"
    return sha256(seen.encode()).hexdigest()
