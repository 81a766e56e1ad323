"""The page of an intervention's people in the workspace."""

import re

import pytest
from django.urls import reverse

from acpmigration.pages.models import AuditEvent
from technical_assistance.models import FocalPoint
from tests.factories.reference import OrganisationFactory
from tests.factories.technical_assistance import InterventionFactory
from tests.technical_assistance.test_people import ANN, AT, BEA

KEY = "5d3ab4c8-0c4e-4a8c-9d0a-0d8b8f0b1a11"


def people_of(intervention):
    return reverse("coordination:people", args=[intervention.slug])


def entity_of(intervention):
    return reverse("coordination:entity", args=[intervention.slug])


def add_page(intervention):
    return reverse("coordination:focal-point-add", args=[intervention.slug])


def change_page(focal_point):
    return reverse("coordination:focal-point-change", args=[focal_point.pk])


def remove_page(focal_point):
    return reverse("coordination:focal-point-remove", args=[focal_point.pk])


def told(contact, version=0, **more):
    return {"key": KEY, "version": version, **vars(contact), **more}


def offered(response):
    """What the select of the entity offers, but for the empty choice."""
    return [label for key, label in response.context["form"].fields["entity"].choices if key]


@pytest.fixture
def ann(ongoing, coordinator):
    return FocalPoint.objects.create(
        intervention=ongoing, changed_at=AT, changed_by=coordinator, **vars(ANN)
    )


def test_the_entity_is_chosen_among_the_lead_countrys_government(
    coordinator_client, ongoing, saint_lucia
):
    ongoing.entity = None
    ongoing.save()
    here = {"country": saint_lucia, "kind": "government"}
    OrganisationFactory(name="Ministry of Labour", **here)
    OrganisationFactory(name="A university", country=saint_lucia, kind="academia")
    OrganisationFactory(name="Ministry elsewhere", kind="government")

    assert offered(coordinator_client.get(people_of(ongoing))) == ["Ministry of Labour"]


def test_for_a_regional_organisation_its_like_are_offered(editor_client):
    regional = InterventionFactory(regional=True)
    OrganisationFactory(name="A secretariat", kind="regional_organisation")
    OrganisationFactory(name="A ministry", kind="government")

    names = offered(editor_client.get(people_of(regional)))

    assert "A secretariat" in names
    assert "A ministry" not in names


def test_any_organisation_is_found_by_the_words_of_its_name_in_any_language(
    coordinator_client, ongoing, ministry
):
    OrganisationFactory(name="Bank of Haiti", name_fr="Banque d’Haïti")
    OrganisationFactory(name="Bank of Kenya")

    for words in ("banque haïti", "haiti bank"):
        response = coordinator_client.get(people_of(ongoing), {"q": words})

        assert offered(response) == ["Bank of Haiti", str(ministry)]


def test_the_entity_is_named(coordinator_client, ongoing, ministry):
    bank = OrganisationFactory(name="Bank of Haiti")

    response = coordinator_client.post(entity_of(ongoing), {"entity": bank.pk, "seen": ministry.pk})

    assert response["Location"] == people_of(ongoing)
    ongoing.refresh_from_db()
    assert ongoing.entity == bank


def test_who_comes_second_is_shown_what_the_first_named_and_may_insist(
    coordinator_client, ongoing, ministry
):
    theirs, mine = OrganisationFactory(name="Theirs"), OrganisationFactory(name="Mine")
    ongoing.entity = theirs
    ongoing.save()

    refused = coordinator_client.post(
        f"{entity_of(ongoing)}?q=Mine", {"entity": mine.pk, "seen": ministry.pk}
    )

    ongoing.refresh_from_db()
    assert (refused.status_code, ongoing.entity) == (422, theirs)
    assert "Stored now: Theirs." in refused.context["form"].errors["entity"][0]
    form = refused.context["form"]
    assert (form["seen"].value(), form["entity"].value()) == (str(theirs.pk), str(mine.pk))
    again = {"entity": form["entity"].value(), "seen": form["seen"].value()}
    coordinator_client.post(entity_of(ongoing), again)
    ongoing.refresh_from_db()
    assert ongoing.entity == mine


def test_an_entity_that_does_not_exist_is_refused_at_its_field(coordinator_client, ongoing):
    response = coordinator_client.post(entity_of(ongoing), {"entity": 0, "seen": ""})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["entity"]


