"""Completing a stage: one test for each way out."""

from datetime import date

import pytest

from acpmigration.dates import DatedFact
from acpmigration.refusals import NotNow, NotYours
from technical_assistance.domain.blockers import blockers_of, missing_in, with_blockers
from technical_assistance.domain.interventions import cancel_intervention
from technical_assistance.domain.log import DateRefused
from technical_assistance.domain.stages import (
    StageBlocked,
    reopen_stage,
    start_stage,
    waive_stage,
)
from technical_assistance.enums import StageKind, StageState, Status, Verb
from technical_assistance.models import Intervention
from tests.factories.technical_assistance import opened
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

# complete ----------------------------------------------------------------------------------------


def test_completing_a_stage_starts_the_next_the_same_day(ongoing, coordinator):
    attach(ongoing, NOTE)

    entry = complete(ongoing, NOTE, coordinator, note=" Sent by mail. ", is_public=True)

    assert (entry.verb, entry.stage, entry.note) == (Verb.COMPLETE, NOTE, "Sent by mail.")
    assert (entry.effective, entry.by, entry.is_public) == (MAY, coordinator, True)
    assert (stage(ongoing, NOTE).state, stage(ongoing, NOTE).finished) == (StageState.FINISHED, MAY)
    assert (stage(ongoing, FICHE).state, stage(ongoing, FICHE).started) == (StageState.STARTED, MAY)
    assert ongoing.entries.in_order().last().is_public is False


def test_the_next_stage_waits_if_told_so(ongoing, editor):
    attach(ongoing, NOTE)

    complete(ongoing, NOTE, editor, starts_next=False)

    assert states(ongoing) == ["finished", "not_started", "not_started", "not_started"]


def test_the_last_stage_completes_the_intervention(ongoing, editor):
    attach(ongoing, *StageKind)

    for kind in StageKind:
        complete(ongoing, kind, editor)

    ongoing.refresh_from_db()
    assert ongoing.status == Status.COMPLETED
    assert states(ongoing) == [StageState.FINISHED] * 4


def test_a_stage_that_was_started_already_is_not_started_again(ongoing, editor):
    attach(ongoing, NOTE, FICHE)
    complete(ongoing, NOTE, editor)
    waive_stage(intervention=ongoing, kind=FICHE, when=MAY, by=editor, today=TODAY, reason="Known.")
    start_stage(intervention=ongoing, kind=BASELINE, when=MAY, by=editor, today=TODAY)
    reopen_stage(
        intervention=ongoing, kind=FICHE, when=MAY, by=editor, today=TODAY, reason="Not so."
    )

    complete(ongoing, FICHE, editor, when=JUNE)

    assert stage(ongoing, BASELINE).started == JUNE


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (NOTE, "The concept note is not attached."),
        (FICHE, "The technical assistance fiche is not attached."),
        (BASELINE, "The baseline report is not attached."),
        (ASSISTANCE, "The technical assistance report is not attached."),
    ],
)
def test_a_stage_is_not_completed_without_its_document(ongoing, editor, kind, sentence):
    attach(ongoing, *(earlier for earlier in StageKind if earlier < kind))
    for earlier in StageKind:
        if earlier < kind:
            complete(ongoing, earlier, editor)

    with pytest.raises(StageBlocked) as refusal:
        complete(ongoing, kind, editor)

    assert [str(message) for message in refusal.value.messages] == [sentence]
    assert stage(ongoing, kind).state == StageState.STARTED


def test_each_blocker_is_named(editor, saint_lucia):
    nameless = opened(by=editor, lead=saint_lucia)
    attach(nameless, NOTE)
    complete(nameless, NOTE, editor)

    with pytest.raises(StageBlocked) as refusal:
        complete(nameless, FICHE, editor)

    assert [str(message) for message in refusal.value.messages] == [
        "The technical assistance fiche is not attached.",
        "The requesting entity is not named.",
    ]


def test_an_editor_completes_in_spite_of_what_is_missing_and_the_log_keeps_why(ongoing, editor):
    entry = complete(ongoing, NOTE, editor, note="Done.", in_spite_of_blockers=" It was lost. ")

    assert entry.note == "Done.\nIt was lost."
    assert stage(ongoing, NOTE).state == StageState.FINISHED


