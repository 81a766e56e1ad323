"""What is said of an intervention as a whole: one test for each way out of each verb."""

import uuid
from datetime import date

import pytest

from acpmigration.dates import DatedFact
from acpmigration.refusals import NotNow, NotYours
from technical_assistance.domain.interventions import (
    add_note,
    cancel_intervention,
    correct_entry,
    resume_intervention,
)
from technical_assistance.domain.log import DateRefused
from technical_assistance.domain.proof import differences
from technical_assistance.domain.requests import DecisionBeforeReceipt
from technical_assistance.domain.stages import plan_stage, start_stage, waive_stage
from technical_assistance.domain.transitions import RECORDERS, ReasonMissing
from technical_assistance.enums import Status, Verb
from technical_assistance.models import AssistanceRequest, Intervention
from tests.technical_assistance.acting import FICHE, JUNE, MAY, NOTE, TODAY, attach, complete, stage

# note --------------------------------------------------------------------------------------------


def test_a_note_is_one_line_of_the_log_and_changes_nothing_else(ongoing, coordinator):
    entry = add_note(
        intervention=ongoing, when=MAY, by=coordinator, note=" A visit. ", is_public=True
    )

    assert (entry.verb, entry.stage, entry.note) == (Verb.NOTE, None, "A visit.")
    assert (entry.effective, entry.by, entry.is_public) == (MAY, coordinator, True)
    assert list(differences()) == []


def test_a_note_needs_words(ongoing, coordinator):
    with pytest.raises(NotNow, match="Write what happened"):
        add_note(intervention=ongoing, when=MAY, by=coordinator, note=" ")


def test_a_note_that_is_sent_twice_is_one(ongoing, coordinator):
    key = uuid.uuid4()

    first = add_note(intervention=ongoing, when=MAY, by=coordinator, note="A visit.", key=key)

    assert first == add_note(
        intervention=ongoing, when=MAY, by=coordinator, note="A visit.", key=key
    )
    assert ongoing.entries.filter(verb=Verb.NOTE).count() == 1


def test_a_note_is_written_by_whom_the_region_belongs_to(ongoing, coordinator_elsewhere, viewer):
    for person in (coordinator_elsewhere, viewer):
        with pytest.raises(NotYours):
            add_note(intervention=ongoing, when=MAY, by=person, note="A visit.")


# cancel and resume -------------------------------------------------------------------------------


def cancel(intervention, by, when=MAY, reason="The ministry was dissolved.", key=None):
    return cancel_intervention(
        intervention=intervention, when=when, by=by, today=TODAY, reason=reason, key=key
    )


def resume(intervention, by, reason="It was founded again."):
    return resume_intervention(
        intervention=intervention, when=JUNE, by=by, today=TODAY, reason=reason
    )


def test_a_cancelled_intervention_is_not_implemented_any_more(ongoing, editor):
    entry = cancel(ongoing, editor)

    assert (entry.verb, entry.note) == (Verb.CANCEL, "The ministry was dissolved.")
    assert not Intervention.objects.implemented().exists()


def test_a_resumed_intervention_goes_on_where_it_stood(ongoing, editor):
    attach(ongoing, NOTE)
    complete(ongoing, NOTE, editor)
    cancel(ongoing, editor)

    resume(ongoing, editor)

    ongoing.refresh_from_db()
    assert ongoing.status == Status.ONGOING
    assert stage(ongoing, FICHE).started == MAY


def test_a_cancellation_that_is_sent_twice_is_one(ongoing, editor):
    key = uuid.uuid4()

    assert cancel(ongoing, editor, key=key) == cancel(ongoing, editor, key=key)


def test_only_an_ongoing_intervention_is_cancelled(ongoing, editor):
    cancel(ongoing, editor)

    with pytest.raises(NotNow, match="Only an ongoing"):
        cancel(ongoing, editor)


def test_only_a_cancelled_intervention_is_resumed(ongoing, editor):
    with pytest.raises(NotNow, match="Only a cancelled"):
        resume(ongoing, editor)


def test_neither_goes_without_a_reason(ongoing, editor):
    with pytest.raises(ReasonMissing):
        cancel(ongoing, editor, reason=" ")
    cancel(ongoing, editor)
    with pytest.raises(ReasonMissing):
        resume(ongoing, editor, reason="")


def test_an_intervention_does_not_resume_before_it_was_cancelled(ongoing, editor):
    cancel(ongoing, editor, when=DatedFact.parse("2018-08"))

    with pytest.raises(DateRefused, match="before"):
        resume(ongoing, editor)

    ongoing.refresh_from_db()
    assert ongoing.status == Status.CANCELLED


def test_an_intervention_is_not_cancelled_tomorrow(ongoing, editor):
    with pytest.raises(DateRefused):
        cancel(ongoing, editor, when=DatedFact.on(date(2019, 5, 9)))


def test_a_coordinator_does_not_cancel(ongoing, coordinator):
    with pytest.raises(NotYours):
        cancel(ongoing, coordinator)


