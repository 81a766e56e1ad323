"""Entries that arrive at the same moment: each is kept once, in one order, and none is lost."""

import uuid
from datetime import UTC, date, datetime

import pytest

from technical_assistance.domain.log import last_entry, position_of
from technical_assistance.domain.once import Sent
from technical_assistance.domain.progress import (
    ChangedMeanwhile,
    Report,
    log_progress,
)
from technical_assistance.domain.proof import differences
from technical_assistance.enums import Happened, StageState, Verb
from technical_assistance.models import ProgressEntry, Submission
from tests.technical_assistance.acting import NOTE, attach
from tests.technical_assistance.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)

AT = datetime(2019, 5, 8, 10, 32, tzinfo=UTC)
PEOPLE = 50


def telling(intervention, by, note, *, key=None, happened=Happened.NOTE):
    key, seen = key or uuid.uuid4(), last_entry(intervention)

    def tell():
        return log_progress(
            intervention=intervention,
            report=Report(happened=happened, stage=NOTE, on=date(2019, 5, 2), note=note),
            by=by,
            at=AT,
            today=date(2019, 5, 8),
            seen=seen,
            sent=Sent(key, note, "progress"),
        )

    return tell


def test_fifty_entries_at_once_are_each_kept_once_in_the_order_of_the_log(
    ongoing, coordinator, editor, tmp_path
):
    people = [coordinator if number % 2 else editor for number in range(PEOPLE)]
    actions = [telling(ongoing, by, f"Note {number}") for number, by in enumerate(people)]

    results = at_once(tmp_path, *actions)

    notes = ProgressEntry.objects.filter(intervention=ongoing, verb=Verb.NOTE).in_order()
    assert sorted(note.note for note in notes) == sorted(f"Note {n}" for n in range(PEOPLE))
    assert {result.made for result in results} == {str(note.pk) for note in notes}
    assert Submission.objects.count() == PEOPLE
    assert list(differences()) == []


def test_one_form_that_two_tabs_send_makes_one_entry(ongoing, coordinator, tmp_path):
    tell = telling(ongoing, coordinator, "A visit.")

    results = at_once(tmp_path, *[tell] * 8)

    entry = ProgressEntry.objects.get(verb=Verb.NOTE)
    assert {result.made for result in results} == {str(entry.pk)}
    assert sorted(result.is_new for result in results) == [False] * 7 + [True]


def test_a_stage_that_two_complete_at_once_is_completed_by_one_and_shown_to_the_other(
    ongoing, coordinator, editor, tmp_path
):
    attach(ongoing, NOTE)
    actions = [
        telling(ongoing, by, f"By {by}", happened=Happened.DONE) for by in (coordinator, editor)
    ]

    results = at_once(tmp_path, *actions)

    [refusal] = [one for one in results if isinstance(one, ChangedMeanwhile)]
    assert [entry.verb for entry in refusal.entries] == [Verb.COMPLETE, Verb.START]
    assert position_of(ongoing).stages[NOTE].state == StageState.FINISHED
    assert list(differences()) == []
