"""The calendar of a selection of events."""

from datetime import date

import pytest
from icalendar import Calendar

from tests.dashboard.reading import Page
from tests.factories.knowledge import EventFactory
from tests.factories.reference import TopicFactory

DAY = {"starts_from": date(2019, 2, 1), "starts_until": date(2019, 2, 1)}

pytestmark = pytest.mark.django_db


def read(client, address):
    return Calendar.from_ical(client.get(address).content)


def test_a_calendar_holds_the_events_of_the_selection_and_says_so(client):
    EventFactory(
        published=True, title="On visas", topics=[TopicFactory(slug="visas", name="Visas")], **DAY
    )
    EventFactory(published=True, title="On others", **DAY)
    EventFactory(title="A draft", topics=[TopicFactory(slug="thb")], **DAY)

    whole = read(client, "/events/calendar.ics")
    chosen = read(client, "/events/calendar.ics?topic=visas&topic=thb")

    assert {str(each["summary"]) for each in whole.walk("VEVENT")} == {"On visas", "On others"}
    assert [str(each["summary"]) for each in chosen.walk("VEVENT")] == ["On visas"]
    assert str(whole["x-wr-calname"]) == "Events of the ACP-EU Migration Action"
    assert str(chosen["x-wr-calname"]).startswith("Events of the ACP-EU Migration Action (Visas; ")


def test_a_list_leads_to_the_calendar_of_its_selection(client):
    EventFactory(published=True, topics=[TopicFactory(slug="visas")], **DAY)
    page = Page(client.get("/fr/events/?topic=visas&sort=title").text)

    address = "/fr/events/calendar.ics?topic=visas"
    link = page.one("link", rel="alternate", type="text/calendar")
    assert link.attributes["href"] == address
    assert address in page.links


def test_a_calendar_of_what_is_not_understood_names_it(client):
    response = client.get("/events/calendar.ics?topic=atlantis")

    assert response.status_code == 400
    assert response.json()["errors"][0]["parameter"] == "topic"
