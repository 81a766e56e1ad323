"""Every figure of the board leads to exactly the rows it counts."""

from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from acpmigration.search.indexing import mend
from tests.conftest import logged_in
from tests.dashboard.reading import Page
from tests.factories.accounts import UserFactory
from tests.factories.reference import CountryFactory, RegionFactory, TopicFactory
from tests.factories.technical_assistance import InterventionFactory, ProgressEntryFactory

BOARD = reverse("coordination:board")
SELECTED = [
    "",
    "whose=mine",
    "whose=unassigned",
    "topic=visas",
    "status=completed",
    "status=cancelled",
    "only=late",
    "only=silent&only=due",
    "region=pacific",
    "q=samoa",
    "whose=mine&topic=visas&only=blocked&status=ongoing",
]


@pytest.fixture
def person(time_machine, saint_lucia):
    """A coordinator of two regions in which something of everything is found."""
    time_machine.move_to("2019-05-08T12:00Z")
    person = UserFactory(coordinator=True, regions=[saint_lucia.region])
    pacific = CountryFactory(region=RegionFactory(slug="pacific"))
    person.regions.add(pacific.region)
    visas, today = TopicFactory(slug="visas"), timezone.now().date()
    for number, days in enumerate([-40, -1, 0, 3, 14, 15, 90, None]):
        row = InterventionFactory(
            title=f"Samoa {number}" if number % 3 else f"Haiti {number}",
            country=pacific if number % 3 else saint_lucia,
            coordinator=person if number % 2 else None,
            topics=[visas] if number % 4 else [],
        )
        row.stages.filter(kind=1).update(
            due_on=None if days is None else today + timedelta(days=days)
        )
        time_machine.move_to("2019-03-08T12:00Z" if number % 3 else "2019-05-08T12:00Z")
        ProgressEntryFactory(intervention=row)
    InterventionFactory(country=saint_lucia, completed=True)
    InterventionFactory(country=saint_lucia, cancelled=True)
    over = InterventionFactory(country=pacific, completed=True, coordinator=person)
    over.stages.update(due_on=date(2019, 1, 1))
    InterventionFactory(published=True)
    time_machine.move_to("2019-05-08T12:00Z")
    mend()
    return person


@pytest.mark.parametrize("selected", SELECTED)
def test_each_figure_is_the_number_of_results_that_it_leads_to(person, selected):
    client = logged_in(person)
    page = Page(client.get(f"{BOARD}?{selected}").text)

    opened = {figure.name: Page(client.get(figure.link).text).count for figure in page.figures}

    assert len(page.values) == 6
    assert opened == page.values


def test_the_figures_of_a_region(person):
    assert Page(logged_in(person).get(BOARD).text).values == {
        "coordination-late": 2,
        "coordination-blocked": 8,
        "coordination-silent": 5,
        "coordination-due": 3,
        "coordination-ongoing": 8,
        "coordination-completed": 2,
    }


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_figures_are_the_same_in_every_language(person, language):
    client = logged_in(person)
    address = BOARD if language == "en" else f"/{language}{BOARD}"

    page = Page(client.get(address).text)

    assert page.values == Page(client.get(BOARD).text).values
    assert {urlsplit(figure.link).path for figure in page.figures} == {address}


@pytest.mark.parametrize("selected", SELECTED)
def test_the_tabs_say_how_many_they_lead_to(person, selected):
    client = logged_in(person)
    tabs = client.get(f"{BOARD}?{selected}").context["tabs"]

    opened = [Page(client.get(tab.link).text).count for tab in tabs]

    assert [tab.value for tab in tabs] == opened


def test_the_figure_that_is_chosen_is_marked(person):
    page = Page(logged_in(person).get(f"{BOARD}?only=late").text)

    [chosen] = page.all("a", data_figure=None, aria_current="true")

    assert chosen.attributes["data-figure"] == "coordination-late"
