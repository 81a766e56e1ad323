"""The pages that move a request or an intervention: success, refusal, double click."""

from datetime import date

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.urls import reverse

from acpmigration.dates import DatedFact
from technical_assistance.domain.interventions import cancel_intervention
from technical_assistance.domain.proof import differences
from technical_assistance.domain.requests import receive_request
from technical_assistance.domain.stages import complete_stage
from technical_assistance.enums import DocumentKind, RequestState, StageKind, StageState, Status
from technical_assistance.models import AssistanceRequest, Intervention, StageDocument
from tests.factories.reference import CountryFactory, RegionFactory, TopicFactory
from tests.technical_assistance.test_admin import TODAY, opened

KEY = "5d3ab4c8-0c4e-4a8c-9d0a-0d8b8f0b1a11"


def step(model, verb, *args):
    return reverse(f"admin:technical_assistance_{model}_{verb}", args=args)


def of_request(verb, record):
    return step("assistancerequest", verb, record.pk)


def of_intervention(verb, record, *args):
    return step("intervention", verb, record.pk, *args)


@pytest.fixture(autouse=True)
def _no_form_was_sent_before():
    cache.clear()


@pytest.fixture
def request_received(editor):
    return receive_request(
        lead=CountryFactory(region=RegionFactory(slug="pacific")),
        by=editor,
        when=DatedFact.parse("2018-03"),
        today=TODAY,
    )


@pytest.fixture
def intervention(editor):
    return opened(editor)


def form_errors(response):
    return dict(response.context["form"].errors)


def test_receiving_records_a_request_with_its_lead_covered(editor_client):
    country, other, topic = CountryFactory(), CountryFactory(), TopicFactory()
    add = reverse("admin:technical_assistance_assistancerequest_add")
    data = {
        "key": KEY,
        "country": country.pk,
        "countries": [other.pk],
        "topics": [topic.pk],
        "when": "2018-03",
    }

    editor_client.post(add, data)
    again = editor_client.post(add, data, follow=True)

    request = AssistanceRequest.objects.get()
    assert request.received == DatedFact.parse("2018-03")
    assert set(request.countries.all()) == {country, other}
    assert [str(message) for message in again.context["messages"]][-1] == (
        "This form was sent already."
    )


def test_receiving_from_nobody_is_refused_and_the_form_kept(editor_client):
    add = reverse("admin:technical_assistance_assistancerequest_add")

    response = editor_client.post(add, {"key": KEY, "sources": "A letter", "when": "in March"})

    assert form_errors(response) == {
        "when": [
            "“in March” is not a date we can read. Write a day as 2018-08-03, a month as 2018-08, "
            "a year as 2018."
        ],
        "__all__": ["Name either one country or one regional organisation."],
    }
    assert response.context["form"]["sources"].value() == "A letter"
    assert not AssistanceRequest.objects.exists()


def test_refused_form_can_be_sent_again(editor_client):
    add = reverse("admin:technical_assistance_assistancerequest_add")
    data = {"key": KEY, "country": CountryFactory().pk}

    refused = editor_client.post(add, data | {"when": "2999"})
    editor_client.post(add, data | {"when": "2018"})

    assert form_errors(refused) == {"when": ["The date is in the future. Plan it instead."]}
    assert AssistanceRequest.objects.count() == 1


def test_accepting_opens_the_intervention(editor_client, request_received):
    address = of_request("accept", request_received)
    proposed = editor_client.get(address).context["form"]

    response = editor_client.post(
        address,
        {"key": KEY, "title": "Cash and cards", "code": proposed["code"].value(), "when": "2018-04"},
        follow=True,
    )

    intervention = Intervention.objects.get()
    assert intervention.code.startswith("TA/001/")
    assert response.context["original"] == intervention
    assert intervention.stages.get(kind=StageKind.CONCEPT_NOTE).state == StageState.STARTED


