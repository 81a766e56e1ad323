"""Showing a record to the public and taking it back: one test for each way out."""

from datetime import UTC, date, datetime

import pytest

from acpmigration.publication import (
    LONGEST_REASON,
    DayRefused,
    PublicationRefused,
    ReasonTooLong,
    mark_ready,
    mark_unready,
    publish,
    schedule,
    unpublish,
    unschedule,
)
from acpmigration.published import PublicationState
from acpmigration.refusals import NotNow, NotYours
from acpmigration.search.indexing import refresh, stale
from technical_assistance.models import Intervention
from tests.factories.technical_assistance import AssistanceRequestFactory, InterventionFactory

NOW = datetime(2019, 5, 8, 9, tzinfo=UTC)
TOMORROW = date(2019, 5, 9)
RECORDS = [InterventionFactory, AssistanceRequestFactory]


@pytest.mark.parametrize("factory", RECORDS)
def test_a_record_is_published_with_moment_and_actor(editor, factory):
    draft = factory()

    publish(record=draft, by=editor, at=NOW)

    draft.refresh_from_db()
    assert (draft.published_at, draft.published_by, draft.version) == (NOW, editor, 1)
    assert draft.history.first().history_change_reason == "publish"


@pytest.mark.parametrize("factory", RECORDS)
def test_a_record_is_not_published_twice(editor, factory):
    with pytest.raises(NotNow, match="public already"):
        publish(record=factory(published=True), by=editor, at=NOW)


def test_an_intervention_is_not_published_without_title_and_summary(editor):
    # The database holds that there is a title, though not that it is more than blanks.
    draft = InterventionFactory(title="  ", summary="")

    with pytest.raises(PublicationRefused) as refusal:
        publish(record=draft, by=editor, at=NOW)

    assert [str(message) for message in refusal.value.messages] == [
        "The title is missing, in English at least.",
        "The summary is missing, in English at least.",
    ]


@pytest.mark.parametrize("factory", RECORDS)
def test_a_record_is_taken_back(editor, factory):
    public = factory(published=True)
    refresh(public)

    unpublish(record=public, by=editor, at=NOW)

    public.refresh_from_db()
    assert (public.published_at, public.published_by) == (None, None)
    assert (public.unpublished_at, public.unpublished_by) == (NOW, editor)
    assert stale() == set()


@pytest.mark.parametrize("factory", RECORDS)
def test_a_draft_is_not_taken_back(editor, factory):
    with pytest.raises(NotNow, match="a draft already"):
        unpublish(record=factory(), by=editor, at=NOW)


def test_why_a_record_is_taken_back_stands_in_its_history(editor):
    public = InterventionFactory(published=True)

    unpublish(record=public, by=editor, at=NOW, reason="Asked for by the ministry.")

    reason = public.history.first().history_change_reason
    assert reason == "unpublish: Asked for by the ministry."


def test_a_reason_that_fits_in_no_line_of_the_history_is_refused(editor):
    public = InterventionFactory(published=True)
    unpublish(record=public, by=editor, at=NOW, reason="x" * LONGEST_REASON)
    again = publish(record=public, by=editor, at=NOW)

    with pytest.raises(ReasonTooLong, match="at most 80 characters"):
        unpublish(record=again, by=editor, at=NOW, reason="x" * (LONGEST_REASON + 1))


@pytest.mark.parametrize("factory", RECORDS)
def test_a_draft_is_said_to_be_ready_and_not_to_be(editor, factory):
    ready = mark_ready(record=factory(), by=editor, at=NOW)

    assert (ready.ready_at, ready.ready_by) == (NOW, editor)
    assert ready.publication_state == PublicationState.READY
    assert ready.history.first().history_change_reason == "ready"

    unready = mark_unready(record=ready, by=editor)

    assert (unready.ready_at, unready.ready_by) == (None, None)
    assert unready.history.first().history_change_reason == "unready"


