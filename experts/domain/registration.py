"""Joining the roster: a draft of the person's own, then sending it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.models import User
from acpmigration.refusals import NotNow, Refusal
from experts.domain.completeness import needed_by
from experts.domain.consents import NEEDED, give_consents, still_agreed
from experts.domain.messages import tell
from experts.domain.settings import roster_settings
from experts.domain.transitions import lock, move
from experts.enums import ExpertVerb
from experts.models import ConsentText, Expert

CLOSED = _("The roster is closed at the moment: nobody new can register.")


class Incomplete(Refusal):
    """Answers or consents are missing without which a profile cannot be sent."""


@transaction.atomic
def start_profile(*, user: User, at: datetime) -> Expert:
    """Return the person's profile, an empty draft for who has none; two tabs make one.

    :raises NotNow: if there is none and the roster is closed.
    """
    if (found := Expert.objects.filter(user=user).first()) is not None:
        return found
    if not roster_settings().is_open:
        raise NotNow(CLOSED)
    made, _is_new = Expert.objects.get_or_create(
        user=user, defaults={"state_since": at, "changed_at": at, "name": user.name}
    )
    return made


@transaction.atomic
def submit(*, expert: Expert, texts: Iterable[ConsentText], by: User, at: datetime) -> Expert:
    """Send the profile for review, with the texts that the person has just agreed to.

    What was agreed to before and is in force still counts.

    :raises Incomplete: with a sentence for each answer or consent that is missing.
    :raises NotNow: if it was sent already, or is new while the roster is closed.
    """
    locked = lock(expert)
    agreed = list(texts)
    if locked.is_draft and not roster_settings().is_open:
        raise NotNow(CLOSED)
    missing = [one.sentence for one in needed_by(locked)]
    known = {text.key for text in agreed} | set(still_agreed(expert=locked, at=at))
    if set(NEEDED) - known:
        missing.append(_("Without your consent and your statement we cannot keep your profile."))
    if missing:
        raise Incomplete(*missing)
    give_consents(expert=locked, texts=agreed, by=by, at=at)
    locked.submitted_at = locked.submitted_at or at
    move(expert=locked, verb=ExpertVerb.SUBMIT, by=by, at=at)
    tell(expert=locked, template="experts/received", at=at, days=roster_settings().review_days)
    return locked
