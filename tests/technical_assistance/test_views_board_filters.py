"""Which interventions the board shows, and to whom."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from acpmigration.search.indexing import mend
from tests.conftest import logged_in
from tests.dashboard.reading import Page
from tests.factories.accounts import UserFactory
from tests.factories.reference import CountryFactory, RegionFactory, TopicFactory
from tests.factories.technical_assistance import (
    InterventionFactory,
)

BOARD = reverse("coordination:board")
NOW = datetime(2019, 5, 8, 12, tzinfo=UTC)


def shown(response):
    return [line.intervention for line in response.context["lines"]]


def test_published_ones_of_other_regions_are_not_on_the_board(coordinator_client):
    InterventionFactory(published=True)

    response = coordinator_client.get(BOARD)

    assert shown(response) == []
    assert Page(response.text).count == 0


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("whose=mine", ["Mine"]),
        ("whose=unassigned", ["Nobody’s"]),
        ("whose=all", ["Mine", "Nobody’s"]),
        ("topic=visas", ["Mine"]),
        ("topic=not-stated", ["Nobody’s"]),
        ("status=completed", []),
        ("only=late", ["Mine"]),
        ("only=blocked", ["Mine", "Nobody’s"]),
        ("only=late&only=due", ["Mine"]),
        ("only=late&whose=unassigned", []),
        ("region=caribbean", ["Mine", "Nobody’s"]),
        ("q=nobody", ["Nobody’s"]),
    ],
)
def test_filters_leave_what_they_name(coordinator_client, coordinator, saint_lucia, address, found):
    mine = InterventionFactory(
        country=saint_lucia,
        title="Mine",
        coordinator=coordinator,
        topics=[TopicFactory(slug="visas")],
    )
    mine.stages.filter(kind=1).update(due_on=date(2019, 5, 1))
    InterventionFactory(country=saint_lucia, title="Nobody’s")
    mend()

    response = coordinator_client.get(f"{BOARD}?{address}")

    assert sorted(row.title for row in shown(response)) == found
    assert Page(response.text).count == len(found)


def test_a_search_finds_no_draft_elsewhere(coordinator_client):
    InterventionFactory(title="Remittances elsewhere")
    mend()

    assert shown(coordinator_client.get(f"{BOARD}?q=remittances")) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("whose", "theirs"),
        ("only", "urgent"),
        ("status", "open"),
        ("topic", "fish"),
        ("region", "pacific"),
    ],
)
def test_what_the_board_does_not_know_is_named(coordinator_client, saint_lucia, name, value):
    """Other people's regions are unknown to it too."""
    RegionFactory(slug="pacific")
    own = InterventionFactory(country=saint_lucia)

    response = coordinator_client.get(f"{BOARD}?{name}={value}")

    assert shown(response) == [own]
    assert response.context["filter"].ignored() == [(name, value)]
    assert f'<q dir="auto">{value}</q>' in response.text


def test_pages_keep_the_filters(coordinator_client, saint_lucia):
    InterventionFactory.create_batch(51, country=saint_lucia)

    first = coordinator_client.get(f"{BOARD}?only=blocked")
    second = coordinator_client.get(f"{BOARD}?only=blocked&page=2")

    assert (len(shown(first)), len(shown(second))) == (50, 1)
    assert Page(second.text).count == 51
    assert "?only=blocked&page=2" in Page(first.text).links


@pytest.mark.parametrize("page", ["0", "3", "x"])
def test_a_page_that_is_not_there_is_missing(coordinator_client, saint_lucia, page):
    assert coordinator_client.get(f"{BOARD}?page={page}").status_code == 404


def test_of_several_regions_one_can_be_chosen(saint_lucia):
    pacific = CountryFactory(region=RegionFactory(slug="pacific"))
    person = UserFactory(coordinator=True, regions=[saint_lucia.region, pacific.region])
    InterventionFactory(country=saint_lucia)
    there = InterventionFactory(country=pacific)

    response = logged_in(person).get(f"{BOARD}?region=pacific")

    assert shown(response) == [there]


def test_staff_see_all_regions(viewer_client, saint_lucia):
    rows = [InterventionFactory(country=saint_lucia), InterventionFactory()]

    assert set(shown(viewer_client.get(BOARD))) == set(rows)
