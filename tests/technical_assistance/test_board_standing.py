"""Which intervention needs somebody, and which of them most."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from technical_assistance.domain.standing import NEEDS, Clock, most_urgent_first, with_standing
from technical_assistance.enums import DocumentKind, StageKind, StageState
from technical_assistance.models import Intervention, WorkspaceSettings
from tests.factories.accounts import UserFactory
from tests.factories.technical_assistance import (
    InterventionFactory,
    ProgressEntryFactory,
    StageDocumentFactory,
)

pytestmark = pytest.mark.django_db

TODAY = date(2019, 5, 8)
FIJI, BRUSSELS = ZoneInfo("Pacific/Fiji"), ZoneInfo("Europe/Brussels")


def clock(today=TODAY, zone=BRUSSELS):
    return Clock(today=today, zone=zone, silent_days=30, ahead_days=14)


def planned(day, **more):
    """An intervention whose stage under way is planned to end on ``day``."""
    intervention = InterventionFactory(**more)
    intervention.stages.filter(state=StageState.STARTED).update(due_on=day)
    return intervention


def needs_of(intervention, at=None):
    row = with_standing(Intervention.objects.all(), at or clock()).get(pk=intervention.pk)
    return {need for need, column in NEEDS.items() if getattr(row, column)} - {"blocked"}


@pytest.mark.parametrize(
    ("due", "needs"),
    [
        (date(2019, 5, 7), {"late"}),
        (date(2019, 5, 8), {"due"}),
        (date(2019, 5, 22), {"due"}),
        (date(2019, 5, 23), set()),
        (None, set()),
    ],
)
def test_the_planned_end_makes_late_or_due(due, needs):
    assert needs_of(planned(due)) == needs


@pytest.mark.parametrize("state", ["completed", "cancelled"])
def test_what_is_over_needs_nobody(state):
    over = InterventionFactory(**{state: True})
    over.stages.update(due_on=date(2019, 1, 1))

    row = with_standing(Intervention.objects.all(), clock()).get()

    assert (row.open_kind, row.due_on) == (None, None)
    assert [getattr(row, column) for column in NEEDS.values()] == [False] * len(NEEDS)


@pytest.mark.parametrize(
    ("recorded", "needs"),
    [("2019-04-08T12:00Z", {"silent"}), ("2019-04-09T12:00Z", set())],
)
def test_thirty_days_without_an_entry_are_silence(time_machine, recorded, needs):
    intervention = InterventionFactory()
    time_machine.move_to("2018-01-01T12:00Z")
    ProgressEntryFactory(intervention=intervention)
    time_machine.move_to(recorded)
    ProgressEntryFactory(intervention=intervention)

    assert needs_of(intervention) == needs


def test_of_what_nothing_was_ever_recorded_no_silence_is_told():
    assert needs_of(InterventionFactory()) == set()


@pytest.mark.parametrize(
    ("zone", "today"), [(FIJI, date(2019, 5, 9)), (BRUSSELS, date(2019, 5, 8))]
)
def test_the_day_is_that_of_the_own_clock(zone, today):
    """At 00:30 of 9 May in Fiji it is still 8 May in Brussels."""
    person = UserFactory(coordinator=True, time_zone=zone.key)

    own = Clock.of(person, datetime(2019, 5, 8, 12, 30, tzinfo=UTC), WorkspaceSettings())

    assert (own.today, own.zone, own.silent_days, own.ahead_days) == (today, zone, 30, 14)


@pytest.mark.parametrize(
    ("today", "zone", "needs"),
    [(date(2019, 5, 9), FIJI, {"late"}), (date(2019, 5, 8), BRUSSELS, {"due"})],
)
def test_what_is_planned_for_8_may_is_late_in_fiji_first(today, zone, needs):
    assert needs_of(planned(date(2019, 5, 8)), clock(today, zone)) == needs


@pytest.mark.parametrize(("zone", "days"), [(FIJI, 0), (BRUSSELS, 1)])
def test_days_of_silence_are_counted_on_the_own_clock(zone, days):
    """At 12:30 UTC it is already 00:30 of the next day in Fiji."""
    recorded = datetime(2019, 5, 8, 12, 30, tzinfo=UTC)

    assert clock(date(2019, 5, 9), zone).days_since(recorded) == days


@pytest.mark.parametrize("zone", [FIJI, BRUSSELS, ZoneInfo("UTC")])
def test_silence_is_as_long_as_its_days_say(time_machine, zone):
    time_machine.move_to("2019-04-08T23:30Z")
    intervention = ProgressEntryFactory().intervention
    recorded = datetime(2019, 4, 8, 23, 30, tzinfo=UTC)
    days = [clock(date(2019, 5, day), zone) for day in range(1, 20)]

    silent = [each.today for each in days if needs_of(intervention, each) == {"silent"}]

    assert silent == [each.today for each in days if each.days_since(recorded) >= 30]
    assert len(silent) in (11, 12)


@pytest.mark.parametrize("attached", [True, False])
def test_what_lacks_its_document_is_blocked(media, attached):
    intervention = InterventionFactory()
    if attached:
        StageDocumentFactory(
            stage=intervention.stages.get(kind=StageKind.CONCEPT_NOTE),
            kind=DocumentKind.CONCEPT_NOTE,
        )

    row = with_standing(Intervention.objects.all(), clock()).get()

    assert row.is_blocked is not attached


def test_the_most_urgent_comes_first(time_machine, media):
    time_machine.move_to("2018-01-01T12:00Z")
    silent = ProgressEntryFactory(intervention=InterventionFactory(title="Silent")).intervention
    time_machine.move_to("2018-03-01T12:00Z")
    less_silent = ProgressEntryFactory(
        intervention=InterventionFactory(title="Less silent")
    ).intervention
    later_planned = planned(date(2019, 12, 1), title="Later")
    unplanned = InterventionFactory(title="Unplanned")
    completed = InterventionFactory(completed=True)
    cancelled = InterventionFactory(cancelled=True)
    due = planned(date(2019, 5, 9), title="Due")
    StageDocumentFactory(stage=due.stages.get(kind=1), kind=DocumentKind.CONCEPT_NOTE)
    blocked = planned(date(2019, 5, 20), title="Blocked")
    late = planned(date(2019, 5, 1), title="Late")
    later = planned(date(2019, 4, 1), title="Latest")

    rows = most_urgent_first(with_standing(Intervention.objects.all(), clock()))

    assert list(rows) == [
        *(later, late, blocked, silent, less_silent, due, later_planned, unplanned),
        *(completed, cancelled),
    ]
