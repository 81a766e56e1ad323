"""Publishing on the day that somebody has set: in whose name, and what if something is missing."""

from datetime import UTC, date, datetime

import pytest

from acpmigration.accounts.enums import Role
from acpmigration.accounts.models import SYSTEM_EMAIL
from acpmigration.pages.models import OutgoingMail
from acpmigration.pages.tasks import publish_scheduled
from acpmigration.publication import DayRefused, mark_ready, publish, schedule, unschedule
from acpmigration.scheduled import due_records, publish_due
from tests.factories.knowledge import EventFactory
from tests.factories.technical_assistance import AssistanceRequestFactory, InterventionFactory

BEFORE = datetime(2019, 5, 1, 9, tzinfo=UTC)
DAY = date(2019, 5, 8)
# In Brussels the day has begun.
AT = datetime(2019, 5, 7, 22, 1, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def set_for(record, by, on=DAY):
    return schedule(record=record, on=on, by=by, at=BEFORE)


def test_what_is_due_is_published_in_the_name_of_whoever_set_the_day(editor):
    due = [set_for(factory(), editor) for factory in (InterventionFactory, EventFactory)]
    later = set_for(AssistanceRequestFactory(), editor, on=date(2019, 5, 9))

    done = publish_due(at=AT)

    assert done == {"published": 2, "missed": 0, "failed": 0}
    for record in due:
        record.refresh_from_db()
        assert (record.published_at, record.published_by, record.publish_on) == (AT, editor, None)
        assert record.history.first().history_change_reason == "publish"
    later.refresh_from_db()
    assert (later.is_published, later.publish_on) == (False, date(2019, 5, 9))


def test_nothing_is_published_before_the_day_begins_in_brussels(editor):
    set_for(InterventionFactory(), editor)

    assert publish_due(at=datetime(2019, 5, 7, 21, 59, tzinfo=UTC))["published"] == 0


@pytest.mark.parametrize("change", [{"is_active": False}, {"role": Role.VIEWER}])
def test_for_whoever_may_not_publish_any_more_the_portal_does(editor, change):
    record = set_for(InterventionFactory(), editor)
    type(editor).objects.filter(pk=editor.pk).update(**change)

    publish_due(at=AT)

    record.refresh_from_db()
    assert record.published_by.email == SYSTEM_EMAIL


def test_what_lacks_something_by_then_stays_a_draft_and_its_scheduler_is_told(editor):
    lacking = mark_ready(record=InterventionFactory(title="Flights"), by=editor, at=BEFORE)
    set_for(lacking, editor)
    # No form would let it be emptied.
    type(lacking).objects.filter(pk=lacking.pk).update(summary_en="")
    whole = set_for(InterventionFactory(), editor)

    done = publish_due(at=AT)

    assert done == {"published": 1, "missed": 1, "failed": 0}
    lacking.refresh_from_db()
    assert (lacking.is_published, lacking.publish_on) == (False, None)
    assert lacking.history.first().history_change_reason == "missed"
    whole.refresh_from_db()
    assert whole.is_published
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.template) == (editor.email, "not_published")
    assert "“Flights”" in mail.body
    assert "- The summary is missing, in English at least." in mail.body
    assert f"/admin/technical_assistance/intervention/{lacking.pk}/change/" in mail.body
    # It is over: the next run does not tell again.
    assert publish_due(at=AT) == {"published": 0, "missed": 0, "failed": 0}


def test_nobody_is_told_who_has_left(editor):
    lacking = set_for(InterventionFactory(), editor)
    type(lacking).objects.filter(pk=lacking.pk).update(summary_en="")
    type(editor).objects.filter(pk=editor.pk).update(is_active=False)

    assert publish_due(at=AT)["missed"] == 1
    assert not OutgoingMail.objects.exists()


def test_a_record_that_fails_keeps_no_other_from_its_day(editor, monkeypatch):
    broken = set_for(InterventionFactory(), editor, on=date(2019, 5, 7))
    whole = set_for(InterventionFactory(), editor)

    def fail(record):
        if record.pk == broken.pk:
            raise RuntimeError

    monkeypatch.setattr("acpmigration.publication.refresh", fail)

    assert publish_due(at=AT) == {"published": 1, "missed": 0, "failed": 1}
    broken.refresh_from_db()
    whole.refresh_from_db()
    assert (broken.is_published, whole.is_published) == (False, True)


SETTLED = {
    "published by hand": lambda record, by: publish(record=record, by=by, at=BEFORE),
    "its day taken out": lambda record, by: unschedule(record=record, by=by),
    "a later day set": lambda record, by: set_for(record, by, on=date(2019, 5, 9)),
    "deleted": lambda record, by: type(record).objects.filter(pk=record.pk).delete(),
}


@pytest.mark.parametrize("settle", SETTLED.values(), ids=SETTLED.keys())
def test_what_is_settled_before_its_turn_is_left_as_it_is(editor, monkeypatch, settle):
    record, whole = set_for(EventFactory(), editor), set_for(EventFactory(), editor)

    def found_before(at):
        found = list(due_records(at))
        settle(record, editor)
        return found

    monkeypatch.setattr("acpmigration.scheduled.due_records", found_before)
    done = publish_due(at=AT)

    assert done == {"published": 1, "missed": 0, "failed": 0}
    whole.refresh_from_db()
    assert whole.published_at == AT
    assert not type(record).objects.filter(pk=record.pk, published_at=AT).exists()
    assert not OutgoingMail.objects.exists()


def test_the_job_says_what_it_would_do(editor):
    record = set_for(InterventionFactory(), editor)

    assert publish_scheduled(AT, True) == {"due": 1}
    record.refresh_from_db()
    assert not record.is_published
    assert publish_scheduled(AT, False) == {"published": 1, "missed": 0, "failed": 0}


def test_a_day_is_set_at_most_five_years_ahead(editor):
    event = EventFactory()

    with pytest.raises(DayRefused, match="Choose a day within the next 5 years"):
        set_for(event, editor, on=date(2025, 1, 1))

    assert set_for(event, editor, on=date(2024, 5, 1)).publish_on == date(2024, 5, 1)
