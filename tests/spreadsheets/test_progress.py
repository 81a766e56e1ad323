"""How far the writing of an import is, and giving it up while a worker holds the transaction."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from threading import Event

import pytest
from django.db import transaction
from django.urls import reverse

from acpmigration.pages.models import AuditEvent
from acpmigration.reference.resources import OrganisationSheet
from acpmigration.refusals import Gone, NotNow, NotYours
from acpmigration.spreadsheets import progress, sheets
from acpmigration.spreadsheets.batches import ask_back, ask_to_give_up, confirm, discard, see
from acpmigration.spreadsheets.enums import BatchState
from acpmigration.spreadsheets.models import ImportBatch
from acpmigration.spreadsheets.models.batch import LONGEST_SILENCE
from acpmigration.spreadsheets.working import work
from tests.factories.accounts import UserFactory
from tests.spreadsheets.importing import AT, brought_in, clock, names, read, taken_back, worked
from tests.technical_assistance.at_once import at_once

PATIENCE = 30
THREE = (["", "Justice"], ["", "Health"], ["", "Labour"])
LATER = AT + timedelta(minutes=5)


class Stopped(BaseException):
    """Stands for a signal: nothing catches it."""


class WatchedSheet(OrganisationSheet):
    """Organisations; something happens after the second row was written, or taken back."""

    key = "organisations"
    rows_done = 0
    meanwhile: Callable[[], object]

    def make(self, change):
        made = super().make(change)
        self._go_on()
        return made

    def remove(self, change):
        super().remove(change)
        self._go_on()

    def _go_on(self):
        self.rows_done += 1
        if self.rows_done == 2:
            self.meanwhile()


@pytest.fixture(autouse=True)
def told_at_once(monkeypatch, media):
    monkeypatch.setattr(progress, "TOLD_EVERY", 0)


@pytest.fixture
def after_two_rows(monkeypatch) -> Iterator[Callable[[Callable[[], object]], None]]:
    """Name what happens in the middle of the transaction."""

    def set_up(meanwhile):
        watched = WatchedSheet()
        watched.meanwhile = meanwhile
        monkeypatch.setitem(sheets._sheets, WatchedSheet.key, watched)

    return set_up


def confirmed(editor, at=AT) -> ImportBatch:
    return confirm(batch=read(editor, *THREE), by=editor, at=at)


def page_of(batch: ImportBatch, name: str = "change") -> str:
    return reverse(f"admin:spreadsheets_importbatch_{name}", args=[batch.pk])


# How far it is -----------------------------------------------------------------------------------


def test_the_page_tells_how_many_records_are_written_and_taken_back(
    editor_client, editor, after_two_rows, media
):
    pages = []
    batch = confirmed(editor)
    after_two_rows(lambda: pages.append(editor_client.get(page_of(batch))))
    worked(batch)
    after_two_rows(lambda: pages.append(editor_client.get(page_of(batch))))
    taken_back(batch, editor)

    # The row that is being written is not among those that are.
    assert "1 of 3 records are written." in pages[0].text
    assert '<progress max="3" value="1" aria-label="Records written">' in pages[0].text
    assert "1 of 3 records are taken back." in pages[1].text
    assert '<progress max="3" value="1" aria-label="Records taken back">' in pages[1].text
    assert [page["Refresh"] for page in pages] == ["3", "3"]
    assert media() == [batch.file.name]


def test_it_is_told_once_a_second(editor, monkeypatch):
    monkeypatch.setattr(progress, "TOLD_EVERY", 1.0)
    now = iter([0.0, 0.5, 1.0, 1.5])
    monkeypatch.setattr(progress, "monotonic", lambda: next(now))
    batch = confirmed(editor)
    step, told = progress.Steps(batch), []
    for _row in range(3):
        step()
        told.append(progress.rows_written(batch))

    assert told == [0, 1, 1]


def test_what_an_earlier_worker_told_is_not_told_of_the_next(editor):
    batch = confirmed(editor)
    step = progress.Steps(batch)
    step()
    step()
    assert progress.rows_written(batch) == 1

    progress.Steps(batch)

    assert progress.rows_written(batch) == 0


def test_a_disk_without_room_costs_the_bar_and_not_the_import(editor, monkeypatch):
    def full(*_news):
        raise OSError(28, "No space left on device")

    batch = confirmed(editor)
    monkeypatch.setattr(progress, "_tell", full)

    assert worked(batch).state == BatchState.APPLIED


def test_looking_at_what_is_written_now_writes_nothing(editor, django_assert_num_queries):
    batch = confirmed(editor)

    with django_assert_num_queries(0):
        see(batch=batch, by=editor, at=LATER)


# Giving up ---------------------------------------------------------------------------------------


def test_an_import_is_given_up_between_two_rows_and_nothing_of_it_stays(
    editor_client, editor, after_two_rows, media
):
    batch = confirmed(editor)
    after_two_rows(lambda: ask_to_give_up(batch=batch, by=editor, at=LATER))

    worked(batch, LATER)

    assert names() == []
    assert (batch.state, batch.given_up_at, batch.given_up_by, batch.confirmed_at) == (
        BatchState.GIVEN_UP,
        LATER,
        editor,
        None,
    )
    event = AuditEvent.objects.by_newest().first()
    assert (event.event, event.actor, event.at) == ("spreadsheets.given-up", editor.pk, LATER)
    assert media() == [batch.file.name]
    page = editor_client.get(page_of(batch)).text
    assert "given up, nothing changed" in page
    assert "<dt>Given up</dt>" in page
    assert "Import these records" in page


def test_an_import_is_given_up_after_its_last_row_too(editor, after_two_rows):
    batch = confirm(batch=read(editor, *THREE[:2]), by=editor, at=AT)
    after_two_rows(lambda: ask_to_give_up(batch=batch, by=editor, at=AT))
    assert worked(batch).state == BatchState.GIVEN_UP

    worked(confirm(batch=batch, by=editor, at=LATER), LATER)
    after_two_rows(lambda: ask_to_give_up(batch=batch, by=editor, at=LATER))
    batch = worked(ask_back(batch=batch, by=editor, at=LATER), LATER)

    assert (batch.state, batch.taken_back_at) == (BatchState.APPLIED, None)
    assert names() == ["Health", "Justice"]


def test_what_was_given_up_is_confirmed_again_or_discarded(editor, after_two_rows):
    batch, other = confirmed(editor), confirmed(editor)
    for each in (batch, other):
        ask_to_give_up(batch=each, by=editor, at=AT)
        assert worked(each).state == BatchState.GIVEN_UP
    assert set(ImportBatch.objects.to_confirm()) == {batch, other}

    discard(batch=other, by=editor, at=LATER)
    batch = worked(confirm(batch=batch, by=editor, at=LATER), LATER)

    assert ImportBatch.objects.get() == batch
    assert batch.state == BatchState.APPLIED
    assert names() == ["Health", "Justice", "Labour"]


def test_what_was_given_up_is_kept_for_an_hour_from_then(editor):
    batch = confirmed(editor)
    ask_to_give_up(batch=batch, by=editor, at=LATER)
    worked(batch, LATER)

    hour = timedelta(hours=1)
    assert ImportBatch.objects.abandoned(AT + hour).count() == 0
    assert ImportBatch.objects.abandoned(LATER + hour).get() == batch


def test_taking_back_is_given_up_and_can_be_asked_for_again(editor, after_two_rows):
    batch = worked(confirmed(editor))
    after_two_rows(lambda: ask_to_give_up(batch=batch, by=editor, at=LATER))

    batch = worked(ask_back(batch=batch, by=editor, at=AT), LATER)

    assert names() == ["Health", "Justice", "Labour"]
    assert (batch.state, batch.taken_back_at, batch.given_up_by) == (
        BatchState.APPLIED,
        None,
        editor,
    )
    assert taken_back(batch, editor, LATER).state == BatchState.TAKEN_BACK
    assert names() == []


def test_a_worker_that_was_killed_leaves_all_as_it_was(editor, after_two_rows):
    def kill():
        raise Stopped

    batch = confirmed(editor)
    after_two_rows(kill)

    with pytest.raises(Stopped), transaction.atomic():
        worked(batch)

    batch.refresh_from_db()
    assert (batch.state, names()) == (BatchState.APPLYING, [])
    # Whoever comes next heeds what somebody has asked meanwhile.
    ask_to_give_up(batch=batch, by=editor, at=LATER)
    assert worked(batch, AT + LONGEST_SILENCE).state == BatchState.GIVEN_UP


def test_what_was_asked_too_late_stops_no_later_work(editor):
    batch = confirmed(editor)
    batch.refresh_from_db()
    worked(batch)
    progress.give_up(batch, by=editor, at=AT)

    assert taken_back(batch, editor, LATER).state == BatchState.TAKEN_BACK
    assert names() == []


def test_the_first_who_gives_up_is_named(editor, viewer):
    batch = confirmed(editor)

    ask_to_give_up(batch=batch, by=editor, at=AT)
    progress.give_up(batch, by=viewer, at=LATER)

    assert progress.who_gives_up(batch) == progress.Asked(editor.pk, AT)


def test_only_what_is_written_now_is_given_up(editor, viewer):
    ready = read(editor, *THREE)
    with pytest.raises(NotNow, match="Nothing is being written"):
        ask_to_give_up(batch=ready, by=editor, at=AT)

    batch = confirm(batch=ready, by=editor, at=AT)
    with pytest.raises(NotYours):
        ask_to_give_up(batch=batch, by=viewer, at=AT)
    assert progress.who_gives_up(batch) is None

    ImportBatch.objects.all().delete()
    with pytest.raises(Gone):
        ask_to_give_up(batch=batch, by=editor, at=AT)


def test_the_button_is_on_the_page_until_it_was_pressed(editor_client, editor, after_two_rows):
    pages = []

    def press():
        pages.append(editor_client.get(page_of(batch)).text)
        progress.give_up(batch, by=editor, at=LATER)
        pages.append(editor_client.get(page_of(batch)).text)

    batch = confirmed(editor)
    after_two_rows(press)
    worked(batch, LATER)

    form = f'action="{page_of(batch, "give_up")}"'
    assert [form in page for page in pages] == [True, False]
    assert ["Somebody asked to give this up" in page for page in pages] == [False, True]


def test_what_nobody_works_at_is_given_up_by_the_button(editor_client, editor):
    batch = confirmed(editor)

    editor_client.post(page_of(batch, "give_up"))

    batch.refresh_from_db()
    assert (batch.state, names()) == (BatchState.GIVEN_UP, [])


@pytest.mark.django_db(transaction=True)
def test_page_and_button_answer_while_a_worker_holds_the_database(client, after_two_rows, tmp_path):
    editor = UserFactory(editor=True)
    client.force_login(editor)
    batch = confirmed(editor)
    is_half_done, is_pressed = Event(), Event()

    def wait():
        is_half_done.set()
        assert is_pressed.wait(PATIENCE)

    def press():
        assert is_half_done.wait(PATIENCE)
        page = client.get(page_of(batch))
        answer = client.post(page_of(batch, "give_up"))
        is_pressed.set()
        return "1 of 3 records are written." in page.text, answer.status_code

    after_two_rows(wait)
    done = at_once(tmp_path, lambda: work(batch=batch, clock=clock), press)

    batch.refresh_from_db()
    assert done == [True, (True, 302)]
    assert (batch.state, batch.given_up_by, names()) == (BatchState.GIVEN_UP, editor, [])


def test_what_is_being_read_is_discarded_from_its_page(editor_client, editor):
    batch = brought_in(editor, *THREE)
    assert f'action="{page_of(batch, "discard")}"' in editor_client.get(page_of(batch)).text

    editor_client.post(page_of(batch, "discard"))

    assert ImportBatch.objects.count() == 0
