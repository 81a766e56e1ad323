"""A list on a map: GeoJSON by RFC 7946."""

import csv
import json
from io import StringIO

import pytest

from tests.factories.reference import CountryFactory, RegionalOrganisationFactory
from tests.factories.technical_assistance import InterventionFactory

GEOJSON = "/interventions.geojson"

pytestmark = pytest.mark.django_db


def read(response):
    return json.loads(b"".join(response.streaming_content))


def test_each_record_is_a_feature_at_the_points_of_its_countries(client):
    fiji = CountryFactory(latitude="-17.80", longitude="178.00")
    samoa = CountryFactory(latitude="-13.60", longitude="-172.40")
    shown = InterventionFactory(published=True, country=fiji, countries=[samoa])
    InterventionFactory(title="A draft", country=fiji)

    response = client.get(GEOJSON)
    collection = read(response)

    assert response["Content-Type"] == "application/geo+json"
    assert collection["type"] == "FeatureCollection"
    assert [each["id"] for each in collection["features"]] == [shown.slug]
    geometry = collection["features"][0]["geometry"]
    assert geometry["type"] == "MultiPoint"
    assert sorted(geometry["coordinates"]) == [[-172.4, -13.6], [178.0, -17.8]]


def test_a_record_without_a_point_is_there_without_geometry(client):
    InterventionFactory(
        published=True, country=None, regional_organisation=RegionalOrganisationFactory()
    )
    unplaced = CountryFactory(latitude=None, longitude=None)
    InterventionFactory(published=True, country=unplaced)

    features = read(client.get(GEOJSON))["features"]

    assert [each["geometry"] for each in features] == [None, None]


def test_properties_are_the_columns_of_the_table(client):
    InterventionFactory(published=True)

    collection = read(client.get(GEOJSON))
    table = b"".join(client.get("/interventions.csv").streaming_content).decode()

    [headings, _row] = csv.reader(StringIO(table, newline=""))
    assert list(collection["features"][0]["properties"]) == headings
    assert collection["about"]["count"] == 1


@pytest.mark.parametrize("number", [1, 3])
def test_it_takes_a_fixed_number_of_queries(client, django_assert_num_queries, number):
    InterventionFactory.create_batch(number, published=True)

    with django_assert_num_queries(8):
        read(client.get(GEOJSON))
