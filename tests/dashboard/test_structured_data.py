"""What pages say of themselves in the words of schema.org."""

from datetime import date

import pytest

from tests.dashboard.reading import Page
from tests.factories.knowledge import EventFactory
from tests.factories.nsa_grants import GrantProjectFactory
from tests.factories.reference import CountryFactory, OrganisationFactory
from tests.factories.technical_assistance import InterventionFactory

pytestmark = pytest.mark.django_db


def page_of(client, row):
    return Page(client.get(row.get_absolute_url()).text)


@pytest.mark.parametrize("is_public", [True, False])
def test_a_grant_tells_its_money_where_that_is_public(client, is_public):
    grant = GrantProjectFactory(
        published=True, amount=50_000, currency="EUR", is_amount_public=is_public
    )
    page = page_of(client, grant)

    funding = page.structured("Project")["funding"]

    amount = {"@type": "MonetaryAmount", "value": "50000.00", "currency": "EUR"}
    assert funding["@type"] == "MonetaryGrant"
    assert funding["funder"]["name"] == "European Union"
    assert funding.get("amount") == (amount if is_public else None)
    assert ("50000" in "".join(each.text for each in page.all("script"))) == is_public


@pytest.mark.parametrize(
    ("kind", "type_name"),
    [("government", "GovernmentOrganization"), ("ngo", "NGO"), ("academia", "Organization")],
)
def test_an_organisation_says_what_it_is_and_where(client, kind, type_name):
    country = CountryFactory(name_en="Haiti")
    organisation = OrganisationFactory(kind=kind, name="Office", short_name="O", country=country)
    InterventionFactory(published=True, entity=organisation)

    said = page_of(client, organisation).structured(type_name)

    assert (said["name"], said["alternateName"]) == ("Office", "O")
    assert said["location"] == {"@type": "Country", "name": str(country)}
    assert said["url"] == f"http://testserver{organisation.get_absolute_url()}"


def test_an_event_names_its_partners(client):
    event = EventFactory(
        published=True,
        starts_from=date(2019, 2, 1),
        starts_until=date(2019, 2, 1),
        partners=[OrganisationFactory(name="Partner")],
    )

    said = page_of(client, event).structured("Event")

    assert said["startDate"] == "2019-02-01"
    assert said["contributor"] == [{"@type": "Organization", "name": "Partner"}]


def test_each_public_page_with_a_way_to_it_says_that_way(client):
    row = InterventionFactory(published=True)
    addresses = [
        row.get_absolute_url(),
        row.country.get_absolute_url(),
        *("/interventions/", "/interventions/map/", "/requests/", "/grants/", "/knowledge/"),
        *("/events/", "/organisations/", "/open-data/", "/open-data/embed/", "/open-data/feeds/"),
    ]

    for address in addresses:
        page = Page(client.get(address).text)
        steps = page.structured("BreadcrumbList")["itemListElement"]
        shown = page.one("ol", class_="crumbs-list").text
        assert "".join(step["name"] for step in steps) == shown, address
        assert steps[0]["item"] == "http://testserver/"