def test_a_reason_for_nothing_missing_is_not_logged(ongoing, editor):
    attach(ongoing, NOTE)

    assert complete(ongoing, NOTE, editor, in_spite_of_blockers="It was lost.").note == ""


def test_a_coordinator_completes_nothing_in_spite_of_what_is_missing(ongoing, coordinator):
    with pytest.raises(NotYours, match="Only an editor"):
        complete(ongoing, NOTE, coordinator, in_spite_of_blockers="It was lost.")


def test_a_stage_that_is_not_in_progress_is_not_completed(ongoing, editor):
    with pytest.raises(NotNow, match="in progress"):
        complete(ongoing, FICHE, editor)


def test_a_stage_is_not_completed_twice(ongoing, editor):
    attach(ongoing, NOTE)
    complete(ongoing, NOTE, editor)

    with pytest.raises(NotNow):
        complete(ongoing, NOTE, editor)


def test_a_completion_before_the_previous_one_is_refused_and_leaves_nothing(ongoing, editor):
    attach(ongoing, NOTE, FICHE)
    complete(ongoing, NOTE, editor, when=JUNE)
    entries = ongoing.entries.count()

    with pytest.raises(DateRefused, match="technical assistance fiche"):
        complete(ongoing, FICHE, editor, when=MAY)

    assert ongoing.entries.count() == entries
    assert stage(ongoing, FICHE).state == StageState.STARTED


def test_a_completion_in_the_month_of_the_previous_one_has_the_benefit_of_the_doubt(
    ongoing, editor
):
    attach(ongoing, NOTE, FICHE)
    complete(ongoing, NOTE, editor, when=DatedFact.on(date(2018, 6, 20)))

    complete(ongoing, FICHE, editor, when=DatedFact.parse("2018-06"))

    assert stage(ongoing, FICHE).state == StageState.FINISHED


@pytest.mark.parametrize("written", ["2019-05-09", "2019-06", "2020"])
def test_what_surely_lies_ahead_is_refused(ongoing, editor, written):
    attach(ongoing, NOTE)

    with pytest.raises(DateRefused, match="in the future"):
        complete(ongoing, NOTE, editor, when=DatedFact.parse(written))


def test_the_current_month_may_be_named(ongoing, editor):
    attach(ongoing, NOTE)

    complete(ongoing, NOTE, editor, when=DatedFact.parse("2019-05"))

    assert stage(ongoing, NOTE).state == StageState.FINISHED


def test_a_cancelled_intervention_does_not_move(ongoing, editor):
    attach(ongoing, NOTE)
    cancel_intervention(intervention=ongoing, when=MAY, by=editor, today=TODAY, reason="War.")

    with pytest.raises(NotNow, match="resume it first"):
        complete(ongoing, NOTE, editor)
    with pytest.raises(NotNow, match="resume it first"):
        reopen_stage(
            intervention=ongoing, kind=NOTE, when=MAY, by=editor, today=TODAY, reason="Again."
        )


# blockers ----------------------------------------------------------------------------------------


def test_a_blocker_says_what_is_missing_and_where_it_is_mended(ongoing):
    blockers = blockers_of(ongoing, NOTE, TODAY)

    assert [(str(blocker), blocker.mend) for blocker in blockers] == [
        ("The concept note is not attached.", "document")
    ]


def test_a_stage_that_has_not_begun_lacks_nothing_yet(ongoing, editor):
    def missing():
        [row] = with_blockers(Intervention.objects.prefetch_related("stages"), TODAY)
        return [str(blocker) for blocker in missing_in(row)]

    assert missing() == ["The concept note is not attached."]
    complete(ongoing, NOTE, editor, in_spite_of_blockers="It was lost.", starts_next=False)
    assert missing() == []


def test_a_cancelled_intervention_lacks_nothing(ongoing, editor):
    cancel_intervention(intervention=ongoing, when=MAY, by=editor, today=TODAY, reason="War.")
    [row] = with_blockers(Intervention.objects.prefetch_related("stages"), TODAY)

    assert missing_in(row) == []
