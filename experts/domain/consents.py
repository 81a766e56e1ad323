"""Agreeing to a text, and taking it back."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.models import User
from acpmigration.refusals import NotNow
from experts.domain.transitions import Actor, lock, require_actor
from experts.enums import ConsentKey
from experts.models import Consent, ConsentText, Expert

ENGLISH = "en"
# Without these nobody can be in the roster; the other is a choice.
NEEDED = (ConsentKey.ROSTER, ConsentKey.TRUTH)


def texts_in_force(*, language: str, at: datetime) -> dict[str, ConsentText]:
    """The text of each key to agree to now, in English where it is not translated."""
    found: dict[str, ConsentText] = {}
    for text in ConsentText.objects.in_force(at).filter(language__in=[ENGLISH, language]):
        if text.language == language or text.key not in found:
            found[text.key] = text
    return found


@transaction.atomic
def give_consents(
    *, expert: Expert, texts: Iterable[ConsentText], by: User, at: datetime
) -> list[Consent]:
    """Record that the person agreed to exactly these texts; an older version is replaced.

    :raises NotYours: if the profile is somebody else's.
    """
    locked = lock(expert)
    require_actor(locked, Actor.OWN, by)
    given = []
    for text in texts:
        same_key = Consent.objects.in_force().filter(expert=locked, text__key=text.key)
        if (found := same_key.filter(text=text).first()) is not None:
            given.append(found)
            continue
        same_key.update(withdrawn_at=at)
        given.append(Consent.objects.create(expert=locked, text=text, given_at=at))
    return given


@transaction.atomic
def withdraw_consent(*, expert: Expert, key: ConsentKey, by: User, at: datetime) -> None:
    """Take back what is a choice.

    :raises NotNow: for what the roster cannot do without: that is to withdraw altogether.
    """
    locked = lock(expert)
    require_actor(locked, Actor.OWN, by)
    if key in NEEDED:
        raise NotNow(_("The roster needs this. To take it back, withdraw from the roster."))
    Consent.objects.in_force().filter(expert=locked, text__key=key).update(withdrawn_at=at)


def still_agreed(*, expert: Expert, at: datetime) -> dict[str, Consent]:
    """What the person need not be asked again: in force, and so is the text, in its language."""
    current = ConsentText.objects.in_force(at)
    rows = expert.consents.in_force().filter(text__in=current).select_related("text")
    return {consent.text.key: consent for consent in rows}


def consents_of(expert: Expert) -> dict[str, Consent]:
    """What is in force, by key."""
    rows = expert.consents.in_force().select_related("text")
    return {consent.text.key: consent for consent in rows}