# correct -----------------------------------------------------------------------------------------


def correct(entry, by, when=JUNE, note="The day was misread.", key=None):
    return correct_entry(entry=entry, when=when, by=by, today=TODAY, note=note, key=key)


@pytest.fixture
def completion(ongoing, coordinator):
    attach(ongoing, NOTE)
    return complete(ongoing, NOTE, coordinator, starts_next=False, is_public=True)


def test_a_correction_stands_in_the_place_of_the_entry_and_both_stay(
    ongoing, completion, coordinator
):
    correction = correct(completion, coordinator)

    assert (correction.corrects, correction.is_public) == (completion, True)
    assert (correction.verb, correction.stage) == (Verb.COMPLETE, NOTE)
    assert ongoing.entries.filter(verb=Verb.COMPLETE).count() == 2
    assert stage(ongoing, NOTE).finished == JUNE
    assert completion not in ongoing.entries.public()
    assert list(differences()) == []


def test_an_entry_is_corrected_once_and_the_correction_can_be_corrected(
    ongoing, completion, coordinator
):
    correction = correct(completion, coordinator)

    with pytest.raises(NotNow, match="corrected already"):
        correct(completion, coordinator)
    correct(correction, coordinator, when=MAY)

    assert stage(ongoing, NOTE).finished == MAY


def test_a_correction_says_what_was_wrong(completion, coordinator):
    with pytest.raises(NotNow, match="what was wrong"):
        correct(completion, coordinator, note=" ")


def test_a_correction_that_changes_nothing_is_none(completion, coordinator):
    correction = correct(completion, coordinator)

    with pytest.raises(NotNow, match="Nothing differs"):
        correct(correction, coordinator)


def test_a_correction_does_not_lie_ahead(completion, editor):
    with pytest.raises(DateRefused, match="future"):
        correct(completion, editor, when=DatedFact.parse("2020"))


def test_a_cancellation_is_not_corrected_to_an_unknown_day(ongoing, editor):
    with pytest.raises(DateRefused, match="from this day on"):
        correct(cancel(ongoing, editor), editor, when=None)


def test_a_correction_does_not_put_a_stage_before_the_one_before(ongoing, completion, editor):
    start = start_stage(intervention=ongoing, kind=FICHE, when=JUNE, by=editor, today=TODAY)

    with pytest.raises(DateRefused, match="fiche"):
        correct(start, editor, when=DatedFact.parse("2018-04"))

    assert stage(ongoing, FICHE).started == JUNE


def test_a_note_of_what_has_been_is_not_corrected_to_what_is_to_come(ongoing, coordinator):
    ahead = DatedFact.on(date(2019, 5, 9))
    been = add_note(intervention=ongoing, when=MAY, by=coordinator, note="A visit.")
    to_come = add_note(intervention=ongoing, when=ahead, by=coordinator, note="A visit.")

    with pytest.raises(DateRefused):
        correct(been, coordinator, when=ahead)
    assert correct(to_come, coordinator, when=DatedFact.on(date(2019, 6, 1))).pk


def test_a_planned_day_is_corrected_to_one_that_lies_ahead(ongoing, coordinator):
    plan = plan_stage(intervention=ongoing, kind=NOTE, due_on=TODAY, by=coordinator)

    correct(plan, coordinator, when=DatedFact.on(date(2020, 1, 31)))

    assert stage(ongoing, NOTE).due_on == date(2020, 1, 31)


def test_a_correction_that_is_sent_twice_is_one(completion, coordinator):
    key = uuid.uuid4()

    assert correct(completion, coordinator, key=key) == correct(completion, coordinator, key=key)


def test_the_coordinator_of_another_region_corrects_nothing(completion, coordinator_elsewhere):
    with pytest.raises(NotYours):
        correct(completion, coordinator_elsewhere)


def test_a_coordinator_does_not_correct_what_only_an_editor_records(ongoing, editor, coordinator):
    waiver = waive_stage(
        intervention=ongoing, kind=NOTE, when=MAY, by=editor, today=TODAY, reason="Known."
    )

    with pytest.raises(NotYours):
        correct(waiver, coordinator)


def test_the_corrected_day_of_the_acceptance_is_that_of_the_decision(ongoing, editor):
    correct(ongoing.entries.get(verb=Verb.ACCEPT), editor, when=MAY)

    assert AssistanceRequest.objects.get(intervention=ongoing).decided == MAY
    assert list(differences()) == []


def test_the_acceptance_is_not_corrected_to_before_the_receipt(ongoing, editor):
    day = date(2018, 6, 1)
    AssistanceRequest.objects.update(received_from=day, received_until=day)

    with pytest.raises(DecisionBeforeReceipt):
        correct(ongoing.entries.get(verb=Verb.ACCEPT), editor, when=MAY)


def test_each_verb_of_the_log_has_those_who_record_it():
    assert set(RECORDERS) == set(Verb)
