"""What can happen to a profile, from which state to which, and by whom: all of it, in one table."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.models import SYSTEM_EMAIL, User
from acpmigration.dates import day_of
from acpmigration.permissions import edits_everything
from acpmigration.refusals import NotNow, NotYours, Refusal
from experts.domain.settings import roster_settings
from experts.enums import ExpertState, ExpertVerb
from experts.models import Expert, ExpertEvent

if TYPE_CHECKING:
    from django.utils.functional import Promise

S, V = ExpertState, ExpertVerb
UNDECIDED = frozenset(S.undecided())
DECIDED = _("This profile is not waiting for a decision.")


class Actor:
    """Who may: the person, the staff, or the portal by itself."""

    OWN = "own"
    STAFF = "staff"
    SYSTEM = "system"


@dataclass(frozen=True)
class Transition:
    """From these states to that one; ``None`` leaves the state as it is."""

    sources: frozenset[ExpertState]
    target: ExpertState | None
    actor: str
    refusal: "str | Promise"
    needs_note: bool = False


TRANSITIONS: dict[ExpertVerb, Transition] = {
    V.SUBMIT: Transition(
        frozenset({S.DRAFT, S.CORRECTION_ASKED, S.DECLINED}),
        S.RECEIVED,
        Actor.OWN,
        _("Your profile has been sent already."),
    ),
    V.REVIEW: Transition(frozenset({S.RECEIVED}), S.UNDER_REVIEW, Actor.STAFF, DECIDED),
    V.ASK: Transition(UNDECIDED, S.CORRECTION_ASKED, Actor.STAFF, DECIDED, needs_note=True),
    V.ACCEPT: Transition(UNDECIDED, S.ACTIVE, Actor.STAFF, DECIDED),
    V.DECLINE: Transition(UNDECIDED, S.DECLINED, Actor.STAFF, DECIDED, needs_note=True),
    V.CONFIRM: Transition(
        frozenset({S.ACTIVE, S.EXPIRED}),
        S.ACTIVE,
        Actor.OWN,
        _("Only a profile that was accepted can be confirmed."),
    ),
    V.EXPIRE: Transition(
        frozenset({S.ACTIVE}), S.EXPIRED, Actor.SYSTEM, _("Only an active profile can expire.")
    ),
    V.PAUSE: Transition(
        frozenset(S.registered()), None, Actor.OWN, _("Only a profile that was sent can be paused.")
    ),
    V.RESUME: Transition(
        frozenset(S.registered()), None, Actor.OWN, _("Only a paused profile can be resumed.")
    ),
    V.MERGE: Transition(
        frozenset(S.registered()),
        None,
        Actor.STAFF,
        _("Only profiles that were sent can be joined."),
    ),
}


class NoteMissing(Refusal):
    """The expert is owed a reason."""


def lock(expert: Expert) -> Expert:
    """Read the row afresh and hold it: whoever comes second sees what the first did.

    :raises NotNow: if the person has withdrawn meanwhile.
    """
    locked = Expert.objects.select_for_update().filter(pk=expert.pk).first()
    if locked is None:
        raise NotNow(_("This profile is not here any more: the person has withdrawn."))
    return locked


def require_actor(expert: Expert, actor: str, by: User) -> None:
    """:raises NotYours: with the sentence for the person who asked."""
    allowed = {
        Actor.OWN: expert.user_id is not None and expert.user_id == by.pk,
        Actor.STAFF: edits_everything(by),
        Actor.SYSTEM: by.email == SYSTEM_EMAIL,
    }
    if not allowed[actor]:
        raise NotYours(_("Your role does not allow this."))
    if actor == Actor.STAFF and expert.user_id == by.pk:
        raise NotYours(_("This is your own profile: somebody else has to decide on it."))


def move(
    *, expert: Expert, verb: ExpertVerb, by: User, at: datetime, note: str = ""
) -> ExpertEvent:
    """Do what the table allows to a locked profile, and write it into the list of its events.

    :raises NotYours: if ``by`` may not.
    :raises NotNow: from a state that the table does not name.
    :raises NoteMissing: when the expert is owed a reason and there is none.
    """
    transition = TRANSITIONS[verb]
    require_actor(expert, transition.actor, by)
    if expert.state not in transition.sources:
        raise NotNow(transition.refusal)
    if transition.needs_note and not note.strip():
        raise NoteMissing(_("Say why: the expert reads it."))
    if transition.target is not None:
        expert.move_to(transition.target, at)
    if verb in (V.ACCEPT, V.CONFIRM):
        expert.confirmed_at, expert.times_asked, expert.asked_at = at, 0, None
        expert.active_until = until(day_of(at))
    expert.version += 1
    expert.save()
    return ExpertEvent.objects.create(expert=expert, verb=verb, at=at, by=by, note=note.strip())


def until(confirmed_on: date) -> date:
    """The day on which a profile confirmed then expires, unless it is confirmed again."""
    return confirmed_on + relativedelta(months=roster_settings().expire_months)
