"""When somebody was last in the workspace."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from technical_assistance.domain.visits import AT_FIRST, news_since, note_visit, visit_of
from technical_assistance.models import Visit
from tests.technical_assistance.at_once import at_once

NOON = datetime(2019, 5, 8, 12, tzinfo=UTC)


def noted(person):
    return Visit.objects.values_list("seen_at", "before_at").get(person=person)


def test_the_first_visit_follows_none(coordinator):
    visit = note_visit(person=coordinator, at=NOON)

    assert noted(coordinator) == (NOON, None)
    assert news_since(visit) == NOON - AT_FIRST


def test_a_pause_of_more_than_half_an_hour_begins_another_visit(coordinator):
    note_visit(person=coordinator, at=NOON)

    later = NOON + timedelta(minutes=30, seconds=1)
    visit = note_visit(person=coordinator, at=later)

    assert noted(coordinator) == (later, NOON)
    assert news_since(visit) == NOON


def test_a_shorter_pause_goes_on_with_the_visit(coordinator):
    note_visit(person=coordinator, at=NOON - timedelta(hours=2))
    note_visit(person=coordinator, at=NOON)

    later = NOON + timedelta(minutes=30)
    note_visit(person=coordinator, at=later)

    assert noted(coordinator) == (later, NOON - timedelta(hours=2))


def test_within_a_minute_nothing_is_written(coordinator, django_assert_num_queries):
    note_visit(person=coordinator, at=NOON)

    with django_assert_num_queries(1):
        note_visit(person=coordinator, at=NOON + timedelta(seconds=59))

    assert noted(coordinator) == (NOON, None)


@pytest.mark.django_db(transaction=True)
def test_tabs_that_are_opened_at_once_are_one_visit(coordinator, tmp_path):
    tabs = [partial(note_visit, person=coordinator, at=NOON) for _tab in range(4)]

    made = at_once(tmp_path, *tabs)

    assert [visit.seen_at for visit in made] == [NOON] * 4
    assert noted(coordinator) == (NOON, None)


def test_noting_is_one_statement(coordinator, django_assert_num_queries):
    note_visit(person=coordinator, at=NOON)

    with django_assert_num_queries(2):
        note_visit(person=coordinator, at=NOON + timedelta(minutes=5))


def test_who_only_asks_is_not_noted(coordinator):
    visit = visit_of(coordinator, NOON)

    assert news_since(visit) == NOON - AT_FIRST
    assert list(Visit.objects.all()) == []


def test_a_visit_is_the_own_one(coordinator, coordinator_elsewhere):
    note_visit(person=coordinator, at=NOON)
    note_visit(person=coordinator_elsewhere, at=NOON + timedelta(hours=1))

    assert noted(coordinator) == (NOON, None)


@pytest.mark.parametrize("person", ["viewer", "editor"])
def test_staff_have_visits_too(request, person):
    somebody = request.getfixturevalue(person)

    note_visit(person=somebody, at=NOON)

    assert noted(somebody) == (NOON, None)
