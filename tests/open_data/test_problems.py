"""What is wrong, said to a program."""

import pytest
from django.utils import timezone

from acpmigration.publication import unpublish
from tests.factories.technical_assistance import InterventionFactory

API = "/api/v1/interventions/"

pytestmark = pytest.mark.django_db


def errors_of(response):
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    return {each["parameter"]: each for each in response.json()["errors"]}


@pytest.mark.parametrize("where", [API, "/interventions.csv"])
def test_all_that_is_wrong_is_said_at_once(client, where):
    found = errors_of(client.get(where, {"colour": "red", "status": "going", "year__gt": "2015"}))

    assert set(found) == {"colour", "status", "year__gt"}
    assert found["status"]["value"] == "going"
    assert found["status"]["allowed"] == ["ongoing", "completed", "cancelled", "not-stated"]
    assert {"region", "status", "q", "sort"} <= set(found["colour"]["allowed"])


@pytest.mark.parametrize("where", [API, "/interventions.csv"])
def test_every_order_that_there_is_is_named_to_whoever_asks_for_another(client, where):
    allowed = errors_of(client.get(where, {"sort": "size"}))["sort"]["allowed"]

    assert allowed == ["updated", "title", "place", "relevance"]
    assert {client.get(where, {"sort": each}).status_code for each in allowed} == {200}


def test_a_search_past_its_limits_says_what_they_are(client):
    found = errors_of(client.get(API, {"q": " ".join(f"word{n}" for n in range(20))}))

    assert found["q"]["detail"] == ("A search takes 8 words in 200 characters, letters or digits.")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"page": "x"}, "This is a number from 1 to 10000."),
        ({"page": "0"}, "This is a number from 1 to 10000."),
        ({"page": "-1"}, "This is a number from 1 to 10000."),
        ({"page": "9" * 40}, "This is a number from 1 to 10000."),
        ({"page": "²"}, "This is a number from 1 to 10000."),
        ({"page_size": "100000"}, "This is a number from 1 to 100."),
        ({"page": "9000", "page_size": "100"}, "A list can be read up to its row 10000 page by"),
    ],
)
def test_pages_are_bounded_with_a_sentence(client, asked, said):
    found = errors_of(client.get(API, asked))

    (only,) = found.values()
    assert only["detail"].startswith(said)


def test_a_page_that_is_not_there(client):
    response = client.get(API, {"page": "2"})

    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == 404


@pytest.mark.parametrize("where", ["/api/v1/nothing/", "/api/", f"{API}none/", f"{API}%00/"])
def test_what_is_not_there_is_a_problem_too(client, where):
    response = client.get(where)

    assert response.status_code in (400, 404)
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == response.status_code


def test_a_record_takes_no_filters(client):
    shown = InterventionFactory(published=True)

    found = errors_of(client.get(f"{API}{shown.slug}/", {"status": "ongoing"}))

    assert found["status"]["allowed"] == ["lang"]


def test_what_was_public_once_is_gone(client, editor):
    shown = InterventionFactory(published=True)
    unpublish(record=shown, by=editor, at=timezone.now())

    response = client.get(f"{API}{shown.slug}/")

    assert response.status_code == 410
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["title"] == "This was public once, and was taken back."
    assert shown.title not in response.text
