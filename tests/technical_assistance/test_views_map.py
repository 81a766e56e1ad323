"""The selection on the map of states."""

import pytest

from acpmigration.reference.models import Country
from tests.dashboard.reading import Page, parameters_of
from tests.factories.reference import CountryFactory, RegionFactory, TopicFactory
from tests.factories.technical_assistance import InterventionFactory

pytestmark = pytest.mark.django_db

MAP = "/interventions/map/"


@pytest.fixture
def haiti():
    return CountryFactory(
        slug="haiti", name="Haiti", iso2="HT", region=RegionFactory(slug="caribbean")
    )


@pytest.fixture
def fiji():
    return CountryFactory(slug="fiji", name="Fiji", iso2="FJ", region=RegionFactory(slug="pacific"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_map_takes_a_fixed_number_of_queries(client, count, haiti, django_assert_num_queries):
    InterventionFactory.create_batch(count, published=True, country=haiti)
    InterventionFactory(country=haiti)

    with django_assert_num_queries(3):
        response = client.get(MAP)
    with django_assert_num_queries(6):
        client.get(f"{MAP}?q=done&region=caribbean&topic=visas&country=haiti")

    assert Page(response.text).values == {"interventions-by-country-haiti": count}


def test_an_intervention_counts_once_and_in_each_state_that_it_covers(client, haiti, fiji):
    InterventionFactory(published=True, country=haiti, countries=[fiji])
    InterventionFactory(published=True, country=fiji)
    InterventionFactory(published=True, regional=True, countries=[haiti])
    page = Page(client.get(MAP).text)

    assert page.count == 3
    assert page.values == {
        "interventions-by-country-haiti": 2,
        "interventions-by-country-fiji": 2,
    }


def test_each_state_is_drawn_with_its_number_and_leads_to_its_rows(client, haiti, fiji):
    thb = TopicFactory(slug="thb")
    InterventionFactory.create_batch(2, published=True, country=haiti, topics=[thb])
    InterventionFactory(published=True, country=haiti)
    page = Page(client.get(f"{MAP}?topic=thb&sort=title").text)
    drawn = {state.text: state.attributes for state in page.all("a", data_level=None)}

    assert {words: state["data-level"] for words, state in drawn.items()} == {
        "Haiti: 2": "2",
        "Fiji: 0": "0",
    }
    link = drawn["Haiti: 2"]["href"]
    assert parameters_of(link).dict() == {"topic": "thb", "country": "haiti", "sort": "title"}
    assert Page(client.get(link).text).count == 2
    assert [figure.link for figure in page.figures] == [
        "/interventions/?topic=thb&sort=title&country=fiji",
        "/interventions/?topic=thb&sort=title&country=haiti",
    ]
    assert "Dashed outline: South Sudan" in client.get(MAP).text


def test_the_map_shows_the_selection_and_how_to_widen_it(client, haiti, fiji):
    InterventionFactory(published=True, country=haiti)
    page = Page(client.get(f"{MAP}?region=pacific&stage=lunch").text)

    assert page.count == 0
    assert [item.text for item in page.all("q")] == ["lunch"]
    assert [chip.attributes["href"] for chip in page.all("a", class_="chip")] == [MAP]
    assert page.one("a", aria_current="true", href=f"{MAP}?region=pacific").text == "Map"
    assert "/interventions/?region=pacific&view=table" in page.links


def test_a_state_that_is_not_drawn_still_stands_in_the_table(client, haiti):
    somewhere = CountryFactory(name="Somewhere", region=haiti.region)
    InterventionFactory(published=True, country=somewhere)
    page = Page(client.get(MAP).text)

    assert page.values[f"interventions-by-country-{somewhere.slug}"] == 1
    assert {state.text for state in page.all("a", data_level=None)} == {"Haiti: 0"}


def test_a_country_that_could_not_ask_is_not_drawn_and_not_in_the_table(client, haiti):
    CountryFactory(name="France", elsewhere=True)
    page = Page(client.get(MAP).text)

    assert Country.objects.count() == 2
    assert list(page.values) == ["interventions-by-country-haiti"]
