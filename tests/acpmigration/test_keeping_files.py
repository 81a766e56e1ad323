"""A file of a form that comes back refused need not be sent again."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from acpmigration.pages.models import KeptFile
from tests.acpmigration.entering import person
from tests.acpmigration.keeping_pages import NOTE, carried_out
from tests.acpmigration.test_keeping import report
from tests.conftest import logged_in
from tests.factories.files import PROGRAM, pdf, pdf_about_scripts

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.acpmigration.keeping_pages")]

LOST = "The file is not kept any more. Choose it again."


@pytest.fixture(autouse=True)
def _nothing_is_done_yet():
    carried_out.clear()


@pytest.fixture
def kept(expert_client, media):
    """A report that passed in a form without its note."""
    expert_client.post(NOTE, {"note": "", "report": report()})
    return KeptFile.objects.get()


def error_of(page):
    return [line for line in (LOST,) if line in page.text]


def test_a_file_that_passed_is_kept_and_named_with_its_size(expert_client, media):
    page = expert_client.post(NOTE, {"note": "", "report": report()})

    kept = KeptFile.objects.get()
    assert f'<input type="checkbox" name="kept_report" value="{kept.key}" checked>' in page.text
    assert "<bdi>report.pdf</bdi>" in page.text
    assert (kept.name, kept.size, kept.field) == ("report.pdf", len(pdf()), "report")
    assert media() == [kept.file.name]


def test_the_next_form_has_it_and_so_has_a_second_press_of_the_button(expert_client, kept):
    sent = {"note": "Mended.", "kept_report": str(kept.key)}

    answers = [expert_client.post(NOTE, sent).url for _press in range(2)]

    assert answers == ["/about/"] * 2
    assert carried_out == [("Mended.", pdf().decode("latin-1"))] * 2


def test_a_file_that_was_sent_does_not_stay_for_a_day(expert_client, kept):
    expert_client.post(NOTE, {"note": "Mended.", "kept_report": str(kept.key)})

    kept.refresh_from_db()
    assert kept.kept_at <= timezone.now() - timedelta(hours=23)


def test_a_form_that_is_refused_again_has_it_still_and_keeps_it_once(expert_client, kept):
    page = expert_client.post(NOTE, {"note": "", "kept_report": str(kept.key)})

    assert f'value="{kept.key}" checked' in page.text
    assert KeptFile.objects.get() == kept


def test_another_file_takes_its_place(expert_client, kept):
    other = pdf_about_scripts()

    expert_client.post(
        NOTE, {"note": "Mended.", "kept_report": str(kept.key), "report": report(other)}
    )

    assert carried_out == [("Mended.", other.decode("latin-1"))]


def test_without_the_tick_it_is_left_out(expert_client, kept):
    expert_client.post(NOTE, {"note": "Mended."})

    assert carried_out == [("Mended.", "")]


def test_a_file_that_does_not_pass_is_not_kept(expert_client, media):
    program = SimpleUploadedFile("report.pdf", PROGRAM)

    page = expert_client.post(NOTE, {"note": "", "report": program})

    assert "kept_report" not in page.text
    assert media() == []


def test_a_file_of_somebody_else_is_a_lost_one(kept):
    bela = logged_in(person(email="bela@example.org"))

    page = bela.post(NOTE, {"note": "Mine.", "kept_report": str(kept.key)})

    assert error_of(page) == [LOST]
    assert carried_out == []


@pytest.mark.parametrize("key", ["x", str(uuid.UUID(int=0))])
def test_a_key_of_nothing_is_a_lost_file(expert_client, key):
    page = expert_client.post(NOTE, {"note": "Mine.", "kept_report": key})

    assert error_of(page) == [LOST]
    assert 'value="Mine."' in page.text
    assert carried_out == []


def test_a_file_of_yesterday_is_a_lost_one(expert_person, kept):
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=25)):
        page = logged_in(expert_person).post(NOTE, {"note": "Mine.", "kept_report": str(kept.key)})

    assert error_of(page) == [LOST]


def test_a_file_that_is_gone_from_the_disk_is_a_lost_one(expert_client, kept):
    kept.file.storage.delete(kept.file.name)

    page = expert_client.post(NOTE, {"note": "Mine.", "kept_report": str(kept.key)})

    assert error_of(page) == [LOST]


def test_a_large_file_is_kept_whole(expert_client, media, settings):
    """It comes in a file of its own, which is not moved away from the request."""
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10

    page = expert_client.post(NOTE, {"note": "", "report": report()})

    kept = KeptFile.objects.get()
    assert kept.file.read() == pdf()
    assert f'value="{kept.key}" checked' in page.text
    kept.file.close()
