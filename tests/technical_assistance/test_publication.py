"""Showing a record to the public and taking it back: one test for each way out."""

from datetime import UTC, datetime

import pytest

from acpmigration.publication import PublicationRefused, publish, unpublish
from acpmigration.refusals import NotNow, NotYours
from acpmigration.search.indexing import refresh, stale
from tests.factories.technical_assistance import AssistanceRequestFactory, InterventionFactory

NOW = datetime(2019, 5, 8, 9, tzinfo=UTC)
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

    unpublish(record=public, by=editor)

    public.refresh_from_db()
    assert (public.published_at, public.published_by) == (None, None)
    assert stale() == set()


@pytest.mark.parametrize("factory", RECORDS)
def test_a_draft_is_not_taken_back(editor, factory):
    with pytest.raises(NotNow, match="a draft already"):
        unpublish(record=factory(), by=editor)


def test_only_editors_publish(ongoing, coordinator, viewer):
    for person in (coordinator, viewer):
        with pytest.raises(NotYours):
            publish(record=ongoing, by=person, at=NOW)
        with pytest.raises(NotYours):
            unpublish(record=ongoing, by=person)
