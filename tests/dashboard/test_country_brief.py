"""What is known of one country, on one page."""

import pytest

from dashboard.views.brief import INTERVENTIONS
from tests.dashboard.reading import Page, parameters_of
from tests.factories.knowledge import EventFactory, KnowledgeProductFactory
from tests.factories.nsa_grants import GrantProjectFactory
from tests.factories.reference import CountryFactory, RegionFactory, TopicFactory
from tests.factories.technical_assistance import InterventionFactory

pytestmark = pytest.mark.django_db

BRIEF = "/countries/haiti/brief/"


@pytest.fixture
def haiti():
    return CountryFactory(slug="haiti", name="Haiti", region=RegionFactory(slug="caribbean"))


@pytest.fixture
def visas():
    return TopicFactory(slug="visas", name="Visas")


def records_of(country, **more):
    """One of each kind that a brief names."""
    return [
        InterventionFactory(country=country, **more),
        GrantProjectFactory(country=country, **more),
        KnowledgeProductFactory(countries=[country], **more),
        EventFactory(country=country, **more),
    ]


def test_names_and_counts_what_is_published_of_the_country(client, haiti):
    records = records_of(haiti, published=True)
    hidden = records_of(haiti, title="A draft") + records_of(CountryFactory(), published=True)

    page = Page(client.get(BRIEF).text)

    for record in records:
        assert record.get_absolute_url() in page.links
    for record in hidden:
        assert record.get_absolute_url() not in page.links
    assert set(page.values.values()) == {0, 1}
    for figure in page.figures:
        assert parameters_of(figure.link).getlist("country") == ["haiti"]
        assert Page(client.get(figure.link).text).count == figure.value


def test_names_the_first_of_many_and_says_so(client, haiti):
    for _number in range(INTERVENTIONS):
        InterventionFactory(country=haiti, published=True)
    assert "The first of them:" not in client.get(BRIEF).text

    InterventionFactory(country=haiti, published=True)
    answer = client.get(BRIEF).text

    assert "The first of them:" in answer
    assert Page(answer).values["interventions-implemented"] == INTERVENTIONS + 1
    assert len(Page(answer).all("li", class_="record")) == INTERVENTIONS


@pytest.mark.parametrize("count", [1, 3])
def test_takes_a_fixed_number_of_queries(client, count, haiti, visas, django_assert_num_queries):
    for _number in range(count):
        records_of(haiti, published=True, topics=[visas])
    client.get("/")

    with django_assert_num_queries(16):
        client.get(BRIEF)


def test_tells_on_which_topics_a_grant_is_possible_here(client, haiti, visas):
    assert "What is possible next" not in client.get(BRIEF).text
    InterventionFactory(country=haiti, topics=[visas], published=True)
    InterventionFactory(
        country=CountryFactory(), countries=[], topics=[TopicFactory(name="Trade")], published=True
    )

    answer = client.get(BRIEF).text

    assert "What is possible next" in answer
    assert "/topics/visas/" in Page(answer).links
    assert "Trade" not in answer


def test_says_what_is_a_sample_and_where_nothing_is_published(client, haiti):
    assert client.get(BRIEF).text.count("Nothing has been published here yet.") == 4

    records_of(haiti, published=True, slug="sample-1")
    answer = client.get(BRIEF).text

    assert len(Page(answer).all("span", data_status="sample")) == 4
    assert "Nothing has been published here yet." not in answer


def test_the_country_leads_to_its_brief_and_back(client, haiti):
    assert BRIEF in Page(client.get("/countries/haiti/").text).links
    assert "http://testserver/countries/haiti/" in Page(client.get(BRIEF).text).links


def test_a_country_without_a_page_has_no_brief(client):
    CountryFactory(slug="france", elsewhere=True)

    assert client.get("/countries/france/brief/").status_code == 404
    assert client.get("/countries/atlantis/brief/").status_code == 404
