"""What a person is offered to do with a record: what the table allows, and nothing else."""

import pytest

from technical_assistance.domain.interventions import cancel_intervention
from technical_assistance.domain.possible import steps_of_intervention, steps_of_request
from technical_assistance.enums import RequestState
from tests.factories.technical_assistance import AssistanceRequestFactory, InterventionFactory
from tests.technical_assistance.acting import ASSISTANCE, FICHE, MAY, NOTE, TODAY, attach, complete

PUBLICATION = ["publish", "schedule", "ready"]


def said(steps):
    return [(str(step.verb), step.stage) for step in steps]


@pytest.mark.parametrize(
    ("who", "verbs"),
    [
        ("editor", ["review", "accept", "decline", "withdraw", "merge", *PUBLICATION]),
        ("coordinator", ["review", "withdraw"]),
        ("coordinator_elsewhere", []),
        ("viewer", []),
    ],
)
def test_a_received_request_offers_what_the_role_may(request, request_, who, verbs):
    steps = steps_of_request(request_, request.getfixturevalue(who))

    assert said(steps) == [(verb, None) for verb in verbs]


def test_a_decided_request_offers_no_decision(editor):
    decided = AssistanceRequestFactory(state=RequestState.DECLINED, reason="No.", published=True)

    assert said(steps_of_request(decided, editor)) == [("unpublish", None)]


def test_the_stages_in_the_middle_of_the_way_move(ongoing, editor):
    attach(ongoing, NOTE)
    complete(ongoing, NOTE, editor)

    assert said(steps_of_intervention(ongoing, editor)) == [
        ("complete", FICHE),
        ("waive", FICHE),
        ("reopen", NOTE),
        ("plan", None),
        ("note", None),
        ("cancel", None),
        *((verb, None) for verb in PUBLICATION),
    ]


def test_a_coordinator_is_offered_what_coordinators_record(ongoing, coordinator):
    assert said(steps_of_intervention(ongoing, coordinator)) == [
        ("complete", NOTE),
        ("plan", None),
        ("note", None),
    ]


def test_a_cancelled_intervention_is_noted_resumed_or_published(ongoing, editor):
    cancel_intervention(intervention=ongoing, when=MAY, by=editor, today=TODAY, reason="War.")
    ongoing.refresh_from_db()

    steps = [("note", None), ("resume", None), *((verb, None) for verb in PUBLICATION)]
    assert said(steps_of_intervention(ongoing, editor)) == steps


def test_a_completed_intervention_can_be_reopened_and_no_stage_started(editor):
    completed = InterventionFactory(completed=True)

    assert ("reopen", ASSISTANCE) in said(steps_of_intervention(completed, editor))
    assert not {"start", "complete", "waive"} & {
        verb for verb, _ in said(steps_of_intervention(completed, editor))
    }
