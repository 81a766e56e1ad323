"""The board: my region, in a few queries and on a slow link."""

from datetime import UTC, date, datetime, timedelta
from gzip import compress

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from technical_assistance.enums import StageKind, StageState
from technical_assistance.models import Intervention, ProgressEntry, Stage, Visit
from tests.conftest import logged_in
from tests.dashboard.reading import Page
from tests.factories.reference import TopicFactory
from tests.factories.technical_assistance import (
    AssistanceRequestFactory,
    FollowUpFactory,
    InterventionFactory,
    ProgressEntryFactory,
)

BOARD = reverse("coordination:board")
NOW = datetime(2019, 5, 8, 12, tzinfo=UTC)


def shown(response):
    return [line.intervention for line in response.context["lines"]]


@pytest.fixture
def now(time_machine):
    time_machine.move_to(NOW, tick=False)
    return NOW


@pytest.mark.parametrize("count", [1, 3])
def test_the_board_shows_the_own_region_in_ten_queries(
    coordinator_client, coordinator, saint_lucia, count, django_assert_num_queries
):
    own = InterventionFactory.create_batch(count, country=saint_lucia)
    for intervention in own:
        intervention.topics.add(TopicFactory())
        ProgressEntryFactory(intervention=intervention)
        FollowUpFactory(intervention=intervention, owner=coordinator, due_on=date(2019, 5, 1))
        AssistanceRequestFactory(country=saint_lucia)
    InterventionFactory(title="A draft elsewhere")

    with django_assert_num_queries(10):
        response = coordinator_client.get(BOARD)

    assert set(shown(response)) == set(own)
    assert Page(response.text).count == count
    assert "A draft elsewhere" not in response.text


def test_two_hundred_interventions_are_a_small_page(coordinator_client, saint_lucia, editor):
    rows = Intervention.objects.bulk_create(
        Intervention(
            slug=f"intervention-{number}",
            title_en=f"Strengthening the capacity of office {number} to fight trafficking",
            country=saint_lucia,
        )
        for number in range(200)
    )
    day = timezone.now().date()
    Stage.objects.bulk_create(
        Stage(
            intervention=row,
            kind=kind,
            state=StageState.FINISHED if kind < 3 else StageState.NOT_STARTED,
            due_on=day - timedelta(days=number) if kind == 3 else None,
            **dict.fromkeys(
                ("started_from", "started_until", "finished_from", "finished_until"),
                date(2016, 1, 1) + timedelta(days=number * kind) if kind < 3 else None,
            ),
        )
        for number, row in enumerate(rows)
        for kind in StageKind
    )
    ProgressEntry.objects.bulk_create(
        ProgressEntry(intervention=row, verb="note", by=editor, note=f"{row.slug} was visited.")
        for row in rows
    )

    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = coordinator_client.get(BOARD)

    assert len(queries) <= 10
    assert Page(response.text).count == 200
    assert len(shown(response)) == 50
    assert len(compress(response.content)) < 15_000


def test_each_line_leads_to_its_page_and_to_its_form(coordinator_client, saint_lucia):
    own = InterventionFactory(country=saint_lucia)

    links = Page(coordinator_client.get(BOARD).text).links

    for name in ("intervention-detail", "progress-log"):
        assert links.count(reverse(f"coordination:{name}", args=[own.slug])) == 1


def test_a_viewer_logs_nothing(viewer_client, saint_lucia):
    own = InterventionFactory(country=saint_lucia)

    links = Page(viewer_client.get(BOARD).text).links

    assert links.count(reverse("coordination:intervention-detail", args=[own.slug])) == 1
    assert reverse("coordination:progress-log", args=[own.slug]) not in links


@pytest.mark.parametrize("headers", [{"Sec-Purpose": "prefetch;prerender"}, {"X-Prefetch": "1"}])
def test_what_a_browser_fetches_ahead_is_no_visit(coordinator_client, headers):
    coordinator_client.get(BOARD, headers=headers)
    coordinator_client.head(BOARD)

    assert list(Visit.objects.all()) == []


def test_opening_the_board_is_a_visit(now, coordinator):
    logged_in(coordinator).get(BOARD)

    assert Visit.objects.get().seen_at == NOW


def test_news_are_those_since_the_visit_before(time_machine, coordinator, saint_lucia):
    own = InterventionFactory(country=saint_lucia)
    for hours, note in ((1, "Before"), (3, "Between")):
        time_machine.move_to(NOW + timedelta(hours=hours))
        ProgressEntryFactory(intervention=own, note=note)
    Visit.objects.create(person=coordinator, seen_at=NOW + timedelta(hours=2))
    time_machine.move_to(NOW + timedelta(hours=4))

    for _again in range(2):
        response = logged_in(coordinator).get(BOARD)

        assert [line.note for line in response.context["beside"].news] == ["Between"]
