"""What can be said of an intervention as a whole: notes, its end, its publication."""

import uuid
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.models import User
from acpmigration.dates import DatedFact
from acpmigration.publication import save_as
from acpmigration.refusals import NotNow
from technical_assistance.domain.log import (
    DateRefused,
    append,
    columns,
    lies_ahead,
    lock,
    position_of,
    recorded,
    require_not_in_future,
)
from technical_assistance.domain.requests import require_decision_date
from technical_assistance.domain.transitions import (
    INTERVENTIONS,
    OF_ANY_DAY,
    RECORDERS,
    require_right,
    require_transition,
)
from technical_assistance.enums import StageKind, Verb
from technical_assistance.models import AssistanceRequest, Intervention, ProgressEntry

# What is never recorded without its day.
CERTAIN = frozenset({Verb.CANCEL, Verb.RESUME})


@transaction.atomic
def add_note(
    *,
    intervention: Intervention,
    when: DatedFact | None,
    by: User,
    note: str,
    is_public: bool = False,
    key: uuid.UUID | None = None,
) -> ProgressEntry:
    """Add a line in words; never conflicts with anything.

    :raises Refusal: if there are no words.
    """
    locked = lock(intervention)
    require_right(by, INTERVENTIONS[Verb.NOTE].roles, locked)
    if entry := recorded(locked, key):
        return entry
    if not note.strip():
        raise NotNow(_("Write what happened."))
    return append(
        intervention=locked,
        verb=Verb.NOTE,
        when=when,
        by=by,
        note=note,
        is_public=is_public,
        key=key,
    )


def cancel_intervention(
    *,
    intervention: Intervention,
    when: DatedFact,
    by: User,
    today: date,
    reason: str,
    key: uuid.UUID | None = None,
) -> ProgressEntry:
    """Record that the intervention will not be finished; from that day it is not "implemented".

    :raises Refusal: without a reason, or if it is not ongoing.
    """
    return _change_status(Verb.CANCEL, intervention, when, by, today, reason, key)


def resume_intervention(
    *,
    intervention: Intervention,
    when: DatedFact,
    by: User,
    today: date,
    reason: str,
    key: uuid.UUID | None = None,
) -> ProgressEntry:
    """Record that a cancelled intervention goes on.

    :raises Refusal: without a reason, or if it is not cancelled.
    """
    return _change_status(Verb.RESUME, intervention, when, by, today, reason, key)


@transaction.atomic
def _change_status(
    verb: Verb,
    intervention: Intervention,
    when: DatedFact,
    by: User,
    today: date,
    reason: str,
    key: uuid.UUID | None,
) -> ProgressEntry:
    locked = lock(intervention)
    require_right(by, INTERVENTIONS[verb].roles, locked)
    if entry := recorded(locked, key):
        return entry
    state = position_of(locked).status
    require_transition(INTERVENTIONS[verb], state=state, reason=reason)
    require_not_in_future(when, today)
    return append(intervention=locked, verb=verb, when=when, by=by, note=reason, key=key)


@transaction.atomic
def correct_entry(
    *,
    entry: ProgressEntry,
    when: DatedFact | None,
    by: User,
    today: date,
    note: str,
    key: uuid.UUID | None = None,
) -> ProgressEntry:
    """Put another date or other words in the place of an entry; both stay in the log.

    The day of an acceptance is that of the request's decision too.

    :raises Refusal: if the entry was corrected before, the new date does not fit the order or is
        missing where one is needed, or the actor could not have recorded it.
    """
    locked = lock(entry.intervention)
    require_right(by, RECORDERS[Verb(entry.verb)], locked)
    if made := recorded(locked, key):
        return made
    if ProgressEntry.objects.filter(corrects=entry).exists():
        raise NotNow(_("This entry was corrected already: correct the correction."))
    if not note.strip():
        raise NotNow(_("Say what was wrong."))
    if (when, note.strip()) == (entry.effective, entry.note):
        raise NotNow(_("Nothing differs from the entry as it stands."))
    if entry.verb in CERTAIN and when is None:
        raise DateRefused(_("The intervention counts, or does not, from this day on: give one."))
    if entry.verb not in OF_ANY_DAY or _happened(entry, today):
        require_not_in_future(when, today)
    if entry.verb == Verb.ACCEPT:
        _correct_decision(locked, when, by, today)
    return append(
        intervention=locked,
        verb=Verb(entry.verb),
        stage=None if entry.stage is None else StageKind(entry.stage),
        when=when,
        by=by,
        note=note,
        is_public=entry.is_public,
        key=key,
        corrects=entry,
    )


def _happened(entry: ProgressEntry, today: date) -> bool:
    """A note of what has been stays one; only one of what was to come may still be moved ahead."""
    return entry.verb == Verb.NOTE and not lies_ahead(entry.effective, today)


def _correct_decision(
    intervention: Intervention, when: DatedFact | None, by: User, today: date
) -> None:
    request = AssistanceRequest.objects.select_for_update().get(intervention=intervention)
    require_decision_date(request, when, today)
    request.decided_from, request.decided_until = columns(when)
    save_as(request, by=by, why="correct")
