"""Numbers of people as data: what pages tell, and no more."""

import csv
import json
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from lxml import etree

from experts.domain.releases import make_release
from nsa_grants.enums import ReachKind, Sex
from tests.dashboard.reading import Page
from tests.factories.accounts import UserFactory
from tests.factories.experts import ExpertFactory
from tests.factories.nsa_grants import GrantProjectFactory, ReachFactory
from tests.factories.reference import TopicFactory

STARTED = {"started_from": date(2018, 3, 5), "started_until": date(2018, 3, 5)}
# Whole, women, men -> what is told of whom. 97,001 stands nowhere else in what is answered.
CASES = [
    ((97_001, None, None), {"all": 97_001}),
    ((97_001, 97_000, None), {"all": 97_001}),
    ((97_001, 97_000, 1), {"all": 97_001}),
    ((97_001, 50_000, 46_998), {"all": 97_001}),
    ((97_001, 60_000, 37_001), {"all": 97_001, "women": 60_000, "men": 37_001}),
    ((97_001, 60_000, None), {"all": 97_001, "women": 60_000}),
    ((4, 2, 2), {"all": None}),
    ((0, None, None), {"all": None}),
    ((None, 60_000, 37_001), {"women": 60_000, "men": 37_001}),
    ((None, 60_000, 3), {}),
    ((None, 3, None), {}),
]

pytestmark = pytest.mark.django_db


def content(client, address) -> bytes:
    response = client.get(address)
    assert response.status_code == 200, address
    return b"".join(response) if response.streaming else response.content


@pytest.fixture(params=CASES, ids=[str(numbers) for numbers, _told in CASES])
def reached(request):
    """What is to be told of a grant whose numbers are stored in whatever order."""
    numbers, told = request.param
    grant = GrantProjectFactory(published=True, slug="grant", **STARTED)
    for sex, value in reversed([*zip((Sex.ALL, Sex.WOMEN, Sex.MEN), numbers, strict=True)]):
        if value is not None:
            ReachFactory(grant=grant, sex=sex, value=value)
    return told


def by_sex(record):
    return {each["sex"]: each["value"] for each in record["reach"]}


def of_table(line):
    """The columns that stand for one list: their places belong together."""
    places = zip(line["reach_sex"].split("; "), line["reach_value"].split("; "), strict=True)
    return {sex: int(value) if value.isdecimal() else None for sex, value in places if sex}


def test_records_tell_what_the_page_tells(client, reached):
    (record,) = client.get("/api/v1/grants/").json()["results"]
    alone = client.get("/api/v1/grants/grant/").json()
    (in_file,) = json.loads(content(client, "/grants.json"))["records"]

    assert by_sex(record) == by_sex(alone) == by_sex(in_file) == reached
    assert [each["precision"] for each in record["reach"] if each["value"] is None] == [
        None for value in reached.values() if value is None
    ]


def test_tables_tell_what_the_page_tells(client, reached):
    (line,) = csv.DictReader(StringIO(content(client, "/grants.csv?bom=0").decode()))
    (feature,) = json.loads(content(client, "/grants.geojson"))["features"]
    with ZipFile(BytesIO(content(client, "/open-data/acp-eu-migration-action.zip"))) as archive:
        (row,) = csv.DictReader(StringIO(archive.read("data/en/grants.csv").decode()))
        (record,) = json.loads(archive.read("data/en/grants.json"))["records"]

    assert by_sex(record) == reached
    if list(reached.values()) == [None]:
        # Of one number that is not told nothing is left to stand in its place.
        assert {line["reach_value"], row["reach_value"]} == {""}
        return
    assert of_table(line) == of_table(row) == of_table(feature["properties"]) == reached


def test_iati_tells_the_numbers_that_the_page_tells(client, reached):
    root = etree.fromstring(content(client, "/open-data/iati/activities.xml"))
    found = {}
    for actual in root.iterfind(".//actual"):
        dimension = actual.find("dimension")
        sex = "all" if dimension is None else dimension.get("value")
        found[sex] = int(actual.get("value"))

    assert found == {sex: value for sex, value in reached.items() if value is not None}
    assert len(root.findall(".//result")) == bool(found)


def test_a_target_is_told_apart_from_what_was_reached(client):
    grant = GrantProjectFactory(published=True, slug="grant")
    ReachFactory(grant=grant, kind=ReachKind.TARGET, value=500)
    ReachFactory(grant=grant, kind=ReachKind.TARGET, sex=Sex.WOMEN, value=300)
    ReachFactory(grant=grant, value=3)

    record = client.get("/api/v1/grants/grant/").json()
    (line,) = csv.DictReader(StringIO(content(client, "/grants.csv?bom=0").decode()))

    assert [(each["kind"], each["sex"], each["value"]) for each in record["reach"]] == [
        ("reached", "all", None),
        ("target", "all", 500),
        ("target", "women", 300),
    ]
    assert line["reach_kind"] == "reached; target; target"
    assert line["reach_sex"] == "all; all; women"
    assert line["reach_value"] == "n/a; 500; 300"
    assert line["reach_precision"] == "n/a; counted; counted"


def test_experts_are_told_from_releases_and_as_on_the_page(client):
    """Who registered since, and groups that are too small, are told nowhere."""
    topic, rare = TopicFactory(slug="visas"), TopicFactory(slug="rare")
    for number in range(20):
        expert = ExpertFactory(received=True, gender="woman" if number < 12 else "man")
        expert.topics.set([topic] if number < 10 else [rare] if number < 12 else [])
    by, at = UserFactory(editor=True), datetime(2019, 5, 8, 12, tzinfo=UTC)
    make_release(as_of=date(2019, 5, 8), by=by, at=at)
    ExpertFactory(received=True, gender="man").topics.set([topic, rare])

    page = {
        each.attributes["data-figure"]: int(each.attributes["data-value"])
        for each in Page(client.get("/experts/").text).all(data_figure_kind="statistic")
    }
    figures = [
        figure
        for number in (1, 2)
        for figure in client.get(f"/api/v1/figures/?page_size=60&page={number}").json()["results"]
    ]
    told = {each["name"]: each["value"] for each in figures if each["kind"] == "statistic"}

    assert told == page
    assert told == {
        "experts-registered": 20,
        "experts-by-gender-man": 8,
        "experts-by-gender-woman": 12,
        "experts-by-topic-visas": 10,
    }
    assert {each["as_of"] for each in figures if each["kind"] == "statistic"} == {"2019-05-08"}
    embedded = {
        name: client.get(f"/embed/figures/{name}/") for name in (*told, "experts-by-topic-rare")
    }
    assert embedded.pop("experts-by-topic-rare").status_code == 404
    for name, response in embedded.items():
        assert Page(response.text).one(data_figure=name).attributes["data-value"] == str(told[name])