def test_a_focal_point_is_added_once_however_often_the_form_comes(
    coordinator_client, coordinator, ongoing
):
    for _time in range(2):
        response = coordinator_client.post(add_page(ongoing), told(ANN))

        assert response["Location"] == people_of(ongoing)
    one = FocalPoint.objects.get()
    assert (one.name, one.changed_by, one.intervention) == (ANN.name, coordinator, ongoing)


def test_the_key_of_a_form_takes_no_second_person(coordinator_client, ongoing):
    coordinator_client.post(add_page(ongoing), told(ANN))

    response = coordinator_client.post(add_page(ongoing), told(BEA))

    assert response.status_code == 422
    assert "sent before with other content" in response.text
    assert f'value="{BEA.name}"' in response.text
    assert FocalPoint.objects.count() == 1


def test_what_is_missing_is_said_beside_the_field(coordinator_client, ongoing):
    response = coordinator_client.post(add_page(ongoing), told(ANN) | {"email": "", "phone": ""})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["email"]
    assert f'value="{ANN.name}"' in response.text


def test_a_focal_point_is_changed(coordinator_client, ann):
    coordinator_client.post(change_page(ann), told(BEA, version=1))

    ann.refresh_from_db()
    assert (ann.name, ann.email, ann.version) == (BEA.name, "", 2)


def test_who_comes_second_sees_the_first_change_beside_what_was_typed(
    coordinator_client, editor_client, editor, ann
):
    editor_client.post(change_page(ann), told(BEA, version=1))

    refused = coordinator_client.post(change_page(ann), told(ANN, version=1, name="Cy"))

    assert refused.status_code == 409
    assert refused.context["stored"].name == BEA.name
    assert str(editor) in refused.text
    form = refused.context["form"]
    assert (form["name"].value(), form["version"].value()) == ("Cy", "2")
    ann.refresh_from_db()
    assert ann.name == BEA.name
    coordinator_client.post(change_page(ann), told(ANN, version=2, name="Cy"))
    ann.refresh_from_db()
    assert ann.name == "Cy"


def test_a_focal_point_is_removed(coordinator_client, ongoing, ann):
    response = coordinator_client.post(remove_page(ann), {"version": "1"})

    assert response["Location"] == people_of(ongoing)
    assert not FocalPoint.objects.exists()


@pytest.mark.parametrize("version", ["2", "", "x"])
def test_what_was_changed_meanwhile_is_not_removed(coordinator_client, ann, version):
    response = coordinator_client.post(remove_page(ann), {"version": version}, follow=True)

    assert "changed this meanwhile" in response.text
    assert FocalPoint.objects.get() == ann


def test_a_coordinator_elsewhere_finds_nothing_and_the_attempt_is_noted(
    coordinator_elsewhere_client, coordinator_elsewhere, ongoing, ann
):
    addresses = [people_of(ongoing), add_page(ongoing), change_page(ann)]
    posts = [entity_of(ongoing), add_page(ongoing), change_page(ann), remove_page(ann)]
    answers = [coordinator_elsewhere_client.get(address).status_code for address in addresses]
    answers += [
        coordinator_elsewhere_client.post(address, told(BEA, version=1)).status_code
        for address in posts
    ]

    assert answers == [404] * 7
    assert [vars(ANN) | {"pk": ann.pk}] == list(
        FocalPoint.objects.values("name", "position", "email", "phone", "pk")
    )
    noted = AuditEvent.objects.filter(event="coordination.refused", actor=coordinator_elsewhere.pk)
    assert noted.count() == 7


def test_viewers_read_and_change_nothing(viewer_client, ongoing, ann):
    page = viewer_client.get(people_of(ongoing))

    assert ANN.email in page.text
    assert not re.search(r'<form[^>]*method="post"', page.text.partition("<main")[2])
    for address in (entity_of(ongoing), add_page(ongoing), change_page(ann), remove_page(ann)):
        assert viewer_client.post(address, told(BEA, version=1)).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_a_fixed_number_of_queries(
    coordinator_client, coordinator, ongoing, count, django_assert_max_num_queries
):
    for number in range(count):
        FocalPoint.objects.create(
            intervention=ongoing, name=f"P{number}", changed_at=AT, changed_by=coordinator
        )
    coordinator_client.get(people_of(ongoing))

    with django_assert_max_num_queries(8):
        response = coordinator_client.get(people_of(ongoing))

    assert len(response.context["focal_points"]) == count
