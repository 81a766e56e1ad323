"""Interventions read by programs: as the page selects them, and nothing else."""

import csv
import json

import pytest

from tests.factories.reference import CountryFactory, RegionFactory, TopicFactory
from tests.factories.technical_assistance import InterventionFactory

API = "/api/v1/interventions/"

pytestmark = pytest.mark.django_db


def text_of(response):
    return b"".join(response.streaming_content).decode()


@pytest.mark.parametrize("number", [1, 3])
def test_a_page_of_records_takes_a_fixed_number_of_queries(
    client, django_assert_num_queries, number
):
    InterventionFactory.create_batch(number, published=True)
    InterventionFactory(title="A draft")

    with django_assert_num_queries(6):
        response = client.get(API)

    assert response["Content-Type"] == "application/json"
    assert response.json()["count"] == number
    assert "A draft" not in response.text


@pytest.mark.parametrize("number", [1, 3])
def test_a_filtered_page_takes_at_most_eight_queries(client, django_assert_num_queries, number):
    country = CountryFactory(region=RegionFactory(slug="caribbean"))
    topic = TopicFactory(slug="thb")
    shown = {"published": True, "country": country, "topics": [topic]}
    InterventionFactory.create_batch(number, **shown)
    InterventionFactory(published=True)

    with django_assert_num_queries(8):
        found = client.get(API, {"region": "caribbean", "topic": "thb", "page_size": 100}).json()

    assert found["count"] == number


def test_the_same_selection_is_the_same_in_api_and_files(client):
    shown = InterventionFactory(published=True)
    InterventionFactory(published=True, status="completed")

    found = client.get(API, {"status": "ongoing"}).json()
    lines = list(
        csv.DictReader(text_of(client.get("/interventions.csv?status=ongoing")).splitlines())
    )
    whole = json.loads(text_of(client.get("/interventions.json?status=ongoing")))

    assert [each["slug"] for each in found["results"]] == [shown.slug]
    assert [each["slug"] for each in lines] == [shown.slug]
    assert whole["records"] == found["results"]
    assert whole["about"]["count"] == 1


def test_what_is_not_understood_is_named_with_what_there_is(client):
    response = client.get(API, {"colour": "red", "status": "going", "page": "x"})

    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    errors = {each["parameter"]: each for each in response.json()["errors"]}
    assert errors["status"]["allowed"] == ["ongoing", "completed", "cancelled", "not-stated"]
    assert "region" in errors["colour"]["allowed"]


def test_who_has_the_answer_already_is_told_so_in_two_queries(
    client, django_assert_max_num_queries
):
    response = client.get(API)

    with django_assert_max_num_queries(2):
        again = client.get(API, headers={"if-none-match": response["ETag"]})

    assert again.status_code == 304


def test_a_record_by_its_slug_in_french(client):
    shown = InterventionFactory(published=True, title_fr="Titre")

    record = client.get(f"{API}{shown.slug}/", {"lang": "fr"}).json()

    assert record["title"] == "Titre"
    assert record["language"] == "fr"
    assert record["page"] == f"https://testserver/fr/interventions/{shown.slug}/"
    assert record["api"] == f"https://testserver{API}{shown.slug}/?lang=fr"


def test_nothing_of_a_draft(client):
    draft = InterventionFactory()

    response = client.get(f"{API}{draft.slug}/")

    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
