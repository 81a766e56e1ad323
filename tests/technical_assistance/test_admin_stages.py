"""The pages that move an intervention and its stages: success, refusal, double click."""

from datetime import date

import pytest
from django.core.cache import cache

from acpmigration.dates import DatedFact
from technical_assistance.domain.interventions import cancel_intervention
from technical_assistance.domain.proof import differences
from technical_assistance.domain.stages import complete_stage
from technical_assistance.enums import DocumentKind, StageKind, StageState, Status
from technical_assistance.models import Intervention
from tests.factories.technical_assistance import TODAY, StageDocumentFactory, opened
from tests.technical_assistance.back_office import (
    KEY,
    OTHER_KEY,
    change_page,
    form_errors,
    step_of,
)

BEGUN = DatedFact.parse("2018-01-15")


@pytest.fixture(autouse=True)
def _no_form_was_sent_before():
    cache.clear()


@pytest.fixture
def intervention(editor):
    return opened(by=editor, when=BEGUN)


def test_publishing_without_summary_says_what_is_missing(editor_client, intervention):
    response = editor_client.post(step_of(intervention, "publish"), {"key": KEY})

    assert form_errors(response) == {"__all__": ["The summary is missing, in English at least."]}


def test_completing_names_what_is_missing_with_links(editor_client, intervention):
    address = step_of(intervention, "complete", 1)

    response = editor_client.post(address, {"key": KEY, "when": "2018-02", "note": "Sent to us"})

    assert form_errors(response) == {"__all__": ["The concept note is not attached."]}
    assert response.context["form"]["note"].value() == "Sent to us"
    assert [blocker["link"] for blocker in response.context["blockers"]] == [
        f"{change_page(intervention)}#stages"
    ]


def test_completing_twice_makes_one_entry(editor_client, intervention):
    first = intervention.stages.get(kind=StageKind.CONCEPT_NOTE)
    StageDocumentFactory(stage=first, kind=DocumentKind.CONCEPT_NOTE)
    address = step_of(intervention, "complete", 1)
    data = {"key": KEY, "when": "2018-02", "starts_next": "on"}

    editor_client.post(address, data)
    editor_client.post(address, data)

    assert intervention.entries.filter(verb="complete").count() == 1
    assert intervention.stages.get(kind=2).state == StageState.STARTED
    assert list(differences()) == []


def test_completing_in_spite_of_a_blocker_keeps_the_reason(editor_client, intervention):
    data = {"key": KEY, "when": "2018-02", "in_spite_of_blockers": "Lost in the move"}

    editor_client.post(step_of(intervention, "complete", 1), data)

    assert intervention.entries.get(verb="complete").note == "Lost in the move"


def test_starting_out_of_order_is_refused(editor_client, intervention):
    response = editor_client.post(step_of(intervention, "start", 3), {"key": KEY})

    assert form_errors(response) == {
        "__all__": ["An earlier stage is neither finished nor waived."]
    }


def test_stage_is_waived_and_reopened(editor_client, intervention):
    data = {"key": KEY, "when": "2018-02", "reason": "Done by another agency"}
    again = {"key": OTHER_KEY, "when": "2018-03", "reason": "Not so"}

    editor_client.post(step_of(intervention, "waive", 1), data)
    waived = intervention.stages.get(kind=1).state
    editor_client.post(step_of(intervention, "reopen", 1), again)

    assert waived == StageState.WAIVED
    assert intervention.stages.get(kind=1).state == StageState.STARTED


def test_planning_leaves_the_state_and_keeps_the_date(editor_client, intervention):
    editor_client.post(
        step_of(intervention, "plan"), {"key": KEY, "kind": "1", "due_on": "2030-01-31"}
    )

    stage = intervention.stages.get(kind=StageKind.CONCEPT_NOTE)
    assert (stage.due_on, stage.state) == (date(2030, 1, 31), StageState.STARTED)


def test_note_needs_words(editor_client, intervention):
    address = step_of(intervention, "note")

    empty = editor_client.post(address, {"key": KEY})
    editor_client.post(address, {"key": KEY, "note": "Called the ministry"})

    assert form_errors(empty) == {"__all__": ["Write what happened."]}
    assert intervention.entries.newest_first().first().note == "Called the ministry"


def test_entry_is_corrected_by_a_new_line(editor_client, intervention):
    entry = intervention.entries.get(verb="start")
    data = {"key": KEY, "when": "2018-02", "note": "It was February"}

    editor_client.post(step_of(intervention, "correct", entry.pk), data)

    entry.refresh_from_db()
    assert entry.correction.effective == DatedFact.parse("2018-02")
    assert intervention.stages.get(kind=1).started == DatedFact.parse("2018-02")


def test_entry_of_another_intervention_is_not_found(editor, editor_client, intervention):
    foreign = opened(by=editor).entries.first()

    response = editor_client.get(step_of(intervention, "correct", foreign.pk))

    assert response.status_code == 404


def test_cancelling_needs_a_day_and_a_reason(editor_client, intervention):
    address = step_of(intervention, "cancel")

    dateless = editor_client.post(address, {"key": KEY, "reason": "Funds ended"})
    reasonless = editor_client.post(address, {"key": KEY, "when": "2018-05"})
    editor_client.post(address, {"key": KEY, "when": "2018-05", "reason": "Funds ended"})

    assert form_errors(dateless) == {"when": ["This field is required."]}
    assert form_errors(reasonless) == {"reason": ["Say why: the reason stays in the log."]}
    assert Intervention.objects.get(pk=intervention.pk).status == Status.CANCELLED


def test_cancelled_intervention_is_resumed(editor, editor_client, intervention):
    cancel_intervention(
        intervention=intervention,
        when=DatedFact.parse("2018-05"),
        by=editor,
        today=TODAY,
        reason="Funds ended",
    )

    editor_client.post(
        step_of(intervention, "resume"), {"key": KEY, "when": "2018-06", "reason": "New"}
    )

    assert Intervention.objects.get(pk=intervention.pk).status == Status.ONGOING


ON_THE_WAY = ["Publish", "Publish on a day", "Say that it is ready"]


def test_buttons_are_those_of_the_table(editor, editor_client, intervention):
    page, request_page = change_page(intervention), change_page(intervention.request)

    labels = [button["label"] for button in editor_client.get(page).context["steps"]]
    of_decided = [button["label"] for button in editor_client.get(request_page).context["steps"]]
    complete_stage(
        intervention=intervention,
        kind=StageKind.CONCEPT_NOTE,
        when=None,
        by=editor,
        today=TODAY,
        in_spite_of_blockers="Lost",
        starts_next=False,
    )
    later = [button["label"] for button in editor_client.get(page).context["steps"]]

    assert labels == [
        "Complete: concept note",
        "Waive: concept note",
        "Plan a date",
        "Add a note",
        "Cancel the intervention",
        *ON_THE_WAY,
    ]
    assert of_decided == ON_THE_WAY
    assert later[:3] == [
        "Start: technical assistance fiche",
        "Waive: technical assistance fiche",
        "Reopen: concept note",
    ]


@pytest.mark.parametrize("verb", ["publish", "cancel", "note", "plan"])
def test_viewer_takes_no_step(viewer_client, intervention, verb):
    response = viewer_client.post(step_of(intervention, verb), {"key": KEY, "note": "x"})

    assert response.status_code == 403
    assert intervention.entries.count() == 2
