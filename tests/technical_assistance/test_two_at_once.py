"""Two people at the same time: one is first, and whoever comes second sees what the first did."""

import uuid

import pytest

from acpmigration.refusals import NotNow, Refusal
from technical_assistance.domain.interventions import add_note
from technical_assistance.domain.proof import differences
from technical_assistance.domain.requests import accept_request, decline_request, merge_request
from technical_assistance.domain.stages import reopen_stage
from technical_assistance.enums import RequestState, Verb
from technical_assistance.models import AssistanceRequest, Intervention, ProgressEntry
from tests.factories.technical_assistance import AssistanceRequestFactory
from tests.technical_assistance.acting import MAY, NOTE, TODAY, attach, complete
from tests.technical_assistance.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def refused(results):
    return [result for result in results if isinstance(result, Refusal)]


def test_a_stage_that_two_complete_at_once_is_completed_once(ongoing, editor, tmp_path):
    attach(ongoing, NOTE)

    results = at_once(tmp_path, *[lambda: complete(ongoing, NOTE, editor)] * 2)

    [refusal] = refused(results)
    assert isinstance(refusal, NotNow)
    assert str(refusal) == "Only a stage that is in progress can be completed."
    assert ongoing.entries.filter(verb=Verb.COMPLETE).count() == 1
    assert list(differences()) == []


def test_a_stage_that_two_reopen_at_once_is_reopened_once(ongoing, editor, tmp_path):
    attach(ongoing, NOTE)
    complete(ongoing, NOTE, editor)

    def reopen():
        return reopen_stage(
            intervention=ongoing, kind=NOTE, when=MAY, by=editor, today=TODAY, reason="Wrong."
        )

    assert len(refused(at_once(tmp_path, reopen, reopen))) == 1
    assert list(differences()) == []


def test_one_form_that_is_sent_eight_times_at_once_makes_one_entry(ongoing, editor, tmp_path):
    key = uuid.uuid4()

    def send():
        return add_note(intervention=ongoing, when=MAY, by=editor, note="A visit.", key=key)

    results = at_once(tmp_path, *[send] * 8)

    assert set(results) == {ProgressEntry.objects.get(idempotency_key=key)}


def test_notes_of_two_people_are_both_kept(ongoing, editor, coordinator, tmp_path):
    at_once(
        tmp_path,
        lambda: add_note(intervention=ongoing, when=MAY, by=editor, note="A call."),
        lambda: add_note(intervention=ongoing, when=MAY, by=coordinator, note="A visit."),
    )

    notes = ongoing.entries.filter(verb=Verb.NOTE).values_list("note", flat=True)
    assert set(notes) == {"A call.", "A visit."}
    assert list(differences()) == []


def test_a_request_is_decided_once(request_, editor, tmp_path):
    def accept():
        return accept_request(request=request_, title="A", by=editor, when=None, today=TODAY)

    def decline():
        return decline_request(request=request_, by=editor, when=None, today=TODAY, reason="No.")

    results = at_once(tmp_path, accept, decline)

    request_.refresh_from_db()
    assert len(refused(results)) == 1
    assert Intervention.objects.count() == (request_.state == RequestState.ACCEPTED)


def test_two_requests_are_not_merged_into_each_other(request_, editor, tmp_path):
    other = AssistanceRequestFactory()

    def merge(request, into):
        return lambda: merge_request(
            request=request, into=into, by=editor, when=None, today=TODAY, reason="The same."
        )

    results = at_once(tmp_path, merge(request_, other), merge(other, request_))

    assert len(refused(results)) == 1
    assert AssistanceRequest.objects.filter(state=RequestState.MERGED).count() == 1
    assert list(differences()) == []
