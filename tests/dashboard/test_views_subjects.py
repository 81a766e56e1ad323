"""Everything about one region, country or topic."""

import pytest

from tests.dashboard.reading import Page, parameters_of
from tests.factories.reference import (
    CountryFactory,
    RegionalOrganisationFactory,
    RegionFactory,
    TopicFactory,
)
from tests.factories.technical_assistance import (
    AssistanceRequestFactory,
    InterventionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def haiti():
    return CountryFactory(slug="haiti", name="Haiti", region=RegionFactory(slug="caribbean"))


@pytest.fixture
def visas():
    return TopicFactory(slug="visas", description="Of visas.")


@pytest.mark.parametrize(
    ("address", "facet"),
    [
        ("/regions/caribbean/", "region"),
        ("/countries/haiti/", "country"),
        ("/topics/visas/", "topic"),
    ],
)
def test_a_subject_shows_its_own_figures_and_rows_only(client, address, facet, haiti, visas):
    slug = address.strip("/").rpartition("/")[2]
    InterventionFactory(published=True, country=haiti, topics=[visas], title="Of it")
    InterventionFactory(
        published=True, country=haiti, topics=[visas], title="Called off", cancelled=True
    )
    InterventionFactory(country=haiti, topics=[visas], title="A draft")
    InterventionFactory(published=True, title="Of something else")
    AssistanceRequestFactory(published=True, country=haiti, topics=[visas])
    AssistanceRequestFactory(published=True)
    response = client.get(address)
    page = Page(response.text)

    assert page.values["interventions-implemented"] == page.values["requests-received"] == 1
    for figure in page.figures:
        assert slug in parameters_of(figure.link).getlist(facet)
        assert Page(client.get(figure.link).text).count == figure.value
    assert "Of it" in response.text
    for hidden in ("Of something else", "Called off", "A draft"):
        assert hidden not in response.text
    assert parameters_of(page.one("a", class_="more").attributes["href"]).getlist("status") == [
        "ongoing",
        "completed",
    ]


def test_a_region_names_its_countries_and_a_country_its_region(client, haiti):
    assert "/countries/haiti/" in Page(client.get("/regions/caribbean/").text).links
    assert "/regions/caribbean/" in Page(client.get("/countries/haiti/").text).links


def test_a_topic_has_its_description_and_its_numbers_by_region(client, haiti, visas):
    InterventionFactory(published=True, country=haiti, topics=[visas])
    page = Page(client.get("/topics/visas/").text)

    assert page.one("p", class_="lead").text == "Of visas."
    assert page.values["interventions-by-region-caribbean"] == 1


def test_a_country_is_counted_where_it_is_covered_not_only_where_it_leads(client, haiti):
    InterventionFactory(
        published=True,
        country=None,
        regional_organisation=RegionalOrganisationFactory(),
        countries=[haiti],
    )
    values = Page(client.get("/countries/haiti/").text).values

    assert values["interventions-regional"] == values["interventions-implemented"] == 1


def test_a_country_that_could_not_ask_counts_what_covers_it(client, haiti):
    france = CountryFactory(slug="france", name="France", elsewhere=True)
    InterventionFactory(published=True, country=haiti)
    assert client.get("/countries/france/").status_code == 404

    InterventionFactory(published=True, country=haiti, countries=[france])
    page = Page(client.get("/countries/france/").text)
    assert page.values["interventions-implemented"] == 1
    assert Page(client.get(page.figures[0].link).text).count == 1


def test_a_subject_without_rows_says_so(client, haiti):
    response = client.get("/countries/haiti/")

    assert "No intervention has been published here yet." in response.text
    assert set(Page(response.text).values.values()) == {0}


def test_samples_are_said_to_be_samples_on_subject_pages(client, haiti, visas):
    InterventionFactory(published=True, country=haiti, topics=[visas], slug="sample-1")

    for address in ("/regions/caribbean/", "/countries/haiti/", "/topics/visas/"):
        assert len(Page(client.get(address).text).all("span", data_status="sample")) == 1


@pytest.mark.parametrize("kind", ["regions", "countries", "topics"])
def test_a_subject_that_does_not_exist_is_not_found(client, kind):
    response = client.get(f"/{kind}/atlantis/")

    assert response.status_code == 404
    assert Page(response.text).one("input", name="q").attributes["value"] == "atlantis"