def test_accepting_under_a_code_that_is_taken_is_refused(editor_client, request_received, editor):
    Intervention.objects.filter(pk=opened(editor).pk).update(code="TA/028/2016")
    data = {"key": KEY, "title": "Cash and cards", "code": "TA/028/2016"}

    response = editor_client.post(of_request("accept", request_received), data)

    assert form_errors(response) == {"code": ["Another intervention has this code."]}
    assert response.context["form"]["title"].value() == "Cash and cards"


def test_decision_before_the_receipt_is_refused_beside_the_date(editor_client, request_received):
    data = {"key": KEY, "title": "Cash and cards", "when": "2017"}

    response = editor_client.post(of_request("accept", request_received), data)

    assert form_errors(response) == {
        "when": ["The decision is dated before the request was received."]
    }


def test_request_is_put_under_review_once(editor_client, request_received):
    address = of_request("review", request_received)

    editor_client.post(address, {"key": KEY})
    refused = editor_client.post(address, {"key": "5d3ab4c8-0c4e-4a8c-9d0a-0d8b8f0b1a12"})

    request_received.refresh_from_db()
    assert request_received.state == RequestState.UNDER_REVIEW
    assert form_errors(refused) == {
        "__all__": [
            "Only a request that was received and not yet reviewed can be put under review."
        ]
    }


@pytest.mark.parametrize(
    ("verb", "state"),
    [("decline", RequestState.DECLINED), ("withdraw", RequestState.WITHDRAWN)],
)
def test_request_is_closed_with_a_reason_only(editor_client, request_received, verb, state):
    address = of_request(verb, request_received)

    refused = editor_client.post(address, {"key": KEY, "when": "2018-05"})
    editor_client.post(address, {"key": KEY, "when": "2018-05", "reason": "Out of scope"})

    assert form_errors(refused) == {"reason": ["Say why: the reason stays in the log."]}
    request_received.refresh_from_db()
    assert request_received.state == state


def test_request_is_merged_into_another(editor_client, editor, request_received):
    other = opened(editor).request
    data = {"key": KEY, "into": other.pk, "reason": "The same letter", "when": "2018-05"}

    editor_client.post(of_request("merge", request_received), data)

    request_received.refresh_from_db()
    assert request_received.merged_into == other


def test_publishing_a_request_and_taking_it_back(editor_client, request_received):
    editor_client.post(of_request("publish", request_received), {"key": KEY})
    shown = AssistanceRequest.objects.published().exists()
    editor_client.post(
        of_request("unpublish", request_received), {"key": "5d3ab4c8-0c4e-4a8c-9d0a-0d8b8f0b1a13"}
    )

    assert shown
    assert not AssistanceRequest.objects.published().exists()


def test_publishing_without_summary_says_what_is_missing(editor_client, intervention):
    response = editor_client.post(of_intervention("publish", intervention), {"key": KEY})

    assert form_errors(response) == {
        "__all__": ["The summary is missing, in English at least."]
    }


def test_completing_names_what_is_missing_with_links(editor_client, intervention):
    address = of_intervention("complete", intervention, 1)

    response = editor_client.post(address, {"key": KEY, "when": "2018-02", "note": "Sent to us"})

    assert form_errors(response) == {"__all__": ["The concept note is not attached."]}
    assert response.context["form"]["note"].value() == "Sent to us"
    assert [blocker.link for blocker in response.context["blockers"]] == [
        f"{reverse('admin:technical_assistance_intervention_change', args=[intervention.pk])}"
        "#stages"
    ]


def test_completing_twice_makes_one_entry(editor_client, intervention):
    StageDocument.objects.create(
        stage=intervention.stages.get(kind=1),
        kind=DocumentKind.CONCEPT_NOTE,
        title="Concept note",
        language="en",
        file=ContentFile(b"%PDF-1.4", name="note.pdf"),
    )
    address = of_intervention("complete", intervention, 1)
    data = {"key": KEY, "when": "2018-02", "starts_next": "on"}

    editor_client.post(address, data)
    editor_client.post(address, data)

    assert intervention.entries.filter(verb="complete").count() == 1
    assert intervention.stages.get(kind=2).state == StageState.STARTED
    assert list(differences()) == []


