"""A full disk, a locked database: nothing is saved, that is said, and what was typed is there."""

import errno
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.test import Client

from acpmigration.keeping.names import mark_of
from acpmigration.pages.models import KeptFile, KeptForm
from acpmigration.uploads.storage import WholeFiles
from tests.acpmigration import keeping_pages
from tests.acpmigration.keeping_pages import NOTE, carried_out, going_wrong
from tests.acpmigration.test_keeping import opened, report
from tests.factories.files import pdf

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.acpmigration.keeping_pages")]

BUSY = "Nothing was saved: the database does not answer at the moment."
FULL = "Nothing was saved: there is no room left on the server."
FULL_PAGE = "There is no room left on the server."


class FullDisk(FileSystemStorage):
    """Takes some bytes of each file, then no more."""

    def _save(self, name, content):
        half = Path(self.path(name))
        half.parent.mkdir(parents=True, exist_ok=True)
        half.write_bytes(content.read(5))
        raise OSError(errno.ENOSPC, "No space left on device")


class WholeFilesOnFullDisk(WholeFiles, FullDisk):
    pass


class HandlerOnFullDisk(MemoryFileUploadHandler):
    def receive_data_chunk(self, raw_data, start):
        raise OSError(errno.ENOSPC, "No space left on device")


def storage(name):
    return {
        "default": {"BACKEND": f"tests.acpmigration.test_keeping_troubles.{name}"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def _nothing_is_done_yet():
    carried_out.clear()


# A form that cannot be carried out ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (keeping_pages.full, FULL),
        (keeping_pages.locked, BUSY),
        (keeping_pages.away, BUSY),
    ],
)
def test_the_form_comes_back_with_all_that_was_typed(expert_client, wrong, sentence):
    with going_wrong(wrong):
        answer = expert_client.post(NOTE, opened(expert_client) | {"note": "The workshop."})

    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert sentence in answer.text
    assert 'value="The workshop."' in answer.text
    assert "The file was not kept" not in answer.text
    assert carried_out == []
    assert expert_client.post(NOTE, opened(expert_client) | {"note": "x"}).url == "/about/"


def test_a_file_that_is_lost_with_it_is_named(expert_client, media):
    with going_wrong(keeping_pages.full):
        answer = expert_client.post(NOTE, {"note": "The workshop.", "report": report()})

    assert "The file was not kept: choose it again." in answer.text
    assert media() == []


def test_a_file_that_was_kept_before_is_still_there(expert_client, media):
    expert_client.post(NOTE, {"note": "", "report": report()})
    key = KeptFile.objects.get().key

    with going_wrong(keeping_pages.locked):
        answer = expert_client.post(NOTE, {"note": "Mended.", "kept_report": str(key)})

    assert f'value="{key}" checked' in answer.text
    assert "The file was not kept" not in answer.text


def test_a_script_is_told_to_try_again(expert_client):
    with going_wrong(keeping_pages.locked):
        answer = expert_client.post(NOTE, {"note": "x"}, headers={"accept": "application/json"})

    assert (answer.status_code, answer.json(), answer["Retry-After"]) == (503, {"retry": 30}, "30")


def test_a_question_that_is_too_complex_is_no_trouble_that_passes(expert_client):
    with going_wrong(keeping_pages.too_complex):
        answer = expert_client.post(NOTE, {"note": "x"})

    assert answer.status_code == 400


def test_another_error_of_the_disk_is_a_bug(expert_client):
    with going_wrong(keeping_pages.broken), pytest.raises(PermissionError):
        expert_client.post(NOTE, {"note": "x"})


def test_where_even_the_page_cannot_be_drawn_the_plain_page_says_so(client):
    answer = client.get("/unsaved/")

    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert FULL_PAGE in answer.text


# The disk is full --------------------------------------------------------------------------------


def test_an_upload_that_cannot_be_read_in_is_answered_with_the_plain_page(db, settings):
    settings.FILE_UPLOAD_HANDLERS = ["tests.acpmigration.test_keeping_troubles.HandlerOnFullDisk"]
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)

    answer = client.post(NOTE, {"note": "x", "report": report()})

    assert answer.status_code == 503
    assert FULL_PAGE in answer.text


def test_without_room_for_the_file_the_rest_of_a_form_waits(expert_person, media, settings):
    settings.STORAGES = storage("WholeFilesOnFullDisk")

    Client().post(NOTE, {"typed_by": mark_of(expert_person), "note": "Typed.", "report": report()})

    form = KeptForm.objects.get()
    assert (form.fields, form.lacks_files, form.files.count()) == ({"note": ["Typed."]}, True, 0)
    assert media() == []


def test_a_refused_form_comes_back_without_its_file_where_there_is_no_room(
    expert_client, media, settings
):
    settings.STORAGES = storage("WholeFilesOnFullDisk")

    answer = expert_client.post(NOTE, {"note": "", "report": report()})

    assert answer.status_code == 200
    assert "kept_report" not in answer.text
    assert not KeptFile.objects.exists()


def test_no_half_of_a_file_stays(media, tmp_path):
    half, whole = FullDisk(tmp_path), WholeFilesOnFullDisk(tmp_path)

    for disk, left in ((half, ["half.pdf"]), (whole, ["half.pdf"])):
        with pytest.raises(OSError, match="No space left"):
            disk.save("half.pdf" if disk is half else "whole.pdf", SimpleUploadedFile("a", pdf()))
        assert media() == left
