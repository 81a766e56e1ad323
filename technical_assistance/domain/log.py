"""Adding a line to the log, and letting the stored state follow from it."""

import uuid
from datetime import date

from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.models import User
from acpmigration.dates import DatedFact
from acpmigration.publication import save_as
from acpmigration.refusals import Refusal, locked
from technical_assistance.domain.replay import (
    Position,
    StageFacts,
    dates_out_of_order,
    not_before,
    replay,
)
from technical_assistance.enums import StageKind, Verb
from technical_assistance.models import Intervention, ProgressEntry, Stage

IN_FUTURE = _("The date is in the future.")
PLAN_INSTEAD = _("The date is in the future. Plan it instead.")


class DateRefused(Refusal):
    """The date is in the future or before what it has to follow."""


def lock(intervention: Intervention) -> Intervention:
    """Read the row afresh and hold it: whoever comes second sees the first's entry.

    :raises Gone: if it was deleted meanwhile.
    """
    return locked(Intervention.objects.all(), intervention.pk)


def position_of(intervention: Intervention) -> Position:
    return replay(intervention.entries.in_order())


def last_entry(intervention: Intervention) -> int:
    """The key of the newest entry of the log: what a form has "seen"."""
    newest = intervention.entries.newest_first().values_list("pk", flat=True).first()
    return newest or 0


def recorded(intervention: Intervention, key: uuid.UUID | None) -> ProgressEntry | None:
    """The entry that this form has made already: a double tap, a retry or two tabs make one.

    :raises Refusal: if the key was used for another intervention.
    """
    found = ProgressEntry.objects.filter(idempotency_key=key).first() if key else None
    if found and found.intervention_id != intervention.pk:
        raise Refusal(_("This form was sent for another intervention. Open it again."))
    return found


def lies_ahead(when: DatedFact | None, today: date) -> bool:
    """Whether it surely comes after ``today``; an imprecise date has the benefit of the doubt."""
    return when is not None and (when.earliest or when.latest) > today


def require_not_in_future(when: DatedFact | None, today: date, *, can_plan: bool = True) -> None:
    """Refuse what surely lies ahead; ``today`` is the day of the person's own clock.

    :raises DateRefused: with the sentence for the person.
    """
    if lies_ahead(when, today):
        raise DateRefused(PLAN_INSTEAD if can_plan else IN_FUTURE)


def append(
    *,
    intervention: Intervention,
    verb: Verb,
    by: User,
    when: DatedFact | None,
    stage: StageKind | None = None,
    note: str = "",
    is_public: bool = False,
    key: uuid.UUID | None = None,
    corrects: ProgressEntry | None = None,
) -> ProgressEntry:
    """Add the entry and store what the log now says; the caller holds the lock.

    :raises DateRefused: if a date would come before what it has to follow.
    """
    entry = ProgressEntry.objects.create(
        intervention=intervention,
        verb=verb,
        stage=stage,
        effective_from=when.earliest if when else None,
        effective_until=when.latest if when else None,
        by=by,
        note=note.strip(),
        is_public=is_public,
        idempotency_key=key or uuid.uuid4(),
        corrects=corrects,
    )
    position = position_of(intervention)
    require_in_order(position)
    store(intervention=intervention, position=position, by=by, why=verb)
    return entry


def require_in_order(position: Position) -> None:
    """:raises DateRefused: if a date comes before what it has to follow."""
    if position.turned_back:
        raise DateRefused(
            _("This is dated before the intervention was accepted, cancelled or resumed.")
        )
    if wrong := dates_out_of_order(position):
        raise DateRefused(*(_out_of_order(position, kind) for kind in wrong))


def _out_of_order(position: Position, kind: StageKind) -> str:
    told = {"stage": str(kind.label)}
    if (day := not_before(position, kind)) is None:
        return _("The dates of the stage “%(stage)s” come before those they have to follow.") % told
    told["day"] = str(DatedFact.on(day))
    return (
        _(
            "The dates of the stage “%(stage)s” come before those they have to follow: nothing of "
            "it can be dated before %(day)s."
        )
        % told
    )


def store(*, intervention: Intervention, position: Position, by: User, why: str) -> None:
    """Write the position into the stages and the status; only the log decides what they are.

    The record's own history gets a line where the status changes; all else stands in the log. What
    changes nothing of either, such as a note, leaves the record as it was.
    """
    stages = {stage.kind: stage for stage in intervention.stages.all()}
    moved = [
        _store_stage(stages.get(kind) or Stage(intervention=intervention, kind=kind), facts)
        for kind, facts in position.stages.items()
    ]
    if intervention.status != position.status:
        intervention.status = position.status
        save_as(intervention, by=by, why=why)
    elif any(moved):
        intervention.version += 1
        intervention.save_without_historical_record()


def _store_stage(stage: Stage, facts: StageFacts) -> bool:
    """Return whether there was anything to write."""
    started_from, started_until = columns(facts.started)
    finished_from, finished_until = columns(facts.finished)
    says = {
        "state": facts.state,
        "due_on": facts.due_on,
        "started_from": started_from,
        "started_until": started_until,
        "finished_from": finished_from,
        "finished_until": finished_until,
        "waiver_reason": facts.waiver_reason,
    }
    if stage.pk and all(getattr(stage, name) == value for name, value in says.items()):
        return False
    for name, value in says.items():
        setattr(stage, name, value)
    stage.save()
    return True


def columns(fact: DatedFact | None) -> tuple[date | None, date | None]:
    return (fact.earliest, fact.latest) if fact else (None, None)
