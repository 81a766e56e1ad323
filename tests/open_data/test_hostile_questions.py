"""Questions that nobody means well: refused in words or answered, soon, and never by a fault."""

import time
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from acpmigration.open_data.registry import listed
from tests.factories.technical_assistance import InterventionFactory

pytestmark = pytest.mark.django_db

KINDS = [kind.name for kind in listed()]
# As they stand in an address.
VALUES = [
    "%00",
    "a%00b",
    "%ED%A0%80",
    "%FF%FE",
    "%F0%9F%98%80",
    "9" * 400,
    "-1",
    "1e999",
    "NaN",
    "2018-02-30",
    "99999-99-99",
    quote("' OR 1=1; DROP TABLE django_session; --"),
    quote("title__icontains=x"),
    quote("{{ 7*7 }}${7*7}"),
    quote("../../../etc/passwd"),
    quote("<script>alert(1)</script>"),
    quote("\r\nSet-Cookie: a=b"),
    quote(" ".join(f"word{number}" for number in range(1900))),
    quote("\u202e\u0301" * 500),
    quote("(" * 900),
]
FAULTS = ("Traceback", "SELECT ", "psycopg", "sqlite", "OperationalError", "DataError")


def ask(client, address):
    """Time of this thread alone: how busy the machine is says nothing of the question."""
    began = time.thread_time()
    response = client.get(address)
    took = time.thread_time() - began
    text = response.text
    assert response.status_code in (200, 400, 404, 414), (address[:200], response.status_code)
    assert took < 1, (address[:200], took)
    assert len(text) < 3_000_000
    assert not any(fault in text for fault in FAULTS), address[:200]
    if response.status_code != 200:
        assert response["Content-Type"] == "application/problem+json", address[:200]
    return response


@pytest.mark.parametrize("kind", KINDS)
def test_every_parameter_of_every_list_takes_every_value(client, kind):
    filters = next(each for each in listed() if each.name == kind).filterset.base_filters
    for name in [*filters, "page", "page_size", "lang", "id__in"]:
        # All of them where there are the most filters; the others have the same kinds of filters.
        for value in VALUES if kind == "interventions" else VALUES[::4]:
            ask(client, f"/api/v1/{kind}/?{quote(name)}={value}")


@pytest.mark.parametrize("value", VALUES)
def test_a_record_of_such_a_name_is_missing(client, value):
    assert ask(client, f"/api/v1/interventions/{value}/").status_code != 200


def test_lookups_of_the_database_are_no_parameters(client):
    InterventionFactory(title="A draft")

    for name in (
        "published_at__isnull",
        "country__region__slug",
        "request__reason__contains",
        "pk",
    ):
        response = ask(client, f"/api/v1/interventions/?{name}=1")

        assert response.status_code == 400
        assert response.json()["errors"][0]["parameter"] == name
        assert "region" in response.json()["errors"][0]["allowed"]


def test_a_thousand_parameters_are_too_many(client):
    many = urlencode([("region", f"r{number}") for number in range(1000)])

    assert ask(client, f"/api/v1/interventions/?{many}").status_code == 414


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("page_size=100000", "This is a number from 1 to 100."),
        ("page=2&page_size=100000", "This is a number from 1 to 100."),
        ("page=10001", "This is a number from 1 to 10000."),
        ("page=101&page_size=100", "the download, which is one file"),
        ("page=", "This is a number from 1 to 10000."),
        ("lang=", "This language is not spoken here."),
        ("lang=de", "This language is not spoken here."),
    ],
)
def test_no_list_is_read_endlessly_deep_or_wide(client, query, words):
    response = ask(client, f"/api/v1/interventions/?{query}")

    assert response.status_code == 400
    assert words in response.json()["errors"][0]["detail"]


def test_a_page_past_the_last_is_missing(client):
    response = ask(client, "/api/v1/interventions/?page=2")

    assert response.status_code == 404
    assert response.json()["detail"] == "The list has no such page."


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from(KINDS),
    asked=st.lists(
        st.tuples(
            st.sampled_from(["q", "region", "topic", "sort", "page", "page_size", "lang", "year"])
            | st.text(max_size=20),
            st.text(st.characters(codec="utf-8"), max_size=40) | st.integers().map(str),
        ),
        max_size=6,
    ),
)
def test_whatever_is_asked_is_answered(client, kind, asked):
    ask(client, f"/api/v1/{kind}/?{urlencode(asked)}")
