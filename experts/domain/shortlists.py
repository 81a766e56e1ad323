"""Shortlists: what is asked for, whom staff consider, and why somebody was chosen or not."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.models import User
from acpmigration.pages.domain.audit import record
from acpmigration.permissions import edits_everything
from acpmigration.reference.models import Topic, Typology
from acpmigration.refusals import NotNow, NotYours, Refusal, locked
from experts.domain.running import lock_running
from experts.domain.transitions import Actor, lock, require_actor
from experts.enums import Decision
from experts.models import Choice, ChoiceEvent, Expert, Shortlist
from experts.models.deployment import STAGES
from technical_assistance.enums import StageKind
from technical_assistance.models import Intervention

if TYPE_CHECKING:
    from django.utils.functional import Promise


class DatesRefused(Refusal):
    """Both ends of a span or neither, the first before the last."""


class ChangedMeanwhile(Refusal):
    """Somebody saved the record after this form was opened."""


class ReasonMissing(Refusal):
    """Every decision on a person says why."""


@transaction.atomic
def make_shortlist(
    *, intervention: Intervention, stage: StageKind, by: User, at: datetime
) -> Shortlist:
    """Begin a shortlist that asks for what the intervention is about.

    :raises NotNow: if the stage has one already or sends no experts, or nothing is done any more.
    """
    _require_editor(by)
    locked = lock_running(intervention)
    if stage not in STAGES:
        raise NotNow(_("Experts are deployed to stages iii and iv only."))
    if Shortlist.objects.filter(intervention=locked, stage=stage).exists():
        raise NotNow(_("This stage has a shortlist already."))
    made = Shortlist.objects.create(intervention=locked, stage=stage, made_at=at, made_by=by)
    made.topics.set(locked.topics.all())
    made.typologies.set(locked.typologies.all())
    record(event="experts.shortlist-made", by=by, subject=made, at=at)
    return made


@transaction.atomic
def change_criteria(
    *,
    shortlist: Shortlist,
    version: int,
    topics: Iterable[Topic],
    typologies: Iterable[Typology],
    language: str,
    level: int | None,
    starts_on: date | None,
    ends_before: date | None,
    by: User,
    at: datetime,
) -> Shortlist:
    """Ask for something else; who is on the list stays on it.

    :raises ChangedMeanwhile: if ``version`` is not what is stored.
    :raises DatesRefused: for dates that are no span.
    """
    _require_editor(by)
    held = locked(Shortlist.objects.all(), shortlist.pk)
    if held.version != version:
        raise ChangedMeanwhile(
            _("Somebody changed these criteria meanwhile. Open them again to see how.")
        )
    if (starts_on is None) != (ends_before is None):
        raise DatesRefused(_("These two belong together: fill in both or neither."))
    if starts_on and ends_before and starts_on >= ends_before:
        raise DatesRefused(_("The end is before the beginning."))
    held.language, held.level = language, level if language else None
    held.starts_on, held.ends_before = starts_on, ends_before
    held.version += 1
    held.save()
    held.topics.set(topics)
    held.typologies.set(typologies)
    record(event="experts.shortlist-changed", by=by, subject=held, at=at)
    return held


@transaction.atomic
def add_to_shortlist(
    *, shortlist: Shortlist, expert: Expert, reason: str, by: User, at: datetime
) -> Choice:
    """Put a person on the list, with the reason.

    :raises NotNow: for who is on it already, or cannot be found at the moment.
    :raises NotYours: for oneself.
    :raises ReasonMissing: without a reason.
    """
    locked = lock(expert)
    require_actor(locked, Actor.STAFF, by)
    _require_available(
        locked, _("Only people whose profile is active and not paused can be short-listed.")
    )
    if Choice.objects.filter(shortlist=shortlist, expert=locked).exists():
        raise NotNow(_("This expert is on the shortlist already."))
    choice = Choice(shortlist=shortlist, expert=locked)
    return _decide(choice, Decision.LISTED, reason, by, at)


@transaction.atomic
def decide(*, choice: Choice, decision: Decision, reason: str, by: User, at: datetime) -> Choice:
    """Choose the person, leave the person out, or put the person back on the list.

    :raises NotNow: if that is decided already, the person has withdrawn, or is to be chosen and
        cannot be found at the moment.
    :raises ReasonMissing: without a reason.
    """
    locked = Choice.objects.select_for_update().filter(pk=choice.pk).first()
    if locked is None:
        raise NotNow(_("This person is not on the shortlist any more."))
    require_actor(locked.expert, Actor.STAFF, by)
    if locked.decision == decision:
        raise NotNow(_("This is decided already."))
    if decision == Decision.CHOSEN:
        _require_available(
            locked.expert, _("Only people whose profile is active and not paused can be chosen.")
        )
    return _decide(locked, decision, reason, by, at)


def _require_available(expert: Expert, sentence: "str | Promise") -> None:
    if not Expert.objects.available_to_match().filter(pk=expert.pk).exists():
        raise NotNow(sentence)


def _decide(choice: Choice, decision: Decision, reason: str, by: User, at: datetime) -> Choice:
    if not reason.strip():
        raise ReasonMissing(_("Say why."))
    said = {"decision": decision, "reason": reason.strip(), "at": at, "by": by}
    for name, value in said.items():
        setattr(choice, name, value)
    choice.save()
    ChoiceEvent.objects.create(choice=choice, **said)
    record(event=f"experts.choice-{decision.value}", by=by, subject=choice.expert, at=at)
    return choice


def _require_editor(by: User) -> None:
    if not edits_everything(by):
        raise NotYours(_("Your role does not allow this."))
