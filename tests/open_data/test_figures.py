"""The figures for programs: the pages' own, each with the rows that it counts."""

from datetime import UTC, date, datetime

import pytest
from django.core.management import call_command

from experts.models import ReleaseFigure, RosterRelease
from tests.factories.accounts import UserFactory
from tests.factories.knowledge import EventFactory, RecommendationFactory
from tests.factories.nsa_grants import GrantProjectFactory
from tests.factories.reference import CountryFactory, RegionFactory, TopicFactory
from tests.factories.technical_assistance import AssistanceRequestFactory, InterventionFactory

API = "/api/v1/figures/"
HOST = "https://testserver"

pytestmark = pytest.mark.django_db


@pytest.fixture
def portfolio(db):
    """Some of each kind in two regions, on two topics; of each a draft too."""
    topics = [TopicFactory(slug="remittances"), TopicFactory(slug="visas")]
    for slug in ("caribbean", "pacific"):
        country = CountryFactory(region=RegionFactory(slug=slug))
        for published in (True, True, False):
            shown = {"country": country, "published": published}
            InterventionFactory(topics=topics, **shown)
            InterventionFactory(completed=True, topics=topics[:1], **shown)
            AssistanceRequestFactory(topics=topics[1:], **shown)
            GrantProjectFactory(topics=topics, **shown)
            EventFactory(topics=topics, **shown)
    RecommendationFactory(published=True, topic=topics[0])


def figures(client, **scope):
    found = client.get(API, {"page_size": 100, **scope})
    assert found.status_code == 200, found.text
    assert found.json()["next"] is None
    return {each["name"]: each for each in found.json()["results"]}


@pytest.mark.parametrize(
    "scope", [{}, {"region": "caribbean"}, {"topic": "visas"}, {"country": True}, {"lang": "fr"}]
)
def test_every_figure_is_the_number_of_its_rows(client, portfolio, scope):
    if "country" in scope:
        scope = {"country": CountryFactory(region=RegionFactory(slug="lone")).slug}
        InterventionFactory(published=True, country__slug="elsewhere")

    told = figures(client, **scope)

    # What the page counts under the same address is proven where the pages are.
    for address in {each["rows"] for name, each in told.items() if name != "recommendations"}:
        values = {each["value"] for each in told.values() if each["rows"] == address}
        assert {client.get(address.removeprefix(HOST)).json()["count"]} == values, address
    for each in told.values():
        assert each["page"].endswith(f"?{each['query']}" if each["query"] else "/")
    assert told["interventions-implemented"]["value"] == {
        "country": 0,
        "region": 4,
        "topic": 4,
    }.get(next(iter(scope), ""), 8)


def test_a_figure_says_what_it_counts_and_when(client, portfolio, monkeypatch):
    monkeypatch.setattr("dashboard.figures.collected.today", lambda: date(2019, 5, 8))

    figure = client.get(f"{API}interventions-implemented/", {"region": "pacific"}).json()

    assert figure == {
        "name": "interventions-implemented",
        "value": 4,
        "label": "interventions-implemented",
        "definition": "",
        "kind": "count",
        "as_of": "2019-05-08",
        "page": f"{HOST}/interventions/?region=pacific&status=ongoing&status=completed",
        "query": "region=pacific&status=ongoing&status=completed",
        "rows": f"{HOST}/api/v1/interventions/?region=pacific&status=ongoing&status=completed",
    }


def test_a_figure_on_people_has_no_rows_and_the_day_of_its_release(client):
    made_by = UserFactory(editor=True)
    release = RosterRelease.objects.create(
        as_of=date(2019, 4, 30), made_at=datetime(2019, 5, 1, tzinfo=UTC), made_by=made_by
    )
    ReleaseFigure.objects.create(release=release, table="total", key="", value=331)

    figure = client.get(f"{API}experts-registered/").json()

    assert (figure["value"], figure["as_of"]) == (331, "2019-04-30")
    assert (figure["kind"], figure["rows"]) == ("statistic", None)
    assert client.get(f"{API}experts-registered/?region={RegionFactory().slug}").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_all_figures_take_a_fixed_number_of_queries(client, django_assert_num_queries, number):
    InterventionFactory.create_batch(number, published=True)

    with django_assert_num_queries(6):
        client.get(API)


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("region=nowhere", "region"),
        ("region=not-stated", "region"),
        ("colour=red", "colour"),
        ("page_size=101", "page_size"),
        ("region=caribbean&topic=visas", "topic"),
    ],
)
def test_a_scope_is_one_that_there_is(client, portfolio, query, parameter):
    response = client.get(f"{API}?{query}")

    assert response.status_code == 400
    assert parameter in [each["parameter"] for each in response.json()["errors"]]


def test_there_is_no_figure_of_another_name(client):
    response = client.get(f"{API}experts-by-name/")

    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"


def test_a_part_of_a_figure_is_understood_without_the_page_that_it_is_on(client, portfolio):
    call_command("loaddata", "reference_texts_figures")

    found = figures(client)

    assert found["interventions-completed"]["label"] == "Interventions completed"
    assert found["interventions-ongoing"]["label"] == "Interventions ongoing"
    assert [name for name, each in found.items() if not each["definition"]] == []
