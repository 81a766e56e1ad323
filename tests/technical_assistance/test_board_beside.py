"""What stands beside the board: what waits, and what others did since the last visit."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from acpmigration.facets.facet import count_together
from technical_assistance.domain.requests import (
    decline_request,
    receive_request,
    review_request,
)
from technical_assistance.domain.standing import Clock
from technical_assistance.figures.beside import NEWS_SHOWN, WAITING_SHOWN, Sources
from technical_assistance.models import ProgressEntry, WorkspaceSettings
from tests.factories.accounts import UserFactory
from tests.factories.technical_assistance import (
    AssistanceRequestFactory,
    FollowUpFactory,
    InterventionFactory,
    ProgressEntryFactory,
    opened,
)

SINCE = datetime(2019, 5, 1, 12, tzinfo=UTC)
NOW = datetime(2019, 5, 8, 12, tzinfo=UTC)


@pytest.fixture
def mine(saint_lucia):
    return InterventionFactory(country=saint_lucia, title="Of the own region")


def read(person):
    clock = Clock.of(person, NOW, WorkspaceSettings())
    sources = Sources(person, SINCE, clock)
    return sources.read(count_together(sources.arms()))


def told(lines):
    return [(line.words, line.name) for line in lines]


def test_what_others_recorded_since_is_new(time_machine, coordinator, editor, mine):
    time_machine.move_to("2019-05-01T11:59Z")
    ProgressEntryFactory(intervention=mine, by=editor, note="Before")
    time_machine.move_to("2019-05-02T08:00Z")
    ProgressEntryFactory(intervention=mine, by=editor, verb="complete", stage=3, note="After")
    ProgressEntryFactory(intervention=mine, by=coordinator, note="My own")

    beside = read(coordinator)

    assert beside.news_number == 1
    [line] = beside.news
    assert line.words == "Stage completed: baseline assessment"
    assert (line.name, line.by, line.note) == (mine.title_en, "editor@example.org", "After")
    assert line.at == datetime(2019, 5, 2, 8, tzinfo=UTC)
    assert line.link == reverse("coordination:intervention-detail", args=[mine.slug])


def test_people_are_called_by_their_names(time_machine, coordinator, mine):
    time_machine.move_to("2019-05-02T08:00Z")
    ProgressEntryFactory(intervention=mine, by=UserFactory(editor=True, name="Ana Sousa"))

    assert [line.by for line in read(coordinator).news] == ["Ana Sousa"]


def test_of_many_the_newest_are_shown_and_all_are_counted(time_machine, coordinator, editor, mine):
    time_machine.move_to("2019-05-02T08:00Z")
    ProgressEntry.objects.bulk_create(
        ProgressEntry(intervention=mine, by=editor, verb="note", note=f"{number}")
        for number in range(NEWS_SHOWN + 3)
    )

    beside = read(coordinator)

    assert beside.news_number == NEWS_SHOWN + 3
    assert {line.note for line in beside.news} == {f"{n}" for n in range(3, NEWS_SHOWN + 3)}


def test_what_happens_elsewhere_is_no_news(time_machine, coordinator, editor):
    time_machine.move_to("2019-05-02T08:00Z")
    elsewhere = InterventionFactory(published=True)
    ProgressEntryFactory(intervention=elsewhere, by=editor)
    AssistanceRequestFactory()
    FollowUpFactory(intervention=elsewhere, owner=coordinator, due_on=date(2019, 5, 1))

    beside = read(coordinator)

    assert (beside.news, beside.requests, beside.follow_ups) == ([], [], [])
    assert (beside.news_number, beside.requests_number, beside.follow_ups_number) == (0, 0, 0)


def test_requests_that_came_or_were_decided_are_new(
    time_machine, coordinator, editor, saint_lucia, request_
):
    time_machine.move_to("2019-05-03T08:00Z")
    decline_request(
        request=request_, by=editor, reason="No topic.", when=None, today=date(2019, 5, 3)
    )

    beside = read(coordinator)

    assert told(beside.news) == [("Declined", str(saint_lucia))]
    assert [line.by for line in beside.news] == ["editor@example.org"]
    assert beside.requests_number == 0


def test_an_accepted_request_is_told_by_the_log(time_machine, coordinator, editor, saint_lucia):
    time_machine.move_to("2019-05-03T08:00Z")
    opened(by=editor, lead=saint_lucia, title="Visas")

    news = read(coordinator).news

    assert told(news) == [
        ("Stage started: concept note", "Visas"),
        ("Request accepted", "Visas"),
    ]


def test_a_request_that_stays_as_it_was_is_no_news(time_machine, coordinator, editor, saint_lucia):
    time_machine.move_to("2019-04-02T08:00Z")
    request = AssistanceRequestFactory(country=saint_lucia)
    time_machine.move_to("2019-05-03T08:00Z")
    request.save()

    assert read(coordinator).news == []


def test_what_the_person_did_with_a_request_is_no_news(time_machine, coordinator, editor, request_):
    time_machine.move_to("2019-05-03T08:00Z")
    review_request(request=request_, by=coordinator)

    assert read(coordinator).news == []


def test_what_was_loaded_is_no_news(time_machine, coordinator, system_user, mine, saint_lucia):
    time_machine.move_to("2019-05-03T08:00Z")
    ProgressEntryFactory(intervention=mine, by=system_user)
    receive_request(lead=saint_lucia, by=system_user, when=None, today=date(2019, 5, 3))

    beside = read(coordinator)

    assert (beside.news, beside.news_number) == ([], 0)


def test_a_request_that_somebody_received_is_new(time_machine, coordinator, editor, saint_lucia):
    time_machine.move_to("2019-05-03T08:00Z")
    receive_request(lead=saint_lucia, by=editor, when=None, today=date(2019, 5, 3))

    assert told(read(coordinator).news) == [("Received", str(saint_lucia))]


def test_requests_wait_the_longest_first_with_their_days(coordinator, saint_lucia):
    days = [date(2019, 5, 7), date(2019, 1, 8), date(2019, 4, 8), None]
    for day in days:
        AssistanceRequestFactory(country=saint_lucia, received_from=day, received_until=day)
    AssistanceRequestFactory(country=saint_lucia, declined=True)

    beside = read(coordinator)

    assert beside.requests_number == 4
    assert [line.days for line in beside.requests] == [120, 30, 1]
    assert len(beside.requests) == WAITING_SHOWN


def test_requests_of_unknown_days_wait_too(coordinator, saint_lucia):
    AssistanceRequestFactory.create_batch(2, country=saint_lucia)

    beside = read(coordinator)

    assert [(line.words, line.on) for line in beside.requests] == [("Received", None)] * 2


def test_own_follow_ups_that_are_due_wait(coordinator, editor, mine):
    FollowUpFactory(intervention=mine, owner=coordinator, due_on=date(2019, 5, 9), text="Later")
    FollowUpFactory(intervention=mine, owner=editor, due_on=date(2019, 5, 1), text="Theirs")
    FollowUpFactory(intervention=mine, owner=coordinator, due_on=date(2019, 5, 8), text="Today")
    FollowUpFactory(intervention=mine, owner=coordinator, due_on=date(2019, 5, 1), text="Old")

    beside = read(coordinator)

    assert beside.follow_ups_number == 2
    assert [line.note for line in beside.follow_ups] == ["Old", "Today"]


def test_staff_read_of_all_regions(time_machine, viewer, editor, mine):
    time_machine.move_to("2019-05-02T08:00Z")
    ProgressEntryFactory(intervention=mine, by=editor)
    ProgressEntryFactory(by=editor)

    assert read(viewer).news_number == 2


@pytest.mark.parametrize("count", [1, 3])
def test_all_of_it_is_read_in_two_queries(
    time_machine, coordinator, editor, mine, saint_lucia, count, django_assert_num_queries
):
    time_machine.move_to("2019-05-02T08:00Z")
    for _each in range(count):
        ProgressEntryFactory(intervention=mine, by=editor)
        AssistanceRequestFactory(country=saint_lucia)
        FollowUpFactory(intervention=mine, owner=coordinator, due_on=date(2019, 5, 1))

    with django_assert_num_queries(2):
        beside = read(coordinator)

    assert len(beside.requests) == len(beside.follow_ups) == count
