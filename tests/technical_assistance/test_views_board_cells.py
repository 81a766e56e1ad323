"""What the board says of an intervention and of its stages."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from technical_assistance.enums import StageKind, Status
from tests.conftest import logged_in
from tests.factories.accounts import UserFactory
from tests.factories.technical_assistance import (
    InterventionFactory,
    ProgressEntryFactory,
)

BOARD = reverse("coordination:board")
NOW = datetime(2019, 5, 8, 12, tzinfo=UTC)


@pytest.fixture
def now(time_machine):
    time_machine.move_to(NOW, tick=False)
    return NOW


def cells(response):
    return [line.cells for line in response.context["lines"]]


def test_each_stage_says_its_state_with_its_day(now, coordinator, saint_lucia):
    own = InterventionFactory(country=saint_lucia, stage=StageKind.TA_FICHE)
    own.stages.filter(kind=1).update(
        **dict.fromkeys(
            ["started_from", "started_until", "finished_from", "finished_until"], date(2019, 3, 1)
        )
    )
    own.stages.filter(kind=2).update(
        started_from=date(2019, 4, 1), started_until=date(2019, 4, 1), due_on=date(2019, 5, 1)
    )
    own.stages.filter(kind=4).update(due_on=date(2019, 9, 2))

    [line] = cells(logged_in(coordinator).get(BOARD))

    assert [(cell.look, cell.words, cell.dates, cell.facts) for cell in line] == [
        ("finished", "Finished", "1 March 2019", []),
        ("late", "7 days late", "planned for 1 May 2019", ["37 days so far"]),
        ("not_started", "Not started", "", []),
        ("not_started", "Not started", "planned for 2 September 2019", []),
    ]


def test_days_stand_against_the_median_of_finished_stages(now, coordinator, saint_lucia):
    for days in (10, 20, 60):
        done = InterventionFactory(completed=True, published=True)
        done.stages.filter(kind=1).update(
            started_from=date(2018, 1, 1),
            started_until=date(2018, 1, 1),
            finished_from=date(2018, 1, 1) + timedelta(days=days),
            finished_until=date(2018, 1, 1) + timedelta(days=days),
        )
    own = InterventionFactory(country=saint_lucia)
    own.stages.filter(kind=1).update(started_from=date(2019, 5, 7), started_until=date(2019, 5, 7))

    [line] = cells(logged_in(coordinator).get(BOARD))

    assert line[0].facts == ["1 day so far, usually 20"]


def test_of_a_month_alone_no_days_are_counted(now, coordinator, saint_lucia):
    own = InterventionFactory(country=saint_lucia)
    own.stages.filter(kind=1).update(started_from=date(2019, 4, 1), started_until=date(2019, 4, 30))

    [line] = cells(logged_in(coordinator).get(BOARD))

    assert (line[0].dates, line[0].facts) == ("since April 2019", [])


def test_silence_is_told_in_days(time_machine, coordinator, saint_lucia):
    time_machine.move_to(NOW - timedelta(days=45))
    ProgressEntryFactory(intervention=InterventionFactory(country=saint_lucia))
    time_machine.move_to(NOW)

    [line] = cells(logged_in(coordinator).get(BOARD))

    assert (line[0].look, line[0].words) == ("silent", "In progress")
    assert line[0].facts == ["no entry for 45 days"]


@pytest.mark.parametrize(
    ("zone", "words"), [("Pacific/Fiji", "1 day late"), ("Europe/Brussels", "In progress")]
)
def test_late_is_what_is_late_on_the_own_clock(time_machine, saint_lucia, zone, words):
    """At 00:30 of 9 May in Fiji, the evening of 8 May has not come to Brussels."""
    time_machine.move_to("2019-05-08T12:30Z")
    person = UserFactory(coordinator=True, time_zone=zone, regions=[saint_lucia.region])
    own = InterventionFactory(country=saint_lucia)
    own.stages.filter(kind=1).update(due_on=date(2019, 5, 8))

    [line] = cells(logged_in(person).get(BOARD))

    assert line[0].words == words


def test_what_is_missing_stands_beside_the_title(coordinator_client, saint_lucia):
    InterventionFactory(country=saint_lucia)

    [line] = coordinator_client.get(BOARD).context["lines"]

    assert [str(blocker) for blocker in line.missing] == ["The concept note is not attached."]


@pytest.mark.parametrize("over", ["completed", "cancelled"])
def test_what_is_over_lacks_nothing(coordinator_client, saint_lucia, over):
    row = InterventionFactory(country=saint_lucia, **{over: True})

    [line] = coordinator_client.get(BOARD).context["lines"]

    assert (line.missing, line.is_under_way, line.is_cancelled) == (
        [],
        False,
        row.status == Status.CANCELLED,
    )


def test_whose_it_is_stands_where_it_is_not_the_own(coordinator_client, coordinator, saint_lucia):
    colleague = UserFactory(coordinator=True, name="Ana", regions=[saint_lucia.region])
    for owner in (coordinator, colleague, None):
        InterventionFactory(country=saint_lucia, coordinator=owner)

    lines = coordinator_client.get(BOARD).context["lines"]

    assert [line.coordinator for line in lines] == ["", "Ana", "No coordinator yet"]
