"""Where a national grant is possible."""

from datetime import date

import pytest

from nsa_grants.domain.possible import possible
from nsa_grants.models import GrantProject
from technical_assistance.models import Intervention
from tests.dashboard.reading import Page
from tests.factories.nsa_grants import GrantProjectFactory
from tests.factories.reference import CountryFactory, TopicFactory
from tests.factories.technical_assistance import InterventionFactory

pytestmark = pytest.mark.django_db

PAGE = "/grants/possible/"


@pytest.fixture
def visas():
    return TopicFactory(slug="visas", name="Visas")


def rows() -> list[tuple[str, str, list[str], list[str]]]:
    found = possible(
        interventions=Intervention.objects.published(), grants=GrantProject.objects.published()
    )
    return [
        (
            str(topic),
            str(each.place),
            [row.title for row in each.interventions],
            [row.title for row in each.grants],
        )
        for topic, places in found.items()
        for each in places
    ]


def test_every_state_that_an_intervention_covers_has_its_topics(visas):
    haiti, cuba = CountryFactory(name="Haiti"), CountryFactory(name="Cuba")
    thb = TopicFactory(name="THB", position=9)
    for title in ("A", "B"):
        InterventionFactory(
            published=True, title=title, country=haiti, countries=[cuba], topics=[visas]
        )
    InterventionFactory(published=True, title="C", country=haiti, topics=[thb])

    assert rows() == [
        ("Visas", "Cuba", ["A", "B"], []),
        ("Visas", "Haiti", ["A", "B"], []),
        ("THB", "Haiti", ["C"], []),
    ]


def test_the_organisation_that_leads_an_intervention_counts(visas):
    row = InterventionFactory(published=True, title="A", regional=True, topics=[visas])

    assert rows() == [("Visas", str(row.regional_organisation), ["A"], [])]


def test_what_opens_nothing(visas):
    InterventionFactory(published=True, cancelled=True, topics=[visas])
    InterventionFactory(topics=[visas], title="A draft")
    InterventionFactory(published=True, title="No topic is known")
    elsewhere = CountryFactory(elsewhere=True)
    InterventionFactory(published=True, title="A", regional=True, countries=[elsewhere])

    assert rows() == []


def test_national_grants_on_the_topic_are_named(client, visas):
    haiti = CountryFactory(name="Haiti")
    InterventionFactory(published=True, title="A", country=haiti, topics=[visas])
    assert (
        "Technical assistance on the topic is there, and no national grant yet."
        in Page(client.get(PAGE).text).one("tbody").text
    )

    there = {"published": True, "country": haiti}
    GrantProjectFactory(**there, title="There", topics=[visas])
    GrantProjectFactory(**there, title="Another topic")
    GrantProjectFactory(country=haiti, title="A draft", topics=[visas])
    GrantProjectFactory(
        **there,
        title="Given up",
        topics=[visas],
        cancelled_from=date(2018, 1, 1),
        cancelled_until=date(2018, 1, 1),
    )
    GrantProjectFactory(published=True, regional=True, title="Regional", topics=[visas])

    assert rows() == [("Visas", "Haiti", ["A"], ["There"])]
    told = Page(client.get(PAGE).text).one("tbody").text
    assert "Technical assistance on the topic is there, and a national grant too." in told


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_a_fixed_number_of_queries(client, visas, count, django_assert_num_queries):
    for _number in range(count):
        row = InterventionFactory(published=True, topics=[visas])
        GrantProjectFactory(published=True, country=row.country, topics=[visas])
    InterventionFactory(topics=[visas], title="A draft")

    with django_assert_num_queries(6):
        text = client.get(PAGE).text

    assert len(Page(text).all("th", scope="row")) == count
    assert "A draft" not in text


def test_the_page_of_an_empty_portfolio_says_so(client):
    assert "No intervention has been published" in client.get(PAGE).text


def test_the_list_leads_there(client):
    assert PAGE in Page(client.get("/grants/").text).links
