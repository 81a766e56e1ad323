"""The hand-over in the workspace: choose, see what moves, move it; and its notes."""

from datetime import date

import pytest
from django.urls import reverse

from acpmigration.pages.models import AuditEvent
from technical_assistance.domain.interventions import add_note
from technical_assistance.domain.stages import plan_stage
from technical_assistance.enums import StageKind
from technical_assistance.models import FocalPoint, HandOver, Intervention
from tests.factories.accounts import UserFactory
from tests.factories.technical_assistance import (
    FollowUpFactory,
    InterventionFactory,
    StageDocumentFactory,
)
from tests.technical_assistance.test_hand_over import AT, give

PAGE = reverse("coordination:hand-over")
KEY = "5d3ab4c8-0c4e-4a8c-9d0a-0d8b8f0b1a11"


def detail_of(made):
    return reverse("coordination:hand-over-detail", args=[made.pk])


def notes_of(made):
    return reverse("coordination:hand-over-note", args=[made.pk])


def note_of(intervention):
    return reverse("coordination:note", args=[intervention.slug])


@pytest.fixture
def taker(coordinator):
    return UserFactory(coordinator=True, regions=list(coordinator.regions.all()), name="Successor")


@pytest.fixture
def held(coordinator, saint_lucia):
    return InterventionFactory(title="Remittances", country=saint_lucia, coordinator=coordinator)


# Choosing ----------------------------------------------------------------------------------------


def test_a_coordinator_chooses_among_those_of_the_own_regions(
    coordinator_client, coordinator, coordinator_elsewhere, taker, editor
):
    UserFactory(coordinator=True, regions=list(coordinator.regions.all()), is_active=False)

    form = coordinator_client.get(PAGE).context["form"]

    assert list(form.fields) == ["key", "taker"]
    assert list(form.fields["taker"].queryset) == [taker]


def test_an_editor_chooses_both_also_who_has_left(
    editor_client, coordinator, coordinator_elsewhere, taker, held, editor
):
    gone = UserFactory(coordinator=True, is_active=False)
    demoted = UserFactory()
    InterventionFactory(coordinator=demoted)

    form = editor_client.get(PAGE).context["form"]

    everybody = {coordinator, coordinator_elsewhere, taker}
    assert set(form.fields["giver"].queryset) == everybody | {gone, demoted}
    assert set(form.fields["taker"].queryset) == everybody


def test_who_may_only_read_is_told_so(viewer_client):
    response = viewer_client.get(PAGE)

    assert response.status_code == 403
    assert "changes nothing" in response.text


def test_what_moves_is_shown_before_it_does(coordinator_client, coordinator, taker, held):
    FollowUpFactory(intervention=held, owner=coordinator, text="Call the ministry.")

    response = coordinator_client.get(PAGE, {"taker": taker.pk})

    assert response.context["holdings"].interventions == [held]
    for words in ("Remittances", "Call the ministry.", "Hand all of this over", "Successor"):
        assert words in response.text
    held.refresh_from_db()
    assert held.coordinator == coordinator


def test_what_is_out_of_reach_is_said_before(editor_client, coordinator, held):
    stranger = UserFactory(coordinator=True, name="Stranger")

    response = editor_client.get(PAGE, {"giver": coordinator.pk, "taker": stranger.pk})

    assert response.context["holdings"].foreign == [held]
    assert "Stranger does not coordinate the region of:" in response.text
    assert "Hand all of this over" not in response.text


# Moving ------------------------------------------------------------------------------------------


def test_a_hand_over_that_is_sent_twice_happens_once(coordinator_client, coordinator, taker, held):
    for _time in range(2):
        response = coordinator_client.post(PAGE, {"key": KEY, "taker": taker.pk})

        made = HandOver.objects.get()
        assert response["Location"] == detail_of(made)
    held.refresh_from_db()
    assert (held.coordinator, made.made_by) == (taker, coordinator)


def test_a_form_without_its_key_is_carried_out_and_one_with_a_broken_key_is_not(
    coordinator_client, taker, held
):
    broken = coordinator_client.post(PAGE, {"key": "x", "taker": taker.pk})
    held.refresh_from_db()
    assert (broken.status_code, held.coordinator == taker) == (422, False)

    coordinator_client.post(PAGE, {"taker": taker.pk})
    held.refresh_from_db()
    assert held.coordinator == taker


def test_an_editor_hands_over_for_somebody(editor_client, editor, coordinator, taker, held):
    editor_client.post(PAGE, {"key": KEY, "giver": coordinator.pk, "taker": taker.pk})

    made = HandOver.objects.get()
    assert (made.giver, made.taker, made.made_by) == (coordinator, taker, editor)


def test_a_coordinator_gives_nothing_of_anothers(
    coordinator_client, coordinator, taker, saint_lucia
):
    theirs = InterventionFactory(country=saint_lucia, coordinator=taker)

    response = coordinator_client.post(PAGE, {"key": KEY, "giver": taker.pk, "taker": taker.pk})

    assert response.status_code == 422
    assert "has nothing to hand over" in response.text
    theirs.refresh_from_db()
    assert theirs.coordinator == taker


def test_without_a_key_what_cannot_move_is_refused_in_words(coordinator_client, taker):
    response = coordinator_client.post(PAGE, {"taker": taker.pk})

    assert response.status_code == 422
    assert "has nothing to hand over" in response.text


