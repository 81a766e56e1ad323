"""Signs that no file can hold stand in none of them, and break none."""

import csv
import json
from datetime import date
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from icalendar import Calendar
from lxml import etree
from openpyxl import load_workbook

from acpmigration.pages.models import Text
from acpmigration.reference.models import Organisation
from acpmigration.signs import is_writable
from knowledge.models import Event
from technical_assistance.models import Intervention
from tests.factories.knowledge import EventFactory
from tests.factories.reference import OrganisationFactory
from tests.factories.technical_assistance import AssistanceRequestFactory, InterventionFactory

# What is left of it is "abc" and a line end.
BAD = "a\x01b\x0b\x1f\ufffec\uffff\n"
DAY = {"starts_from": date(2019, 2, 1), "starts_until": date(2019, 2, 1)}

pytestmark = pytest.mark.django_db


@pytest.fixture
def spoilt():
    """Stored past all forms, as an import of old would have."""
    entity = OrganisationFactory()
    request = AssistanceRequestFactory(
        accepted=True,
        published=True,
        intervention__published=True,
        intervention__entity=entity,
        decided_from=date(2018, 1, 1),
        decided_until=date(2018, 1, 1),
    )
    rows = Intervention.objects.filter(pk=request.intervention_id)
    rows.update(title_en=BAD, title=BAD, summary_en=BAD, story_en=BAD, code=BAD, sources=BAD)
    Organisation.objects.filter(pk=entity.pk).update(name_en=BAD)
    event = EventFactory(published=True, **DAY)
    Event.objects.filter(pk=event.pk).update(title_en=BAD, summary_en=BAD, place=BAD)
    return rows.get()


def content(response) -> bytes:
    assert response.status_code == 200
    return b"".join(response) if response.streaming else response.content


def test_csv(client, spoilt):
    text = content(client.get("/interventions.csv?bom=0")).decode()
    (line,) = csv.DictReader(StringIO(text, newline=""))

    assert (line["title"], line["code"], line["entity"]) == ("abc\n", "abc\n", "abc\n")


def test_workbook(client, spoilt):
    book = load_workbook(BytesIO(content(client.get("/interventions.xlsx"))))
    headings, line = book.worksheets[0].iter_rows(values_only=True)

    assert line[headings.index("title")] == "abc\n"


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/interventions.json", ("records", 0)),
        ("/interventions.geojson", ("features", 0, "properties")),
        ("/api/v1/interventions/", ("results", 0)),
    ],
)
def test_json(client, spoilt, address, path):
    found = json.loads(content(client.get(address)))
    for step in path:
        found = found[step]

    assert found["title"] == "abc\n"
    assert found["summary"] == "abc\n"


def test_one_record(client, spoilt):
    record = client.get(f"/api/v1/interventions/{spoilt.slug}/").json()

    assert (record["title"], record["story"], record["entity"]["name"]) == ("abc\n",) * 3


def test_figures(client, db):
    Text.objects.create(key="figure/seminars", title_en=BAD, body_en=BAD)

    figure = client.get("/api/v1/figures/seminars/").json()

    assert (figure["label"], figure["definition"]) == ("abc\n", "ab c")


def test_whole_data_set(client, spoilt):
    with ZipFile(BytesIO(content(client.get("/open-data/acp-eu-migration-action.zip")))) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode()
            assert is_writable(text), name
            assert "\\u000" not in text, name


def test_feed(client, spoilt):
    feed = etree.fromstring(content(client.get("/interventions.atom")))

    names = {"a": "http://www.w3.org/2005/Atom"}
    assert feed.findtext("a:entry/a:title", namespaces=names) == "abc\n"


def test_iati(client, spoilt):
    root = etree.fromstring(content(client.get("/open-data/iati/activities.xml")))

    (activity,) = (each for each in root if each.get("hierarchy") == "2")
    assert activity.findtext("title/narrative") == "abc"
    assert activity.find("other-identifier").get("ref") == "abc"
    assert "abc" in [each.text for each in activity.findall("participating-org/narrative")]


def test_what_iati_leaves_out(client):
    row = InterventionFactory(published=True)
    Intervention.objects.filter(pk=row.pk).update(title_en=BAD)

    (record,) = client.get("/open-data/iati/left-out.json").json()["records"]

    assert record["title"] == "abc\n"


def test_calendar(client, spoilt):
    written = content(client.get("/events/calendar.ics"))
    (entry,) = Calendar.from_ical(written).walk("VEVENT")

    assert (str(entry["summary"]), str(entry["location"])) == ("abc\n", "abc\n")
    assert not {b"\x01", b"\x0b", b"\x1f"} & {bytes([each]) for each in written}