def test_completing_in_spite_of_a_blocker_keeps_the_reason(editor_client, intervention):
    data = {"key": KEY, "when": "2018-02", "in_spite_of_blockers": "Lost in the move"}

    editor_client.post(of_intervention("complete", intervention, 1), data)

    assert intervention.entries.get(verb="complete").note == "Lost in the move"


def test_starting_out_of_order_is_refused(editor_client, intervention):
    response = editor_client.post(of_intervention("start", intervention, 3), {"key": KEY})

    assert form_errors(response) == {
        "__all__": ["An earlier stage is neither finished nor waived."]
    }


def test_stage_is_waived_and_reopened(editor_client, intervention):
    data = {"key": KEY, "when": "2018-02", "reason": "Done by another agency"}
    again = {"key": "5d3ab4c8-0c4e-4a8c-9d0a-0d8b8f0b1a14", "when": "2018-03", "reason": "Not so"}

    editor_client.post(of_intervention("waive", intervention, 1), data)
    waived = intervention.stages.get(kind=1).state
    editor_client.post(of_intervention("reopen", intervention, 1), again)

    assert waived == StageState.WAIVED
    assert intervention.stages.get(kind=1).state == StageState.STARTED


def test_planning_and_noting(editor_client, intervention):
    plan = {"key": KEY, "kind": "1", "due_on": "2030-01-31"}
    note = {"key": "5d3ab4c8-0c4e-4a8c-9d0a-0d8b8f0b1a15", "note": "Called the ministry"}

    editor_client.post(of_intervention("plan", intervention), plan)
    editor_client.post(of_intervention("note", intervention), note)
    empty = editor_client.post(
        of_intervention("note", intervention), {"key": "5d3ab4c8-0c4e-4a8c-9d0a-0d8b8f0b1a16"}
    )

    assert intervention.stages.get(kind=1).due_on == date(2030, 1, 31)
    assert intervention.entries.newest_first().first().note == "Called the ministry"
    assert form_errors(empty) == {"__all__": ["Write what happened."]}


def test_entry_is_corrected_by_a_new_line(editor_client, intervention):
    entry = intervention.entries.get(verb="start")
    data = {"key": KEY, "when": "2018-02", "note": "It was February"}

    editor_client.post(of_intervention("correct", intervention, entry.pk), data)

    entry.refresh_from_db()
    assert entry.correction.effective == DatedFact.parse("2018-02")
    assert intervention.stages.get(kind=1).started == DatedFact.parse("2018-02")


def test_entry_of_another_intervention_is_not_found(editor, editor_client, intervention):
    foreign = opened(editor).entries.first()

    response = editor_client.get(of_intervention("correct", intervention, foreign.pk))

    assert response.status_code == 404


def test_cancelling_needs_a_day_and_a_reason(editor_client, intervention):
    address = of_intervention("cancel", intervention)

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
        of_intervention("resume", intervention), {"key": KEY, "when": "2018-06", "reason": "New"}
    )

    assert Intervention.objects.get(pk=intervention.pk).status == Status.ONGOING


def test_buttons_are_those_of_the_table(editor, editor_client, intervention):
    page = reverse("admin:technical_assistance_intervention_change", args=[intervention.pk])
    request_page = reverse(
        "admin:technical_assistance_assistancerequest_change", args=[intervention.request.pk]
    )

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
        "Publish",
    ]
    assert of_decided == ["Publish"]
    assert later[:3] == [
        "Start: technical assistance fiche",
        "Waive: technical assistance fiche",
        "Reopen: concept note",
    ]


@pytest.mark.parametrize("verb", ["publish", "cancel", "note", "plan"])
def test_viewer_takes_no_step(viewer_client, intervention, verb):
    response = viewer_client.post(of_intervention(verb, intervention), {"key": KEY, "note": "x"})

    assert response.status_code == 403
    assert intervention.entries.count() == 2
