"""What stands in the list of a Monday, and in which order."""

from datetime import UTC, date, datetime, timedelta

import pytest

from acpmigration.reference.models import Region
from technical_assistance.domain.monday import MondayLines, lines_for
from technical_assistance.enums import StageKind, StageState, Status
from technical_assistance.models import Intervention, ProgressEntry
from tests.factories.reference import CountryFactory, RegionFactory
from tests.factories.technical_assistance import (
    AssistanceRequestFactory,
    FollowUpFactory,
    InterventionFactory,
)
from tests.technical_assistance.acting import attach
from tests.technical_assistance.mails import coordinator_of, workspace

TODAY = date(2019, 5, 6)
NOON = datetime(2019, 5, 6, 10, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def caribbean(db: None) -> Region:
    return RegionFactory(slug="caribbean")


@pytest.fixture
def person(caribbean):
    return coordinator_of(caribbean)


def intervention(person, *, due_on=None, silent_for=0, region=None, **given) -> Intervention:
    """One of the person's, whose last entry was recorded so many days ago."""
    region = region or person.regions.first()
    made = InterventionFactory(
        country=CountryFactory(region=region), coordinator=given.pop("of", person), **given
    )
    kind = given.get("stage", StageKind.CONCEPT_NOTE)
    made.stages.filter(kind=kind).update(due_on=due_on)
    recorded(made, NOON - silent_for * DAY)
    return made


def recorded(intervention, at) -> None:
    """The log notes the moment by itself: it is set to another before it is written."""
    ProgressEntry._meta.get_field("recorded_at").auto_now_add = False
    try:
        ProgressEntry.objects.create(
            intervention=intervention,
            verb="note",
            by=intervention.coordinator or _somebody(),
            recorded_at=at,
        )
    finally:
        ProgressEntry._meta.get_field("recorded_at").auto_now_add = True


def _somebody():
    return coordinator_of("caribbean")


def shown(lines: MondayLines) -> dict[str, list]:
    """What each part names; parts without anything are left out."""
    parts = {
        "late": [(one.intervention, one.days_late) for one in lines.late],
        "due": [(one.intervention, one.due_on) for one in lines.due],
        "requests": lines.requests,
        "follow_ups": lines.follow_ups,
        "unassigned": lines.unassigned,
        "silent": [(one.intervention, one.days_silent) for one in lines.silent],
    }
    return {name: part for name, part in parts.items() if part}


# Interventions -----------------------------------------------------------------------------------


def test_what_is_past_its_planned_end_is_late_the_longest_first(person):
    by_one, by_ten = (intervention(person, due_on=TODAY - days * DAY) for days in (1, 10))

    assert shown(lines_for(person, today=TODAY)) == {"late": [(by_ten, 10), (by_one, 1)]}


def test_what_is_planned_within_the_days_ahead_is_due_the_soonest_first(person):
    days = [(14, True), (0, True), (15, False)]
    in_two_weeks, now, _later = (intervention(person, due_on=TODAY + n * DAY) for n, _due in days)

    assert shown(lines_for(person, today=TODAY)) == {
        "due": [(now, TODAY), (in_two_weeks, TODAY + 14 * DAY)]
    }


def test_what_nobody_wrote_of_for_the_days_that_staff_set_is_silent_the_longest_first(person):
    _speaks, silent, longer = (intervention(person, silent_for=days) for days in (29, 30, 40))

    assert shown(lines_for(person, today=TODAY)) == {"silent": [(longer, 40), (silent, 30)]}


def test_staff_set_what_counts_as_silent_and_how_far_the_list_looks(person):
    workspace(silent_days=10, ahead_days=3)
    silent = intervention(person, silent_for=10)
    intervention(person, due_on=TODAY + 4 * DAY)

    assert shown(lines_for(person, today=TODAY)) == {"silent": [(silent, 10)]}


def test_an_intervention_that_is_late_and_silent_stands_in_the_list_once(person):
    both = intervention(person, due_on=TODAY - DAY, silent_for=40)

    lines = lines_for(person, today=TODAY)

    assert shown(lines) == {"late": [(both, 1)]}
    assert (len(lines), lines.late[0].days_silent) == (1, 40)


def test_only_the_stage_that_is_open_can_be_late(person):
    closed = intervention(person, stage=StageKind.TA_FICHE)
    closed.stages.filter(kind=StageKind.CONCEPT_NOTE).update(due_on=TODAY - DAY)

    assert shown(lines_for(person, today=TODAY)) == {}


def test_a_stage_that_waits_to_be_started_can_be_late_too(person):
    waiting = intervention(person, due_on=TODAY - DAY)
    waiting.stages.filter(kind=StageKind.CONCEPT_NOTE).update(state=StageState.NOT_STARTED)

    assert shown(lines_for(person, today=TODAY)) == {"late": [(waiting, 1)]}


@pytest.mark.parametrize("status", [Status.COMPLETED, Status.CANCELLED])
def test_what_is_over_needs_nothing(person, status):
    over = intervention(person, due_on=TODAY - DAY, silent_for=99)
    Intervention.objects.filter(pk=over.pk).update(status=status)

    assert shown(lines_for(person, today=TODAY)) == {}


def test_what_is_missing_is_said_of_what_is_late_or_due_and_of_nothing_else(person):
    late = intervention(person, due_on=TODAY - DAY)
    attach(intervention(person, due_on=TODAY), StageKind.CONCEPT_NOTE)
    intervention(person, silent_for=40)

    lines = lines_for(person, today=TODAY)

    said = [
        [str(blocker.sentence) for blocker in one.blockers]
        for one in (*lines.late, *lines.due, *lines.silent)
    ]
    assert lines.late[0].intervention == late
    assert said == [["The concept note is not attached."], [], []]


def test_silence_is_counted_by_the_persons_own_clock(caribbean):
    """At 12:30 UTC it is half past midnight in Fiji, of a day that begins later in Brussels."""
    at = datetime(2019, 4, 6, 12, 30, tzinfo=UTC)
    days = []
    for zone in ("Europe/Brussels", "Pacific/Fiji"):
        person = coordinator_of(caribbean, time_zone=zone)
        recorded(intervention(person, silent_for=90), at)
        [one] = lines_for(person, today=date(2019, 5, 7)).silent
        days.append(one.days_silent)

    assert days == [31, 30]


# Waiting for the person --------------------------------------------------------------------------


def test_requests_of_the_own_regions_wait_until_they_are_decided(person, caribbean):
    country = CountryFactory(region=caribbean)
    unknown = AssistanceRequestFactory(country=country)
    newer, older = (
        AssistanceRequestFactory(country=country, received_from=day, received_until=day, **state)
        for day, state in [(date(2019, 4, 1), {}), (date(2019, 2, 1), {"under_review": True})]
    )
    AssistanceRequestFactory(country=country, declined=True)
    AssistanceRequestFactory()

    assert shown(lines_for(person, today=TODAY)) == {"requests": [older, newer, unknown]}


def test_what_the_person_promised_to_do_is_listed_from_its_day_on(person):
    own = intervention(person)
    later, now, before = (
        FollowUpFactory(intervention=own, owner=person, due_on=TODAY + days * DAY)
        for days in (1, 0, -5)
    )
    FollowUpFactory(intervention=own, owner=person, due_on=None)
    FollowUpFactory(intervention=own, due_on=TODAY - DAY)
    done = {"done_on": TODAY, "done_by": person}
    FollowUpFactory(intervention=own, owner=person, due_on=TODAY - DAY, **done)

    assert shown(lines_for(person, today=TODAY)) == {"follow_ups": [before, now]}
    assert later not in lines_for(person, today=TODAY).follow_ups


def test_interventions_of_the_own_regions_that_nobody_is_responsible_for_are_listed(person):
    nobodys = intervention(person, of=None, due_on=TODAY - DAY, silent_for=99)
    intervention(person, of=coordinator_of(person.regions.get()), due_on=TODAY - DAY)

    assert shown(lines_for(person, today=TODAY)) == {"unassigned": [nobodys]}


def test_nothing_of_another_region_is_told(person):
    """Not even of what the person was responsible for, or promised, before the region changed."""
    pacific = RegionFactory(slug="pacific")
    lost = intervention(person, region=pacific, due_on=TODAY - DAY, silent_for=99)
    intervention(person, region=pacific, of=None, published=True)
    FollowUpFactory(intervention=lost, owner=person, due_on=TODAY)
    AssistanceRequestFactory(country=lost.country)

    assert shown(lines_for(person, today=TODAY)) == {}


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_queries_for_many_lines_as_for_one(
    person, count, django_assert_num_queries
):
    for _number in range(count):
        late = intervention(person, due_on=TODAY - DAY)
        intervention(person, due_on=TODAY)
        intervention(person, silent_for=40)
        intervention(person, of=None)
        FollowUpFactory(intervention=late, owner=person, due_on=TODAY)
        AssistanceRequestFactory(country=late.country)

    with django_assert_num_queries(5):
        lines = lines_for(person, today=TODAY)
        said = [one.intervention.lead_name for one in (*lines.late, *lines.due, *lines.silent)]
        said += [request.lead_name for request in lines.requests]
        said += [one.lead_name for one in lines.unassigned]
        said += [one.intervention.title for one in lines.follow_ups]

    assert (len(lines), len(said)) == (6 * count, 6 * count)
