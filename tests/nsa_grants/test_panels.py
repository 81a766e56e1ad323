"""The grants on the pages of a region, a country and a topic."""

import pytest

from nsa_grants.panels import SHOWN, grants_of
from tests.dashboard.reading import Page
from tests.factories.nsa_grants import GrantProjectFactory
from tests.factories.reference import CountryFactory, RegionFactory, TopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def haiti():
    return CountryFactory(slug="haiti", region=RegionFactory(slug="caribbean"))


@pytest.mark.parametrize("facet", ["region", "country", "topic"])
def test_a_page_shows_its_grants_and_a_number_that_the_list_has_too(client, haiti, facet):
    topic = TopicFactory(slug="visas")
    here = {"country": haiti, "topics": [topic]}
    for number in range(SHOWN + 1):
        GrantProjectFactory(published=True, title=f"Shown {number:02}", **here)
    GrantProjectFactory(title="A draft", **here)
    GrantProjectFactory(published=True, title="Elsewhere")
    slug = {"region": "caribbean", "country": "haiti", "topic": "visas"}[facet]
    plural = {"region": "regions", "country": "countries", "topic": "topics"}[facet]
    text = client.get(f"/{plural}/{slug}/").text

    [figure] = [f for f in Page(text).figures if f.name == f"grants-by-{facet}-{slug}"]
    assert figure.value == SHOWN + 1
    assert Page(client.get(figure.link).text).count == SHOWN + 1
    assert "Shown 11" in text
    for absent in ("Shown 12", "A draft", "Elsewhere"):
        assert absent not in text


@pytest.mark.parametrize("count", [1, 3])
def test_the_grants_of_a_page_are_one_query(haiti, count, django_assert_num_queries):
    GrantProjectFactory.create_batch(count, published=True, country=haiti)
    GrantProjectFactory.create_batch(count, published=True, regional=True, region=haiti.region)

    with django_assert_num_queries(1):
        found = grants_of("region", haiti.region)

    assert found["figure"]["value"] == 2 * count


def test_a_page_without_grants_says_nothing_of_them(client, haiti):
    GrantProjectFactory(country=haiti)

    assert "Grants to non-state actors</h2>" not in client.get("/countries/haiti/").text
