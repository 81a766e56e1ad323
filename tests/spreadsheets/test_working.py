"""Whoever works at an import: slice by slice, alone, and taken over once it is stopped."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import OperationalError

from acpmigration.reference.models import Organisation
from acpmigration.spreadsheets import forgetting, sheets, tasks
from acpmigration.spreadsheets.batches import ask_back, confirm, discard
from acpmigration.spreadsheets.claims import ClaimLost, claim, move_on
from acpmigration.spreadsheets.enums import BatchState
from acpmigration.spreadsheets.models import ImportBatch, ImportRow
from acpmigration.spreadsheets.models.batch import LONGEST_SILENCE
from acpmigration.spreadsheets.sentences import from_json
from acpmigration.spreadsheets.slices import SLICE, read_rows
from acpmigration.spreadsheets.working import work, work_at_all
from tests.factories.accounts import UserFactory
from tests.spreadsheets.importing import (
    AT,
    brought_in,
    carried_out,
    clock,
    names,
    read,
    worked,
)
from tests.spreadsheets.kinds import Things
from tests.technical_assistance.at_once import at_once

pytestmark = pytest.mark.usefixtures("media")

SILENT = AT + LONGEST_SILENCE


class Stopped(BaseException):
    """Stands for a signal: nothing catches it."""


def stopped_after(slices: int):
    """A clock that stops its worker after some slices; it is asked twice for each."""
    asked = iter(range(2 * slices))

    def read_clock():
        if next(asked, None) is None:
            raise Stopped
        return AT

    return read_clock


def many(number: int) -> list[list[str]]:
    return [[f"o-{one}", f"Organisation {one}", "O"] for one in range(number)]


# One worker --------------------------------------------------------------------------------------


def test_an_import_is_worked_at_by_one_at_a_time(editor):
    batch = brought_in(editor, ["", "Justice"])

    assert claim(batch=batch, at=AT) is not None
    assert claim(batch=batch, at=SILENT - timedelta(seconds=1)) is None
    assert claim(batch=batch, at=SILENT) is not None


def test_whoever_was_taken_over_writes_nothing_any_more(editor):
    batch = brought_in(editor, ["", "Justice"])
    first = claim(batch=batch, at=AT)
    claim(batch=batch, at=SILENT)

    with pytest.raises(ClaimLost):
        read_rows(first, clock)
    assert ImportRow.objects.count() == 0
    with pytest.raises(ClaimLost):
        move_on(first, AT, done=7)


def test_what_was_discarded_meanwhile_is_worked_at_no_further(editor):
    batch = claim(batch=brought_in(editor, ["", "Justice"]), at=AT)
    discard(batch=batch, by=editor, at=AT)

    with pytest.raises(ClaimLost):
        move_on(batch, AT)


def test_a_worker_that_was_stopped_is_taken_over_where_it_was(editor):
    batch = brought_in(editor, *many(2 * SLICE), ["o-0", "Organisation 0", "Again"])
    with pytest.raises(Stopped):
        read_rows(claim(batch=batch, at=AT), stopped_after(1))
    batch.refresh_from_db()
    assert (batch.state, batch.done, batch.total) == (BatchState.READING, SLICE, 2 * SLICE + 1)
    kept = set(batch.rows.values_list("pk", flat=True))

    worked(batch, SILENT)

    assert (batch.state, batch.done, batch.new, batch.refused) == (
        BatchState.READY,
        2 * SLICE + 1,
        2 * SLICE,
        1,
    )
    assert kept < set(batch.rows.values_list("pk", flat=True))
    # The key that the first worker met is known to the second.
    assert "2" in batch.rows.in_order().last().problems[0]["sentence"]


def test_an_import_left_while_it_was_carried_out_is_carried_out_once(editor):
    batch = confirm(batch=read(editor, ["", "Justice"]), by=editor, at=AT)
    # Its transaction was rolled back with it.
    ImportBatch.objects.update(claim=uuid4(), claimed_at=AT)

    assert not work(batch=batch, clock=clock)
    worked(batch, SILENT)
    worked(batch, SILENT)

    assert batch.state == BatchState.APPLIED
    assert names() == ["Justice"]


def test_one_command_works_at_all_that_waits(editor, capsys):
    first, second = brought_in(editor, ["", "Justice"]), read(editor, ["", "Health"])
    confirm(batch=second, by=editor, at=AT)

    call_command("work_imports")

    assert capsys.readouterr().out == "Worked at imports: 2\n"
    assert set(ImportBatch.objects.values_list("pk", "state")) == {
        (first.pk, BatchState.READY),
        (second.pk, BatchState.APPLIED),
    }
    assert work_at_all(clock=clock) == 0


def test_a_fault_of_ours_is_noted_and_said_and_changes_nothing(editor, caplog):
    batch = confirm(batch=read(editor, ["", "Justice"]), by=editor, at=AT)
    ImportRow.objects.update(plan={})

    worked(batch)

    assert batch.state == BatchState.FAILED
    assert str(from_json(batch.problems[0])).startswith("Something went wrong that we have noted.")
    assert "An import failed." in caplog.text
    assert names() == []


def test_what_no_worker_comes_to_the_end_of_is_given_up(editor):
    reading = brought_in(editor, ["", "Justice"])
    applying = confirm(batch=read(editor, ["", "Health"]), by=editor, at=AT)
    back = ask_back(batch=carried_out(editor, ["", "Labour"]), by=editor, at=AT)
    late = AT + forgetting.WORKED_AT_FOR

    assert forgetting.give_up_endless(at=late - timedelta(seconds=1)) == 0
    assert forgetting.give_up_endless(at=late) == 3

    states = dict(ImportBatch.objects.values_list("pk", "state"))
    assert states == {
        reading.pk: BatchState.UNREADABLE,
        applying.pk: BatchState.FAILED,
        back.pk: BatchState.APPLIED,
    }
    assert names() == ["Labour"]


class HeldSheet(Things):
    """Of records that somebody holds."""

    key = "held"
    model = Organisation

    def differences(self, rows, *, by, today, earlier):
        raise OperationalError("canceling statement due to lock timeout")


def test_an_import_that_somebody_holds_up_waits_and_is_tried_again(editor, monkeypatch):
    monkeypatch.setitem(sheets._sheets, HeldSheet.key, HeldSheet())
    batch = brought_in(editor, ["", "Justice"])
    ImportBatch.objects.update(kind="held")

    worked(batch)

    assert (batch.state, batch.claim, batch.problems) == (BatchState.READING, None, [])
    assert ImportBatch.objects.left(AT).get() == batch


# What is not kept --------------------------------------------------------------------------------


def test_what_nobody_confirms_is_gone_with_its_file_within_the_hour(
    editor, media, django_capture_on_commit_callbacks
):
    read(editor, ["", "Justice"])
    kept = carried_out(editor, ["", "Health"])
    hour = AT + timedelta(hours=1)

    assert forgetting.forget_abandoned(at=hour - timedelta(seconds=1)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert tasks.forget(hour, False) == {"removed": 1}

    assert ImportBatch.objects.get() == kept
    assert media() == [kept.file.name]
    assert ImportRow.objects.count() == 1


def test_what_tells_of_people_is_emptied_once_it_cannot_be_taken_back(
    editor, media, django_capture_on_commit_callbacks
):
    of_people, other = carried_out(editor, ["", "Justice"]), carried_out(editor, ["", "Health"])
    ImportBatch.objects.filter(pk=of_people.pk).update(kind="deployments")
    month = AT + timedelta(days=30)

    assert forgetting.forget_people(at=month - timedelta(seconds=1)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert tasks.forget_people(month, False) == {"emptied": 1}

    assert list(ImportRow.objects.values_list("batch", flat=True)) == [other.pk]
    assert media() == [other.file.name]
    assert forgetting.forget_people(at=month) == 0


def test_a_dry_run_tells_and_does_nothing(editor):
    brought_in(editor, ["", "Justice"])
    read(editor, ["", "Health"])
    later = AT + timedelta(hours=2)

    assert tasks.go_on(later, True) == {"left": 1}
    assert tasks.forget(later, True) == {"old": 1}
    assert tasks.forget_people(later, True) == {"emptied": 0}
    assert ImportBatch.objects.count() == 2


def test_nothing_is_started_where_nothing_is_left(editor):
    read(editor, ["", "Justice"])

    assert tasks.go_on(AT, False) == {"left": 0, "given up": 0}


# Two at once -------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_read_and_carry_out_once(tmp_path):
    editor = UserFactory(editor=True)
    batch = brought_in(editor, *many(20))

    done = at_once(tmp_path, *[lambda: work(batch=batch, clock=clock)] * 2)
    assert (sorted(done), ImportRow.objects.count()) == ([False, True], 20)

    confirm(batch=batch, by=editor, at=AT)
    done = at_once(tmp_path, *[lambda: work(batch=batch, clock=clock)] * 2)
    assert (sorted(done), Organisation.objects.count()) == ([False, True], 20)


@pytest.mark.django_db(transaction=True)
def test_two_who_confirm_at_once_confirm_once(tmp_path):
    editor = UserFactory(editor=True)
    batch = read(editor, ["", "Justice"])

    said = at_once(tmp_path, *[lambda: confirm(batch=batch, by=editor, at=AT).state] * 2)

    assert said.count(BatchState.APPLYING) == 1
    assert sum("Already imported" in str(one) for one in said) == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_take_back_at_once_take_back_once(tmp_path):
    editor = UserFactory(editor=True)
    batch = carried_out(editor, ["", "Justice"])

    said = at_once(tmp_path, *[lambda: ask_back(batch=batch, by=editor, at=AT).state] * 2)

    assert sorted(map(str, said)) == ["This import was taken back already.", "taking_back"]
    worked(batch)
    assert names() == []
