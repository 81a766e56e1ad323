"""What a browser asks for so that the workspace reads and writes without a link."""

import pytest
from django.urls import reverse

from technical_assistance.domain.log import last_entry
from technical_assistance.domain.progress import with_last_entry
from technical_assistance.models import Intervention
from tests.factories.technical_assistance import InterventionFactory

OUTBOX, WORKER, CHOOSE = (
    reverse(f"coordination:{name}") for name in ("outbox", "worker", "progress-choose")
)
DATA = {"accept": "application/json"}

pytestmark = pytest.mark.django_db


def test_the_outbox_says_whose_entries_to_send_and_by_which_token(coordinator_client, coordinator):
    response = coordinator_client.get(OUTBOX, headers=DATA)

    assert response.json() == {
        "user": coordinator.browser_key,
        "csrf": response.json()["csrf"],
    }
    assert len(response.json()["csrf"]) == 64
    assert response["Cache-Control"] == "no-store"


def test_the_outbox_of_nobody_says_where_to_log_in(client):
    response = client.get(OUTBOX, headers=DATA)

    assert response.status_code == 401
    assert response.json()["login"].startswith("/accounts/login/")


def test_a_person_is_called_the_same_in_the_browser_whatever_key_the_site_has(
    coordinator, viewer, settings
):
    before = coordinator.browser_key
    settings.SECRET_KEY = "another"

    assert coordinator.browser_key == before
    assert viewer.browser_key != before
    assert str(coordinator.pk) != before


def test_a_page_of_the_workspace_names_the_person_for_the_browser(coordinator_client, coordinator):
    text = coordinator_client.get(CHOOSE).text

    assert f'data-user="{coordinator.browser_key}"' in text


@pytest.mark.parametrize("language", ["", "/fr"])
def test_the_worker_is_for_the_workspace_of_its_language(client, language):
    response = client.get(f"{language}{WORKER}")

    assert response["Content-Type"] == "text/javascript"
    assert response["Cache-Control"] == "no-cache"
    assert 'import { start } from "/static/js/workspace\\u002Dworker.js"' in response.text
    assert f'scope: "{language}/coordination/"' in response.text


def test_the_worker_changes_with_the_release(client, settings):
    before = client.get(WORKER)
    settings.RELEASE = "next"
    after = client.get(WORKER, headers={"if-none-match": before["ETag"]})

    assert after.status_code == 200
    assert after.content != before.content


def test_the_policy_lets_a_worker_of_our_own_run(client):
    assert "worker-src 'self'" in client.get(WORKER)["Content-Security-Policy"]


def test_the_form_for_any_intervention_says_where_each_stands(coordinator_client, ongoing):
    place = coordinator_client.get(CHOOSE).context["places"][0]

    assert (place.intervention, place.intervention.last_entry) == (ongoing, last_entry(ongoing))
    assert (place.stage, place.happened, place.closing) == (1, "note done plan", "concept_note")
    assert place.lacks == "The concept note is not attached."
    assert place.log == f"/coordination/interventions/{ongoing.slug}/log/"


def test_the_form_for_any_intervention_offers_notes_where_all_is_closed(
    coordinator_client, saint_lucia
):
    InterventionFactory(country=saint_lucia, completed=True)

    place = coordinator_client.get(CHOOSE).context["places"][0]

    assert (place.stage, place.happened, place.closing, place.lacks) == (None, "note", "", "")
    assert place.stands == "All stages stay as they are."


def test_the_choice_leads_to_the_form_of_the_one_that_was_chosen(coordinator_client, ongoing):
    response = coordinator_client.get(CHOOSE, {"intervention": ongoing.slug})

    assert response["Location"] == f"/coordination/interventions/{ongoing.slug}/log/"


def test_the_choice_offers_nothing_of_another_region(coordinator_client, ongoing):
    InterventionFactory(title="Elsewhere")

    response = coordinator_client.get(CHOOSE)

    assert [place.intervention for place in response.context["places"]] == [ongoing]
    assert "Elsewhere" not in response.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_choice_takes_a_fixed_number_of_queries(
    coordinator_client, saint_lucia, count, django_assert_num_queries
):
    InterventionFactory.create_batch(count, country=saint_lucia)
    coordinator_client.get(CHOOSE)

    with django_assert_num_queries(5):
        response = coordinator_client.get(CHOOSE)

    assert len(response.context["places"]) == count


def test_the_newest_entry_of_a_list_is_that_of_each_row(ongoing):
    silent = InterventionFactory()

    found = {row.pk: row.last_entry for row in with_last_entry(Intervention.objects.all())}

    assert found == {ongoing.pk: last_entry(ongoing), silent.pk: 0}
