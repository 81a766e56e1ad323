"""Every list and map links to its own selection as files and in the API."""

import json
import re
from html import unescape

import pytest

from acpmigration.templatetags import downloads
from tests.factories.reference import CountryFactory
from tests.factories.technical_assistance import InterventionFactory
from tests.open_data.worlds import some_of_each

MAPPED = ["CSV", "XLSX", "JSON", "GeoJSON", "API"]
PLAIN = ["CSV", "XLSX", "JSON", "API"]
LISTS = {
    "/interventions/": MAPPED,
    "/interventions/map/": MAPPED,
    "/requests/": MAPPED,
    "/grants/": MAPPED,
    "/grants/map/": MAPPED,
    "/knowledge/": PLAIN,
    "/events/": MAPPED,
    "/organisations/": PLAIN,
}

pytestmark = pytest.mark.django_db


def links_of(page):
    found = re.findall(r'<a href="([^"]+)" rel="nofollow">(\w+)</a>', page)
    return {label: unescape(link) for link, label in found}


def test_every_list_and_map_links_to_its_files(client):
    some_of_each(1)

    for where, labels in LISTS.items():
        links = links_of(client.get(where).text)
        assert list(links) == labels, where
        assert all(client.get(link).status_code == 200 for link in links.values())


def test_the_links_lead_to_the_selection_of_the_page(client):
    country = CountryFactory()
    shown = InterventionFactory(published=True, country=country)
    InterventionFactory(published=True)

    links = links_of(client.get(f"/fr/interventions/?view=table&country={country.slug}").text)
    features = json.loads(b"".join(client.get(links["GeoJSON"]).streaming_content))["features"]

    assert links["CSV"] == f"/fr/interventions.csv?country={country.slug}"
    assert links["API"] == f"/api/v1/interventions/?country={country.slug}&lang=fr"
    assert [each["id"] for each in features] == [shown.slug]
    assert client.get(links["API"]).json()["count"] == 1


def test_a_list_that_is_no_open_data_has_no_links(client):
    assert links_of(client.get("/recommendations/").text) == {}


def test_no_workbook_is_offered_of_more_rows_than_one_may_hold(client, monkeypatch):
    InterventionFactory.create_batch(2, published=True)
    monkeypatch.setattr(downloads, "MOST", 1)

    assert list(links_of(client.get("/interventions/").text)) == ["CSV", "JSON", "GeoJSON", "API"]
