"""What programs keep of an answer, and what other sites' pages may read."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from acpmigration.reference.models import Region
from tests.factories.reference import RegionFactory
from tests.factories.technical_assistance import InterventionFactory

API = "/api/v1/interventions/"
FILE = "/interventions.csv"
NOON = "2026-05-04T10:00:00.400Z"

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def modified(client, where=API):
    return client.get(where).headers.get("Last-Modified")


def test_the_date_of_an_answer_is_the_second_after_which_nothing_changed(client, clock):
    first = modified(client)
    clock.shift(2)
    second = modified(client)
    clock.shift(60)
    third = modified(client)

    assert first is None
    assert second == third == "Mon, 04 May 2026 10:00:01 GMT"


def test_who_asks_by_the_date_is_told_of_each_change(client, clock):
    region = RegionFactory()
    client.get(API)
    clock.shift(2)
    known = {"if-modified-since": modified(client)}

    unchanged = client.get(API, headers=known)
    Region.objects.filter(pk=region.pk).update(position=7)
    changed = client.get(API, headers=known)

    assert unchanged.status_code == 304
    assert changed.status_code == 200


def test_a_change_within_the_second_of_the_first_look_is_not_missed(client, clock):
    region = RegionFactory()
    client.get(API)
    clock.shift(0.5)
    before = modified(client)
    Region.objects.filter(pk=region.pk).update(position=7)
    client.get(API)
    clock.shift(2)

    assert before is None
    assert modified(client) == "Mon, 04 May 2026 10:00:01 GMT"


@pytest.mark.parametrize("where", [API, FILE])
def test_the_mark_of_an_answer_changes_with_data_and_address(client, where):
    mark = client.get(where)["ETag"]

    again = client.get(where, headers={"if-none-match": mark})
    elsewhere = client.get(where, {"status": "ongoing"}, headers={"if-none-match": mark})
    InterventionFactory(published=True)
    changed = client.get(where, headers={"if-none-match": mark})

    assert [again.status_code, elsewhere.status_code, changed.status_code] == [304, 200, 200]
    assert again["ETag"] == mark


@pytest.mark.parametrize("where", [API, FILE])
def test_pages_of_other_sites_may_read_it(client, where):
    response = client.get(where, headers={"origin": "https://elsewhere.example"})
    asked_before = client.options(
        where,
        headers={
            "origin": "https://elsewhere.example",
            "access-control-request-method": "GET",
            "access-control-request-headers": "if-none-match",
        },
    )

    assert response["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in response["Access-Control-Expose-Headers"]
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Access-Control-Allow-Credentials" not in response.headers
    assert asked_before.status_code == 204
    assert asked_before["Access-Control-Allow-Origin"] == "*"
    assert "If-None-Match" in asked_before["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("where", [API, FILE])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_reading_is_all_there_is(client, where, method):
    response = getattr(client, method)(where)

    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert response.json()["status"] == 405


def test_whoever_asks_for_the_heads_alone_has_no_file_written(
    client, django_assert_max_num_queries
):
    InterventionFactory(published=True)

    with django_assert_max_num_queries(1):
        response = client.head(FILE)
        written = b"".join(response.streaming_content)

    assert response.status_code == 200
    assert response["ETag"]
    assert written == b""


def test_whoever_is_signed_in_reads_what_everybody_does(client, editor_client):
    InterventionFactory(published=True)
    InterventionFactory(title="A draft")

    assert client.get(API).content == editor_client.get(API).content


def test_the_language_is_the_one_that_is_asked_for(client):
    said = {each: client.get(API, {"lang": each})["Content-Language"] for each in ("fr", "en")}
    unknown = client.get(API, {"lang": "de"})

    assert said == {"fr": "fr", "en": "en"}
    assert unknown.status_code == 400
    assert unknown.json()["errors"][0]["allowed"] == ["en", "fr", "pt", "es"]


def test_a_day_later_nothing_is_known(client, clock):
    """Figures and states follow the day: so do the marks."""
    mark = client.get(API)["ETag"]
    clock.move_to(timezone.now() + timedelta(days=1))

    assert client.get(API, headers={"if-none-match": mark}).status_code == 200


@pytest.mark.parametrize(
    ("where", "status"),
    [
        ("/api/v1/interventions?region=caribbean", 301),
        ("/api/v1/nothing/", 404),
        ("/api/v1/interventions/?q=%00", 400),
        (f"/api/v1/interventions/?q={'a' * 5_000}", 414),
        ("/api/v1/interventions/?region=nowhere", 400),
    ],
)
def test_a_page_of_another_site_may_read_what_is_wrong_with_its_address(client, where, status):
    answer = client.get(where)

    assert answer.status_code == status
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_no_page_of_another_site_may_read_what_people_who_work_here_are_told(client):
    answer = client.get("/api/v1/coordination/interventions/")

    assert answer.status_code == 401
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
