"""The list of grants, and the same selection on the map."""

from datetime import date

import pytest

from acpmigration.reference.enums import Component
from acpmigration.search.indexing import refresh
from nsa_grants.filters import GrantFilter
from nsa_grants.models import GrantProject
from tests.dashboard.reading import Page
from tests.factories.nsa_grants import GrantProjectFactory, ReachFactory
from tests.factories.reference import (
    CountryFactory,
    OrganisationFactory,
    RegionFactory,
    TopicFactory,
    TypologyFactory,
)

pytestmark = pytest.mark.django_db

LIST, MAP = "/grants/", "/grants/map/"
EVERY_FACET = (
    "region=caribbean&country=haiti&topic=visas&typology=advocacy&kind=national"
    "&status=not-stated&year=not-stated&sort=place"
)


@pytest.fixture
def haiti():
    return CountryFactory(
        slug="haiti", name="Haiti", iso2="HT", region=RegionFactory(slug="caribbean")
    )


def titles(client, query: str = "") -> set[str]:
    return {line.title for line in client.get(f"{LIST}?{query}").context["lines"]}


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_a_fixed_number_of_queries(client, count, haiti, django_assert_num_queries):
    topic, typology = (
        TopicFactory(slug="visas"),
        TypologyFactory(slug="advocacy", component=Component.GRANTS),
    )
    rows = [
        GrantProjectFactory(
            published=True,
            country=haiti,
            topics=[topic],
            typologies=[typology],
            grantee=OrganisationFactory(),
            title=f"Shown {number}",
        )
        for number in range(count)
    ]
    for row in rows:
        ReachFactory(grant=row)
    refresh(*rows)
    GrantProjectFactory(country=haiti, title="A draft")

    with django_assert_num_queries(10):
        response = client.get(LIST)
    with django_assert_num_queries(10):
        narrowed = client.get(f"{LIST}?q=grant&{EVERY_FACET}")

    assert Page(response.text).count == count
    assert "A draft" not in response.text
    assert "800 people reached" in response.text
    assert narrowed.context["filter"].ignored() == []
    assert len(narrowed.context["lines"]) == count


def test_each_facet_narrows_the_list(client, haiti):
    GrantProjectFactory(
        published=True,
        title="All told",
        country=haiti,
        topics=[TopicFactory(slug="visas")],
        typologies=[TypologyFactory(slug="advocacy", component=Component.GRANTS)],
        started_from=date(2017, 5, 1),
        started_until=date(2017, 5, 31),
    )
    GrantProjectFactory(
        published=True, title="Regional", regional=True, region=RegionFactory(slug="pacific")
    )

    for query in (
        "region=caribbean",
        "country=haiti",
        "topic=visas",
        "typology=advocacy",
        "kind=national",
        "status=ongoing",
        "year=2017",
    ):
        assert titles(client, query) == {"All told"}, query
    assert titles(client, "region=pacific") == titles(client, "kind=regional") == {"Regional"}
    for facet in ("country", "topic", "typology", "status", "year"):
        assert titles(client, f"{facet}=not-stated") == {"Regional"}, facet
    assert titles(client, "region=caribbean&region=pacific") == {"All told", "Regional"}
    assert titles(client, "region=caribbean&kind=regional") == set()


def test_the_region_of_a_regional_organisation_is_that_of_its_projects(client):
    grant = GrantProjectFactory(published=True, of_organisation=True, title="Of the OECS")

    assert titles(client, f"region={grant.regional_organisation.region.slug}") == {"Of the OECS"}


@pytest.mark.parametrize(
    ("today", "status"),
    [
        ("2018-04-30", "planned"),
        ("2018-05-31", "ongoing"),
        ("2019-06-29", "ongoing"),
        ("2019-06-30", "completed"),
    ],
)
def test_the_status_is_that_of_the_day(client, time_machine, today, status):
    GrantProjectFactory(
        published=True,
        title="Dated",
        started_from=date(2018, 5, 1),
        started_until=date(2018, 5, 31),
        ended_from=date(2019, 6, 30),
        ended_until=date(2019, 6, 30),
    )
    GrantProjectFactory(
        published=True,
        title="Given up",
        started_from=date(2018, 5, 1),
        started_until=date(2018, 5, 31),
        cancelled_from=date(2018, 6, 1),
        cancelled_until=date(2018, 6, 1),
    )

    time_machine.move_to(f"{today}T12:00:00Z")

    counts = GrantFilter({}, GrantProject.objects.published()).counts(["status"])["status"]
    assert counts == {status: 1, "cancelled": 1}
    assert titles(client, f"status={status}") == {"Dated"}
    assert titles(client, "status=cancelled") == {"Given up"}
    assert f"<strong>{status.capitalize()}</strong>" in client.get(LIST).text


def test_words_of_a_project_and_of_people_find_it(client, haiti):
    grant = GrantProjectFactory(
        published=True, title="Found", country=haiti, channels="Theatre", story="<p>A harbour</p>"
    )
    grant.quotes.create(text="Les migrants", language="fr", translation="Sailors", attribution="A")
    grant.quotes.create(text="Kreyòl pale", language="other", attribution="B")
    refresh(grant)

    for words in ("theatre", "harbour", "migrants", "sailors", "kreyòl", "haiti"):
        assert titles(client, f"q={words}") == {"Found"}, words
    assert titles(client, "q=nothing") == set()


def test_what_leads_to_no_page_is_still_named(client):
    GrantProjectFactory(published=True, regional=True, region__slug="pacific")
    page = Page(client.get(LIST).text)

    assert page.one("ol", class_="results").text.count("Pacific") == 1
    assert "Regional project" in page.one("ol", class_="results").text


@pytest.mark.parametrize("count", [1, 3])
def test_the_map_counts_the_states_covered(client, count, haiti, django_assert_num_queries):
    cuba = CountryFactory(slug="cuba", name="Cuba", iso2="CU", region=haiti.region)
    GrantProjectFactory.create_batch(count, published=True, country=haiti)
    GrantProjectFactory(published=True, regional=True, region=haiti.region, countries=[haiti, cuba])
    GrantProjectFactory(published=True, regional=True, region=haiti.region)
    GrantProjectFactory(country=haiti)

    with django_assert_num_queries(3):
        page = Page(client.get(MAP).text)

    assert page.count == count + 2
    assert page.values == {"grants-by-country-haiti": count + 1, "grants-by-country-cuba": 1}
    for figure in page.figures:
        assert Page(client.get(figure.link).text).count == figure.value


def test_the_map_keeps_the_selection(client, haiti):
    GrantProjectFactory(published=True, country=haiti, topics=[TopicFactory(slug="visas")])
    page = Page(client.get(f"{MAP}?topic=visas").text)

    assert [figure.link for figure in page.figures] == ["/grants/?topic=visas&country=haiti"]
    assert f"{LIST}?topic=visas" in page.links
