"""Logging progress in the workspace: what comes back to the person, and what to the browser."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from acpmigration.pages.models import AuditEvent
from acpmigration.publication import publish
from technical_assistance.domain.interventions import add_note
from technical_assistance.domain.log import last_entry
from technical_assistance.enums import StageKind, StageState, Verb
from technical_assistance.models import FollowUp, ProgressEntry, StageDocument
from tests.factories.files import pdf, sent
from tests.technical_assistance.acting import (
    ASSISTANCE,
    BASELINE,
    FICHE,
    MAY,
    NOTE,
    attach,
    complete,
    stage,
    states,
)

DATA = {"HTTP_ACCEPT": "application/json"}


def log_of(intervention):
    return reverse("coordination:progress-log", args=[intervention.slug])


def page_of(intervention):
    return reverse("coordination:intervention-detail", args=[intervention.slug])


def told(intervention, **more):
    return {
        "key": str(uuid4()),
        "seen": last_entry(intervention),
        "stage": 1,
        "happened": "note",
        "on": "2019-03-01",
        "note": "We met.",
        **more,
    }


def done(intervention, **more):
    about = {"document": sent(pdf(), "note.pdf"), "document_kind": "concept_note"}
    return told(intervention, happened="done", starts_next="on", **about | more)


@pytest.fixture
def coordinator_client(client, coordinator):
    client.force_login(coordinator)
    return client


@pytest.fixture
def elsewhere_client(client, coordinator_elsewhere):
    client.force_login(coordinator_elsewhere)
    return client


# The form -----------------------------------------------------------------------------------------


def test_the_form_says_what_each_answer_leads_to(coordinator_client, ongoing):
    context = coordinator_client.get(log_of(ongoing)).context

    assert [(choice.value, choice.outcome) for choice in context["choices"]] == [
        ("note", "“Concept note” stays as it is."),
        (
            "done",
            (
                "“Concept note” is finished; “Technical assistance fiche” is in progress from "
                "that day."
            ),
        ),
        ("plan", "“Concept note” gets that day as its planned end."),
    ]
    assert [str(blocker) for blocker in context["choices"][1].lacks] == [
        "The concept note is not attached."
    ]


def test_the_form_says_what_becomes_public(coordinator_client, ongoing, editor):
    assert "is a draft" in coordinator_client.get(log_of(ongoing)).context["public_effect"]

    ongoing.summary_en = "What was done."
    ongoing.save()
    publish(record=ongoing, by=editor, at=timezone.now())

    assert "is public" in coordinator_client.get(log_of(ongoing)).context["public_effect"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_form_takes_a_fixed_number_of_queries(
    coordinator_client, ongoing, editor, count, django_assert_num_queries
):
    for number in range(count):
        add_note(intervention=ongoing, when=MAY, by=editor, note=f"Note {number}")
    coordinator_client.get(log_of(ongoing))

    with django_assert_num_queries(18):
        coordinator_client.get(log_of(ongoing))


def test_a_stage_that_waits_can_be_begun(coordinator_client, ongoing, editor):
    attach(ongoing, NOTE)
    complete(ongoing, NOTE, editor, starts_next=False)

    context = coordinator_client.get(log_of(ongoing)).context

    assert [choice.value for choice in context["choices"]] == ["note", "start", "plan"]


# Saved --------------------------------------------------------------------------------------------


def test_a_stage_is_done_with_its_document_in_one_form(coordinator_client, ongoing):
    response = coordinator_client.post(log_of(ongoing), done(ongoing))

    assert (response.status_code, response["Location"]) == (302, page_of(ongoing))
    assert stage(ongoing, StageKind.CONCEPT_NOTE).state == StageState.FINISHED
    assert stage(ongoing, StageKind.TA_FICHE).state == StageState.STARTED


def test_the_browser_is_answered_in_data(coordinator_client, ongoing):
    data = told(ongoing)

    first = coordinator_client.post(log_of(ongoing), data, **DATA)
    again = coordinator_client.post(log_of(ongoing), data, **DATA)

    assert (first.status_code, first.json()["again"], first.json()["url"]) == (
        201,
        False,
        page_of(ongoing),
    )
    assert (again.status_code, again.json()["again"]) == (200, True)
    assert ProgressEntry.objects.filter(verb=Verb.NOTE).count() == 1


def test_pressing_back_and_sending_again_lands_on_the_entry(coordinator_client, ongoing):
    data = told(ongoing)
    coordinator_client.post(log_of(ongoing), data)

    response = coordinator_client.post(log_of(ongoing), data, follow=True)

    assert [str(message) for message in response.context["messages"]] == [
        "Saved.",
        "This form was sent already: it stands once.",
    ]


@pytest.mark.parametrize("kind", [NOTE, FICHE, BASELINE, ASSISTANCE])
def test_a_stage_that_was_done_lands_on_its_entry_again(coordinator_client, ongoing, editor, kind):
    """The form of the stage that follows asks for less: what was sent says what it said."""
    for earlier in (each for each in StageKind if each <= kind):
        attach(ongoing, earlier)
        if earlier < kind:
            complete(ongoing, earlier, editor)
    data = told(ongoing, happened="done", stage=int(kind), starts_next="on")

    answers = [coordinator_client.post(log_of(ongoing), data, **DATA) for _number in range(2)]

    assert [(each.status_code, each.json()["again"]) for each in answers] == [
        (201, False),
        (200, True),
    ]


# Refused ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "field", "words"),
    [
        ({"on": "2099-01-01"}, "on", "The date is in the future. Plan it instead."),
        ({"on": "yesterday"}, "on", "Write a day as 2018-08-03."),
        ({"on": "0019-03-01"}, "on", "Is the year right?"),
        ({"on": ""}, "on", "This field is required."),
        ({"note": " "}, "note", "Write what happened."),
        ({"happened": "flown"}, "happened", "Select a valid choice. flown is not one of the"),
        ({"happened": "done"}, "document", "The concept note is not attached."),
        ({"happened": "done", "stage": "2"}, "__all__", "This stage is not the one in progress"),
        ({"stage": "9"}, "stage", "Select a valid choice."),
        ({"next_on": "2019-06-01"}, "next_on", "Say what is to be done by then."),
        ({"next_step": "x" * 301}, "next_step", "Ensure this value has at most 300"),
        ({"key": "none"}, "key", "Enter a valid UUID."),
        ({"seen": "-1"}, "seen", "Ensure this value is greater"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_nothing_is_lost(
    coordinator_client, ongoing, more, field, words
):
    data = (
        told(ongoing, next_step="Call them", **more)
        if "next_step" not in more
        else told(ongoing, **more)
    )
    if field == "next_on":
        data["next_step"] = ""

    response = coordinator_client.post(log_of(ongoing), data)

    form = response.context["form"]
    assert response.status_code == 422
    assert words in form.errors[field][0]
    assert form["note"].value() == data["note"]
    assert form["next_step"].value() == data["next_step"]
    assert ongoing.entries.count() == 2


def test_a_file_that_is_not_what_it_says_is_refused_at_its_field(coordinator_client, ongoing):
    data = done(ongoing, document=sent(b"MZ\x90\x00 a program", "report.pdf"))

    response = coordinator_client.post(log_of(ongoing), data)

    assert "not what its name ends in" in response.context["form"].errors["document"][0]
    assert not StageDocument.objects.exists()
    assert states(ongoing)[0] == StageState.STARTED


def test_the_browser_is_told_what_is_wrong(coordinator_client, ongoing):
    response = coordinator_client.post(log_of(ongoing), told(ongoing, note=""), **DATA)

    assert (response.status_code, response.json()) == (
        422,
        {"errors": {"note": ["Write what happened."]}, "conflict": [], "url": log_of(ongoing)},
    )


def test_a_key_that_comes_with_other_content_is_refused(coordinator_client, ongoing):
    data = told(ongoing)
    coordinator_client.post(log_of(ongoing), data)

    response = coordinator_client.post(log_of(ongoing), data | {"note": "Something else."})

    assert response.status_code == 422
    assert "sent before with other content" in response.context["form"].errors["__all__"][0]
    assert [entry.note for entry in ongoing.entries.filter(verb=Verb.NOTE)] == ["We met."]


def test_who_moved_the_stage_meanwhile_is_shown_beside_the_own_words(
    coordinator_client, ongoing, editor
):
    data = done(ongoing)
    attach(ongoing, NOTE)
    complete(ongoing, NOTE, editor, when=MAY, note="I did it.")

    response = coordinator_client.post(log_of(ongoing), data)

    form = response.context["form"]
    assert response.status_code == 409
    assert [entry["note"] for entry in response.context["entries"]] == ["I did it.", ""]
    assert (form["note"].value(), form["happened"].value()) == ("We met.", "note")
    assert (form["stage"].value(), form["seen"].value()) == ("2", str(last_entry(ongoing)))
    # The person decides: what they wrote stands as a note beside the other's entry.
    decided = data | {"happened": "note", "stage": 2, "seen": form["seen"].value()}
    decided["document"] = ""
    assert coordinator_client.post(log_of(ongoing), decided).status_code == 302
    assert states(ongoing)[:2] == ["finished", "started"]


def test_the_browser_is_shown_the_conflict_too(coordinator_client, ongoing, editor):
    data = told(ongoing, happened="done")
    attach(ongoing, NOTE)
    complete(ongoing, NOTE, editor, note="I did it.")

    response = coordinator_client.post(log_of(ongoing), data, **DATA)

    assert response.status_code == 409
    assert [entry["what"] for entry in response.json()["conflict"]] == [
        "stage completed",
        "stage started",
    ]


# Somebody else's ----------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["get", "post"])
def test_another_regions_intervention_is_refused_with_the_reason(
    elsewhere_client, ongoing, editor, method
):
    ongoing.summary_en = "What was done."
    ongoing.save()
    publish(record=ongoing, by=editor, at=timezone.now())

    response = getattr(elsewhere_client, method)(log_of(ongoing), told(ongoing))

    assert response.status_code == 403
    assert "belongs to another region" in response.text
    assert ongoing.entries.count() == 2
    event = AuditEvent.objects.get()
    assert (event.event, event.subject_id) == ("coordination.refused", str(ongoing.pk))


@pytest.mark.parametrize("method", ["get", "post"])
def test_another_regions_draft_does_not_exist(elsewhere_client, ongoing, method):
    response = getattr(elsewhere_client, method)(log_of(ongoing), told(ongoing))

    assert response.status_code == 404
    assert "Remittances" not in response.text
    assert AuditEvent.objects.get().event == "coordination.refused"


def test_another_regions_internal_document_is_not_there_and_the_attempt_is_noted(
    elsewhere_client, ongoing
):
    attach(ongoing, NOTE)
    document = StageDocument.objects.get()
    way = reverse("coordination:document", args=[ongoing.slug, document.pk, document.file_name])

    assert elsewhere_client.get(way).status_code == 404
    event = AuditEvent.objects.get()
    assert (event.event, event.subject_id) == ("coordination.refused", str(document.pk))


def test_fields_that_the_form_does_not_have_change_nothing(
    coordinator_client, ongoing, coordinator, editor
):
    data = told(ongoing, next_step="Call", by=editor.pk, status="completed", owner=editor.pk)

    coordinator_client.post(log_of(ongoing), data)

    entry = ongoing.entries.newest_first().first()
    assert (entry.by, lock_free(ongoing).status) == (coordinator, "ongoing")
    assert FollowUp.objects.get().owner == coordinator


def lock_free(intervention):
    return type(intervention).objects.get(pk=intervention.pk)


# The person's own day -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "is_future"), [("Pacific/Fiji", False), ("Europe/Brussels", True)]
)
def test_what_is_the_future_is_told_by_the_persons_own_clock(
    coordinator_client, coordinator, ongoing, monkeypatch, zone, is_future
):
    # Half past midnight of 9 May in Suva is half past two in the afternoon of 8 May in Brussels.
    monkeypatch.setattr(timezone, "now", lambda: datetime(2019, 5, 8, 12, 30, tzinfo=UTC))
    coordinator.time_zone = zone
    coordinator.save()
    coordinator_client.force_login(coordinator)

    response = coordinator_client.post(log_of(ongoing), told(ongoing, on="2019-05-09"))

    assert (response.status_code == 422) is is_future
    if not is_future:
        assert ongoing.entries.newest_first().first().effective_from == date(2019, 5, 9)
        assert ongoing.entries.newest_first().first().recorded_at.tzinfo is UTC


def test_a_note_that_is_too_long_is_not_called_empty(coordinator_client, ongoing):
    response = coordinator_client.post(log_of(ongoing), told(ongoing, note="y" * 5_001))

    assert len(response.context["form"].errors["note"]) == 1


# The choice of the intervention -------------------------------------------------------------------


def test_the_choice_offers_the_own_interventions_and_leads_to_the_form(coordinator_client, ongoing):
    choose = reverse("coordination:progress-choose")

    places = coordinator_client.get(choose).context["places"]
    assert [place.intervention for place in places] == [ongoing]
    response = coordinator_client.get(choose, {"intervention": ongoing.slug})
    assert response["Location"] == log_of(ongoing)


def test_the_fiche_asks_for_the_entity_too(coordinator_client, ongoing, editor):
    attach(ongoing, NOTE)
    complete(ongoing, NOTE, editor)
    ongoing.refresh_from_db()
    ongoing.entity = None
    ongoing.save()

    response = coordinator_client.post(log_of(ongoing), told(ongoing, happened="done", stage=FICHE))

    assert response.context["form"].errors == {
        "document": ["The technical assistance fiche is not attached."],
        "__all__": ["The requesting entity is not named."],
    }


def test_a_note_is_not_corrected_into_the_future(coordinator, coordinator_client, ongoing):
    entry = add_note(intervention=ongoing, by=coordinator, note="We met.", when=MAY)
    where = reverse("coordination:entry-correct", args=[entry.pk])

    answer = coordinator_client.post(
        where, {"key": str(uuid4()), "note": "We meet.", "when": "2031-01-01"}
    )

    assert "The date is in the future." in answer.text
    assert not ProgressEntry.objects.filter(corrects=entry).exists()
