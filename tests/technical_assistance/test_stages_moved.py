"""Starting, waiving, reopening and planning a stage: one test for each way out."""

from datetime import date

import pytest

from acpmigration.refusals import NotNow, NotYours
from technical_assistance.domain.interventions import cancel_intervention
from technical_assistance.domain.stages import (
    plan_stage,
    reopen_stage,
    start_stage,
    waive_stage,
)
from technical_assistance.domain.transitions import ReasonMissing
from technical_assistance.enums import StageKind, StageState, Status, Verb
from tests.technical_assistance.acting import (
    ASSISTANCE,
    BASELINE,
    FICHE,
    JUNE,
    MAY,
    NOTE,
    TODAY,
    attach,
    complete,
    stage,
    states,
)

# start -------------------------------------------------------------------------------------------


def test_a_stage_is_started_once_the_earlier_are_closed(ongoing, coordinator):
    attach(ongoing, NOTE)
    complete(ongoing, NOTE, coordinator, starts_next=False)

    entry = start_stage(
        intervention=ongoing,
        kind=FICHE,
        when=JUNE,
        by=coordinator,
        today=TODAY,
        note="The kick-off.",
        is_public=True,
    )

    assert (entry.note, entry.is_public) == ("The kick-off.", True)
    assert (stage(ongoing, FICHE).state, stage(ongoing, FICHE).started) == (
        StageState.STARTED,
        JUNE,
    )


def test_a_stage_is_not_started_before_the_earlier_are_closed(ongoing, editor):
    with pytest.raises(NotNow, match="neither finished nor waived"):
        start_stage(intervention=ongoing, kind=BASELINE, when=MAY, by=editor, today=TODAY)


def test_a_stage_is_not_started_twice(ongoing, editor):
    with pytest.raises(NotNow, match="started already"):
        start_stage(intervention=ongoing, kind=NOTE, when=MAY, by=editor, today=TODAY)


# waive -------------------------------------------------------------------------------------------


def waive(intervention, kind, by, reason="Another report covers it."):
    return waive_stage(
        intervention=intervention, kind=kind, when=MAY, by=by, today=TODAY, reason=reason
    )


def test_a_stage_is_waived_with_its_reason(ongoing, editor):
    waive(ongoing, NOTE, editor)

    waived = stage(ongoing, NOTE)
    assert (waived.state, waived.waiver_reason) == ("waived", "Another report covers it.")


def test_a_stage_is_not_waived_without_a_reason(ongoing, editor):
    with pytest.raises(ReasonMissing):
        waive(ongoing, NOTE, editor, reason=" ")


def test_the_last_stage_is_never_waived(ongoing, editor):
    for kind in (NOTE, FICHE, BASELINE):
        waive(ongoing, kind, editor)

    with pytest.raises(NotNow, match="never the last one"):
        waive(ongoing, ASSISTANCE, editor)


def test_a_closed_stage_is_not_waived(ongoing, editor):
    waive(ongoing, NOTE, editor)

    with pytest.raises(NotNow):
        waive(ongoing, NOTE, editor)


def test_a_stage_is_not_waived_before_the_earlier_are_closed(ongoing, editor):
    with pytest.raises(NotNow, match="neither finished nor waived"):
        waive(ongoing, FICHE, editor)


def test_a_coordinator_waives_nothing(ongoing, coordinator):
    with pytest.raises(NotYours):
        waive(ongoing, NOTE, coordinator)


# reopen ------------------------------------------------------------------------------------------


def reopen(intervention, kind, by, reason="The report was wrong."):
    return reopen_stage(
        intervention=intervention, kind=kind, when=JUNE, by=by, today=TODAY, reason=reason
    )


def test_reopening_puts_the_stage_in_progress_and_lets_the_next_wait(ongoing, editor):
    attach(ongoing, NOTE)
    complete(ongoing, NOTE, editor)

    reopen(ongoing, NOTE, editor)

    assert states(ongoing) == ["started", "not_started", "not_started", "not_started"]
    assert (stage(ongoing, NOTE).finished, stage(ongoing, FICHE).started) == (None, None)


def test_reopening_the_last_stage_makes_a_completed_intervention_ongoing(ongoing, editor):
    attach(ongoing, *StageKind)
    for kind in StageKind:
        complete(ongoing, kind, editor)

    reopen(ongoing, ASSISTANCE, editor)

    ongoing.refresh_from_db()
    assert ongoing.status == Status.ONGOING


def test_reopening_a_waived_stage_takes_its_reason_away(ongoing, editor):
    waive(ongoing, NOTE, editor)

    reopen(ongoing, NOTE, editor)

    reopened = stage(ongoing, NOTE)
    assert (reopened.state, reopened.waiver_reason) == (StageState.STARTED, "")


def test_a_waived_stage_that_never_began_begins_when_it_is_reopened(ongoing, editor):
    attach(ongoing, NOTE)
    complete(ongoing, NOTE, editor, starts_next=False)
    waive(ongoing, FICHE, editor)

    reopen(ongoing, FICHE, editor)

    assert stage(ongoing, FICHE).started == JUNE


def test_only_the_latest_closed_stage_is_reopened(ongoing, editor):
    waive(ongoing, NOTE, editor)
    waive(ongoing, FICHE, editor)

    with pytest.raises(NotNow, match="latest closed"):
        reopen(ongoing, NOTE, editor)


def test_an_open_stage_is_not_reopened(ongoing, editor):
    with pytest.raises(NotNow, match="finished or waived"):
        reopen(ongoing, NOTE, editor)


def test_a_coordinator_reopens_nothing(ongoing, editor, coordinator):
    waive(ongoing, NOTE, editor)

    with pytest.raises(NotYours):
        reopen(ongoing, NOTE, coordinator)


def test_a_stage_is_not_reopened_without_a_reason(ongoing, editor):
    waive(ongoing, NOTE, editor)

    with pytest.raises(ReasonMissing):
        reopen(ongoing, NOTE, editor, reason="")


# plan --------------------------------------------------------------------------------------------


def test_a_planned_end_may_lie_ahead_and_replaces_the_one_before(ongoing, coordinator):
    plan_stage(intervention=ongoing, kind=FICHE, due_on=date(2019, 6, 30), by=coordinator)

    plan_stage(
        intervention=ongoing, kind=FICHE, due_on=date(2020, 1, 31), by=coordinator, note="Delayed."
    )

    assert stage(ongoing, FICHE).due_on == date(2020, 1, 31)


def test_a_cancelled_intervention_can_be_planned(ongoing, editor):
    cancel_intervention(intervention=ongoing, when=MAY, by=editor, today=TODAY, reason="War.")

    entry = plan_stage(intervention=ongoing, kind=NOTE, due_on=TODAY, by=editor)

    assert entry.verb == Verb.PLAN
