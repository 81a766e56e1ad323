"""Who is deployed, as those see it who work on the intervention."""

import pytest
from django.urls import reverse

from acpmigration.panels import panels_for
from acpmigration.refusals import NotYours
from experts.domain.looks import Look, note_look
from experts.models import Deployment
from technical_assistance.views.coordination.seen import SeenIntervention
from tests.experts.acting import NOW, audited
from tests.factories.accounts import UserFactory
from tests.factories.experts import DeploymentFactory, ExpertFactory
from tests.factories.reference import CountryFactory
from tests.factories.technical_assistance import InterventionFactory

PAGE = "coordination-intervention"


@pytest.fixture
def here(coordinator):
    return InterventionFactory(country=CountryFactory(region=coordinator.regions.get()))


@pytest.fixture
def maria():
    return ExpertFactory(
        active=True, name="Maria Canary", phone="+678 11111", user__email="maria@example.org"
    )


def rows(intervention, by):
    """What the panel shows; nothing where there is no panel."""
    panels = panels_for(PAGE, SeenIntervention(intervention, by))
    return panels[0].rows if panels else None


def note_of(intervention):
    return reverse("coordination:note", args=[intervention.slug])


def detail_of(intervention):
    return reverse("coordination:intervention-detail", args=[intervention.slug])


def test_a_coordinator_sees_who_agreed_with_name_and_contacts(
    coordinator_client, coordinator, here, maria
):
    agreed = DeploymentFactory(intervention=here, expert=maria, agreed=True, days=10)
    DeploymentFactory(intervention=here, expert__name="Invited Canary", invited=True, days=5)
    DeploymentFactory(expert__name="Elsewhere Canary", agreed=True)

    shown = rows(here, coordinator)
    page = coordinator_client.get(detail_of(here)).text

    assert shown.deployments == [agreed]
    assert shown.meter.days == 15
    for words in ("Maria Canary", "maria@example.org", "+678 11111", "15 of 60 days"):
        assert words in page
    for words in ("Invited Canary", "Elsewhere Canary"):
        assert words not in page


def test_editors_see_planned_and_invited_ones_too_but_none_that_was_cancelled(editor, here):
    planned = DeploymentFactory(intervention=here)
    invited = DeploymentFactory(intervention=here, invited=True)
    DeploymentFactory(intervention=here, state="cancelled")

    assert rows(here, editor).deployments == [planned, invited]


def test_coordinators_elsewhere_viewers_and_experts_see_nothing(
    coordinator_elsewhere, viewer, here, maria
):
    DeploymentFactory(intervention=here, expert=maria, agreed=True)
    deployed_coordinator = ExpertFactory(active=True, user=coordinator_elsewhere)
    DeploymentFactory(intervention=here, expert=deployed_coordinator, agreed=True)

    for stranger in (coordinator_elsewhere, viewer, maria.user, UserFactory()):
        assert rows(here, stranger) is None
    assert audited() == []


def test_every_look_is_in_the_audit_trail(coordinator, editor, here):
    for person in (coordinator, editor):
        rows(here, person)

    assert audited() == [
        ("experts.panel-viewed", person.pk, str(here.pk), "") for person in (coordinator, editor)
    ]


def test_coordinators_look_at_nothing_else_of_the_roster(coordinator, maria):
    for look in set(Look) - {Look.PANEL, Look.DEPLOYMENTS}:
        with pytest.raises(NotYours):
            note_look(look=look, by=coordinator, at=NOW, subject=maria, purpose="review")


def test_an_erased_expert_and_one_without_a_log_in_show_what_is_left(
    coordinator_client, here, maria
):
    DeploymentFactory(intervention=here, expert=None, agreed=True)
    maria.user = None
    maria.save()
    DeploymentFactory(intervention=here, expert=maria, agreed=True)

    page = coordinator_client.get(detail_of(here)).text

    for words in ("erased", "Maria Canary", "+678 11111"):
        assert words in page
    assert "maria@example.org" not in page


def test_an_intervention_without_experts_says_so(coordinator_client, here):
    page = coordinator_client.get(detail_of(here)).text

    assert "Nobody is deployed." in page
    assert "0 of 60 days" in page


def test_the_printed_note_says_who_is_deployed_and_the_look_is_noted(
    coordinator_client, coordinator, here, maria
):
    DeploymentFactory(intervention=here, expert=maria, agreed=True)

    page = coordinator_client.get(note_of(here)).text

    for words in ("Maria Canary", "maria@example.org", "+678 11111"):
        assert words in page
    assert audited() == [("experts.deployments-listed", coordinator.pk, "", "")]


def test_the_printed_note_of_a_viewer_names_nobody(viewer_client, here, maria):
    DeploymentFactory(intervention=here, expert=maria, agreed=True)

    page = viewer_client.get(note_of(here)).text

    assert "Maria Canary" not in page
    assert audited() == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_panel_takes_a_fixed_number_of_queries(
    coordinator, here, count, django_assert_max_num_queries
):
    DeploymentFactory.create_batch(count, intervention=here, agreed=True)

    with django_assert_max_num_queries(9):
        shown = rows(here, coordinator)
        contacts = [row.expert.user.email for row in shown.deployments]

    assert len(contacts) == Deployment.objects.count() == count