@pytest.mark.parametrize("say", [mark_ready, schedule])
def test_neither_a_public_nor_an_incomplete_record_is_on_its_way(editor, say):
    told = {"by": editor, "at": NOW} | ({"on": TOMORROW} if say is schedule else {})

    with pytest.raises(NotNow, match="public already"):
        say(record=InterventionFactory(published=True), **told)
    with pytest.raises(PublicationRefused, match="summary is missing"):
        say(record=InterventionFactory(summary=" "), **told)


def test_nothing_is_said_twice_of_a_draft(editor):
    draft = InterventionFactory()

    with pytest.raises(NotNow, match="Nobody said"):
        mark_unready(record=draft, by=editor)
    with pytest.raises(NotNow, match="No day is set"):
        unschedule(record=draft, by=editor)
    mark_ready(record=draft, by=editor, at=NOW)
    with pytest.raises(NotNow, match="said already"):
        mark_ready(record=draft, by=editor, at=NOW)


def test_a_day_is_set_changed_and_taken_out(editor, administrator):
    draft = schedule(record=InterventionFactory(), on=TOMORROW, by=editor, at=NOW)
    later = schedule(record=draft, on=date(2019, 6, 1), by=administrator, at=NOW)

    assert (later.publish_on, later.scheduled_by) == (date(2019, 6, 1), administrator)
    assert later.publication_state == PublicationState.SCHEDULED

    out = unschedule(record=later, by=editor)

    assert (out.publish_on, out.scheduled_by) == (None, None)
    reasons = out.history.order_by("history_id").values_list("history_change_reason", flat=True)
    assert list(reasons)[-3:] == ["schedule", "schedule", "unschedule"]


def test_a_day_has_to_come_by_the_clock_of_brussels(editor):
    # In Brussels the 9th has begun.
    late = datetime(2019, 5, 8, 22, 30, tzinfo=UTC)

    with pytest.raises(DayRefused, match="after today"):
        schedule(record=InterventionFactory(), on=TOMORROW, by=editor, at=late)


def test_publication_ends_all_that_came_before_it(editor):
    back = unpublish(record=InterventionFactory(published=True), by=editor, at=NOW)
    ready = mark_ready(record=back, by=editor, at=NOW)
    draft = schedule(record=ready, on=TOMORROW, by=editor, at=NOW)

    public = publish(record=draft, by=editor, at=NOW)

    waiting = (public.ready_at, public.publish_on, public.unpublished_at)
    assert waiting == (None, None, None)


def test_each_record_is_in_one_state_and_found_by_it(editor):
    back = unpublish(record=InterventionFactory(published=True), by=editor, at=NOW)
    again = unpublish(record=InterventionFactory(published=True), by=editor, at=NOW)
    ready = mark_ready(record=again, by=editor, at=NOW)
    both = mark_ready(record=InterventionFactory(), by=editor, at=NOW)
    records = {
        PublicationState.PUBLISHED: InterventionFactory(published=True),
        PublicationState.SCHEDULED: schedule(record=both, on=TOMORROW, by=editor, at=NOW),
        PublicationState.READY: ready,
        PublicationState.TAKEN_BACK: back,
        PublicationState.DRAFT: InterventionFactory(),
    }

    assert {state: record.publication_state for state, record in records.items()} == {
        state: state for state in records
    }
    for state, record in records.items():
        assert list(Intervention.objects.in_publication_state(state)) == [record]


def test_only_editors_publish(ongoing, coordinator, viewer):
    for person in (coordinator, viewer):
        with pytest.raises(NotYours):
            publish(record=ongoing, by=person, at=NOW)
        with pytest.raises(NotYours):
            unpublish(record=ongoing, by=person, at=NOW)
        with pytest.raises(NotYours):
            mark_ready(record=ongoing, by=person, at=NOW)
        with pytest.raises(NotYours):
            mark_unready(record=ongoing, by=person)
        with pytest.raises(NotYours):
            schedule(record=ongoing, on=TOMORROW, by=person, at=NOW)
        with pytest.raises(NotYours):
            unschedule(record=ongoing, by=person)
