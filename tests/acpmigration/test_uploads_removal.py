"""Stored files live exactly as long as a row names them."""

import os
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from nsa_grants.models import GrantPicture
from technical_assistance.models import StageDocument
from tests.factories.files import pdf
from tests.factories.nsa_grants import GrantPictureFactory
from tests.factories.technical_assistance import AssistanceRequestFactory, StageDocumentFactory

pytestmark = pytest.mark.django_db

LONG_AGO = (timezone.now() - timedelta(days=2)).timestamp()


def report() -> ContentFile:
    return ContentFile(pdf(), name="report.pdf")


def sweep(capsys, *options: str) -> list[str]:
    call_command("sweep_uploads", *options)
    return capsys.readouterr().out.splitlines()


@pytest.fixture
def document(media):
    return StageDocumentFactory(file=report())


@pytest.fixture
def orphan(document, settings):
    """A file of two days ago whose row names another one since, without the field knowing."""
    name = document.file.name
    os.utime(settings.MEDIA_ROOT / name, (LONG_AGO, LONG_AGO))
    StageDocument.objects.update(file="")
    return name


def test_a_replaced_file_is_removed_after_the_commit(
    document, media, django_capture_on_commit_callbacks
):
    old = document.file.name

    with django_capture_on_commit_callbacks(execute=True):
        document.file = report()
        document.save()
        before_the_commit = media()

    assert before_the_commit == sorted([old, document.file.name])
    assert media() == [document.file.name]


def test_a_cleared_file_is_removed(media, django_capture_on_commit_callbacks):
    request = AssistanceRequestFactory(letter=report())

    with django_capture_on_commit_callbacks(execute=True):
        request.letter = ""
        request.save()

    assert media() == []


@pytest.mark.parametrize("delete_of", [lambda row: row, lambda row: row.stage.intervention])
def test_the_file_of_a_deleted_row_is_removed_after_the_commit(
    delete_of, document, media, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        delete_of(document).delete()
        before_the_commit = media()

    assert len(before_the_commit) == 1
    assert media() == []


def test_a_file_that_another_row_names_stays(document, media, django_capture_on_commit_callbacks):
    copy = StageDocument.objects.get(pk=document.pk)
    copy.pk, copy._state.adding = None, True
    copy.save()

    with django_capture_on_commit_callbacks(execute=True):
        document.delete()

    assert media() == [copy.file.name]


def test_a_saved_row_keeps_its_file(document, media, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        document.title = "Another title"
        document.save()

    assert media() == [document.file.name]


@pytest.mark.django_db(transaction=True)
def test_a_replacement_that_is_rolled_back_leaves_the_old_file(document, media):
    old = document.file.name
    document.file, document.kind = report(), "nothing"

    with pytest.raises(IntegrityError), transaction.atomic():
        document.save()

    assert old in media()
    assert StageDocument.objects.get().file.name == old


@pytest.mark.django_db(transaction=True)
def test_a_file_is_replaced_without_a_transaction_too(document, media):
    document.file = report()
    document.save()

    assert media() == [document.file.name]


def test_orphans_are_listed(orphan, media, capsys):
    assert sweep(capsys) == [orphan, "1 files without a record found; --remove takes them away."]
    assert media() == [orphan]


def test_orphans_are_removed_when_asked_for(orphan, media, capsys):
    assert sweep(capsys, "--remove") == [orphan, "1 files without a record removed."]
    assert media() == []


def test_a_file_of_today_is_no_orphan_for_its_row_may_be_on_its_way(document, media, capsys):
    StageDocument.objects.update(file="")

    assert sweep(capsys, "--remove") == ["0 files without a record removed."]
    assert len(media()) == 1


def test_a_file_that_a_row_names_is_no_orphan(document, media, settings, capsys):
    os.utime(settings.MEDIA_ROOT / document.file.name, (LONG_AGO, LONG_AGO))

    assert sweep(capsys, "--remove") == ["0 files without a record removed."]
    assert media() == [document.file.name]


def test_rows_without_a_file_are_no_names_of_files(db, media, capsys):
    """Pictures have renditions, whose names are made from that of the picture."""
    GrantPictureFactory()
    GrantPicture.objects.update(image="")

    assert sweep(capsys, "--remove")[-1].endswith("files without a record removed.")