def test_to_name_another_giver_by_hand_is_noted_as_an_attempt(
    coordinator_client, coordinator, coordinator_elsewhere, taker, held
):
    sent = {"key": KEY, "giver": coordinator_elsewhere.pk, "taker": taker.pk}
    coordinator_client.post(PAGE, sent)

    event = AuditEvent.objects.get()
    assert (event.event, event.actor) == ("coordination.refused", coordinator.pk)
    assert event.subject_id == str(coordinator_elsewhere.pk)


@pytest.mark.parametrize("giver", ["", "me", "0", "7.5"])
def test_what_names_nobody_as_the_giver_is_not_noted(coordinator_client, taker, giver):
    coordinator_client.post(PAGE, {"key": KEY, "giver": giver, "taker": taker.pk})

    assert not AuditEvent.objects.exists()


def test_a_foreign_taker_sent_by_hand_is_refused_at_the_field(
    coordinator_client, coordinator_elsewhere, held
):
    response = coordinator_client.post(PAGE, {"key": KEY, "taker": coordinator_elsewhere.pk})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["taker"]
    assert not HandOver.objects.exists()


def test_what_the_domain_refuses_is_said_at_the_field(editor_client, coordinator, held):
    stranger = UserFactory(coordinator=True)

    response = editor_client.post(PAGE, {"key": KEY, "giver": coordinator.pk, "taker": stranger.pk})

    assert response.status_code == 422
    assert "Remittances" in response.context["form"].errors["taker"][0]


def test_the_result_lists_what_moved_with_a_note_for_each(
    coordinator_client, coordinator, taker, held
):
    made = give(coordinator, taker)

    response = coordinator_client.get(detail_of(made))

    assert list(response.context["interventions"]) == [held]
    assert note_of(held) in response.text
    assert notes_of(made) in response.text
    assert detail_of(made) in coordinator_client.get(PAGE).text


def test_a_hand_over_of_others_is_not_there_and_the_attempt_is_noted(
    coordinator_elsewhere_client, coordinator_elsewhere, coordinator, taker, held
):
    made = give(coordinator, taker)

    for address in (detail_of(made), notes_of(made), note_of(held)):
        assert coordinator_elsewhere_client.get(address).status_code == 404
    noted = AuditEvent.objects.filter(event="coordination.refused", actor=coordinator_elsewhere.pk)
    assert list(noted.in_order().values_list("subject_id", flat=True)) == [
        str(made.pk),
        str(made.pk),
        str(held.pk),
    ]


# Notes -------------------------------------------------------------------------------------------


def test_a_note_says_where_it_stands_and_who_to_call(coordinator_client, coordinator, ongoing):
    for number in range(12):
        add_note(intervention=ongoing, when=None, by=coordinator, note=f"Line {number}.")
    plan_stage(
        intervention=ongoing, kind=StageKind.TA_FICHE, due_on=date(2019, 7, 1), by=coordinator
    )
    FocalPoint.objects.create(
        intervention=ongoing, name="Ann", phone="1", changed_at=AT, changed_by=coordinator
    )
    FollowUpFactory(intervention=ongoing, owner=coordinator, text="Call.", due_on=date(2019, 6, 3))
    FollowUpFactory(intervention=ongoing, text="Past.", done_on=AT.date(), done_by=coordinator)
    document = StageDocumentFactory(stage=ongoing.stages.get(kind=1), title="Minutes")

    response = coordinator_client.get(note_of(ongoing))

    [note] = response.context["notes"]
    assert note.intervention == ongoing
    assert [stage.state for stage in note.stages] == ["in progress", *["not started"] * 3]
    assert [str(blocker) for blocker in note.blockers] == ["The concept note is not attached."]
    assert note.next_on == date(2019, 6, 3)
    assert [entry["note"] for entry in note.entries] == [
        "",
        *(f"Line {n}." for n in range(11, 2, -1)),
    ]
    way = reverse("coordination:document", args=[ongoing.slug, document.pk, "minutes.pdf"])
    for words in (str(ongoing.entity), "Ann", "Call.", "Minutes", way):
        assert words in response.text
    assert "Past." not in response.text


def test_a_note_without_dates_says_so(coordinator_client, held):
    response = coordinator_client.get(note_of(held))

    assert response.context["notes"][0].next_on is None
    for words in ("No date is planned.", "No document is attached.", "No focal point is named."):
        assert words in response.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_notes_of_a_hand_over_take_a_fixed_number_of_queries(
    coordinator_client, coordinator, taker, saint_lucia, count, django_assert_max_num_queries
):
    rows = InterventionFactory.create_batch(count, country=saint_lucia, coordinator=coordinator)
    for row in rows:
        FollowUpFactory(intervention=row, owner=coordinator)
        StageDocumentFactory(stage=row.stages.get(kind=1))
    made = give(coordinator, taker)
    coordinator_client.get(notes_of(made))

    with django_assert_max_num_queries(14):
        response = coordinator_client.get(notes_of(made))

    assert {note.intervention for note in response.context["notes"]} == set(rows)


def test_notes_are_those_that_the_reader_still_works_on(
    coordinator_client, coordinator, taker, held
):
    made = give(coordinator, taker)
    coordinator.regions.clear()

    response = coordinator_client.get(notes_of(made))

    assert response.context["notes"] == []
    assert Intervention.objects.filter(hand_overs=made).count() == 1
