"""Who moves a stage, on whose day, and how often one form counts."""

import uuid
from datetime import UTC, date, datetime

import pytest

from acpmigration.dates import DatedFact, day_in
from acpmigration.refusals import NotYours, Refusal
from technical_assistance.domain.log import DateRefused
from technical_assistance.domain.stages import (
    complete_stage,
    plan_stage,
    reopen_stage,
    start_stage,
    waive_stage,
)
from technical_assistance.enums import Verb
from technical_assistance.models import ProgressEntry
from tests.factories.accounts import UserFactory
from tests.factories.technical_assistance import opened
from tests.technical_assistance.acting import FICHE, MAY, NOTE, TODAY, attach, complete

# Whose it is, and whose day ----------------------------------------------------------------------


def test_the_coordinator_of_another_region_moves_nothing(ongoing, coordinator_elsewhere):
    attach(ongoing, NOTE)

    with pytest.raises(NotYours, match="another region"):
        complete(ongoing, NOTE, coordinator_elsewhere)


def test_a_viewer_moves_nothing(ongoing, viewer):
    with pytest.raises(NotYours, match="role"):
        complete(ongoing, NOTE, viewer)


def test_the_future_begins_at_midnight_of_the_persons_own_clock(ongoing):
    """Half past midnight of 8 May in Fiji is the afternoon of 7 May in Brussels."""
    attach(ongoing, NOTE)
    moment = datetime(2019, 5, 7, 12, 30, tzinfo=UTC)
    in_fiji = UserFactory(editor=True, time_zone="Pacific/Fiji")
    in_brussels = UserFactory(editor=True, time_zone="Europe/Brussels")
    eighth = DatedFact.on(date(2019, 5, 8))

    def completed_by(person):
        return complete_stage(
            intervention=ongoing,
            kind=NOTE,
            when=eighth,
            by=person,
            today=day_in(person.zone, moment),
        )

    with pytest.raises(DateRefused):
        completed_by(in_brussels)
    assert completed_by(in_fiji).effective == eighth


# Sent more than once -----------------------------------------------------------------------------


def test_a_form_that_is_sent_eight_times_makes_one_entry(ongoing, editor):
    attach(ongoing, NOTE)
    key = uuid.uuid4()

    entries = {complete(ongoing, NOTE, editor, key=key) for _ in range(8)}

    assert entries == {ProgressEntry.objects.get(idempotency_key=key)}
    assert ongoing.entries.filter(verb=Verb.COMPLETE).count() == 1


MOVES = {
    start_stage: {"kind": FICHE, "when": MAY, "today": TODAY},
    waive_stage: {"kind": FICHE, "when": MAY, "today": TODAY, "reason": "Known."},
    reopen_stage: {"kind": NOTE, "when": MAY, "today": TODAY, "reason": "Not so."},
    plan_stage: {"kind": NOTE, "due_on": date(2020, 1, 31)},
}


@pytest.mark.parametrize(("move", "said"), MOVES.items(), ids=lambda value: str(value)[10:22])
def test_each_verb_is_recorded_once(ongoing, editor, move, said):
    attach(ongoing, NOTE)
    complete(ongoing, NOTE, editor, starts_next=False)
    key = uuid.uuid4()

    first = move(intervention=ongoing, by=editor, key=key, **said)

    assert move(intervention=ongoing, by=editor, key=key, **said) == first


def test_a_form_of_another_intervention_is_refused(ongoing, editor):
    other, key = opened(by=editor), uuid.uuid4()
    plan_stage(intervention=other, kind=NOTE, due_on=TODAY, by=editor, key=key)

    with pytest.raises(Refusal, match="another intervention"):
        plan_stage(intervention=ongoing, kind=NOTE, due_on=TODAY, by=editor, key=key)
