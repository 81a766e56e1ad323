"""Frozen releases of the open data: made once, the same for ever."""

import hashlib
import os
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.base import ContentFile
from django.db import DatabaseError, transaction

from acpmigration.accounts.models import User
from acpmigration.pages.models import AuditEvent
from acpmigration.periodic import jobs
from acpmigration.refusals import NotYours
from dashboard.domain import releases
from dashboard.domain.releases import make_data_release, make_data_release_if_due
from dashboard.models import DataRelease
from tests.factories.dashboard import DataReleaseFactory
from tests.factories.technical_assistance import InterventionFactory

AT = datetime(2019, 5, 1, 12, tzinfo=UTC)
ADD = "/admin/dashboard/datarelease/add/"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def test_a_release_holds_what_is_public_under_its_checksum(editor):
    shown = InterventionFactory(published=True)
    draft = InterventionFactory()

    release = make_data_release(by=editor, at=AT)

    with release.file.open() as file:
        content = file.read()
    with ZipFile(BytesIO(content)) as archive:
        table = archive.read("data/fr/interventions.csv").decode()
    assert release.day == date(2019, 5, 1)
    assert (release.size, release.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert release.contents["interventions"]["rows"] == 1
    assert release.contents["interventions"]["csv"] > 0
    assert shown.slug in table
    assert draft.slug not in table


def test_who_made_it_is_written_down(editor):
    release = make_data_release(by=editor, at=AT)

    event = AuditEvent.objects.about(release).get()
    assert (event.event, event.actor, event.at) == ("dashboard.data-released", editor.pk, AT)


def test_asked_again_on_the_day_it_is_the_same(editor, media):
    first = make_data_release(by=editor, at=AT)
    InterventionFactory(published=True)

    assert make_data_release(by=editor, at=AT) == first
    assert media() == [first.file.name]


def test_of_two_who_make_it_at_once_one_is_kept(editor, media, monkeypatch):
    def meanwhile(archive, file):
        monkeypatch.undo()
        made.append(make_data_release(by=editor, at=AT))
        return releases._written(archive, file)

    made = []
    monkeypatch.setattr(releases, "_written", meanwhile)

    assert make_data_release(by=editor, at=AT) == made[0]
    assert media() == [made[0].file.name]


def test_nothing_is_left_of_one_that_could_not_be_stored(editor, media):
    nobody = User(email="nobody@example.org", role=editor.role, is_active=True)

    with pytest.raises(ValueError, match="unsaved"), transaction.atomic():
        make_data_release(by=nobody, at=AT)

    assert media() == []
    assert not DataRelease.objects.exists()


def test_a_coordinator_makes_none(coordinator):
    with pytest.raises(NotYours):
        make_data_release(by=coordinator, at=AT)


def test_the_portal_makes_one_a_month(system_user):
    first = make_data_release_if_due(at=AT)

    assert first.made_by == system_user
    assert make_data_release_if_due(at=AT.replace(day=31)) is None
    assert make_data_release_if_due(at=AT.replace(month=6)).day == date(2019, 6, 1)


def test_the_job_of_the_month_only_says_what_it_would_do_where_it_is_tried(system_user):
    job = next(job for job in jobs() if job.key == "dashboard.data-release")

    assert job.run(AT, True) == {"made": 0, "found": 0}
    assert job.run(AT, False) == {"made": 1, "removed": 0}
    assert job.run(AT, False) == {"made": 0, "removed": 0}


def test_what_a_killed_process_has_left_goes_after_a_day_and_nothing_else(system_user, media):
    job = next(job for job in jobs() if job.key == "dashboard.data-release")
    kept = make_data_release_if_due(at=AT).file
    left, just_written = (
        kept.storage.save(f"data-releases/{name}.zip", ContentFile(b"half")) for name in "ab"
    )
    elsewhere = kept.storage.save("editions/a.pdf", ContentFile(b"of another folder"))
    for name, hours in ((kept.name, 25), (left, 25), (just_written, 23), (elsewhere, 25)):
        moment = (AT - timedelta(hours=hours)).timestamp()
        os.utime(kept.storage.path(name), (moment, moment))

    assert job.run(AT, True) == {"made": 0, "found": 1}
    assert left in media()
    assert job.run(AT, False) == {"made": 0, "removed": 1}
    assert media() == sorted([kept.name, just_written, elsewhere])


@pytest.mark.parametrize("change", [lambda rows: rows.update(size=1), lambda rows: rows.delete()])
def test_the_database_lets_nobody_change_or_delete_one(change):
    DataReleaseFactory()

    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        change(DataRelease.objects.all())


def test_an_editor_makes_one_by_a_button(editor, editor_client):
    page = editor_client.get(ADD)
    response = editor_client.post(ADD)

    assert page.status_code == 200
    assert response["Location"] == "/admin/dashboard/datarelease/"
    assert DataRelease.objects.get().made_by == editor


def test_it_is_downloaded_with_its_checksum(client, editor):
    release = make_data_release(by=editor, at=AT)

    response = client.get("/open-data/releases/2019-05-01/acp-eu-migration-action.zip")
    checksum = client.get("/open-data/releases/2019-05-01/acp-eu-migration-action.zip.sha256")

    assert release.get_absolute_url() == response.request["PATH_INFO"]
    assert hashlib.sha256(b"".join(response)).hexdigest() == release.sha256
    assert response["Content-Type"] == "application/zip"
    assert checksum.text == f"{release.sha256}  acp-eu-migration-action-2019-05-01.zip\n"


def test_whoever_has_a_release_has_it_for_ever(client, editor):
    address = make_data_release(by=editor, at=AT).get_absolute_url()
    etag = client.get(address)["ETag"]
    InterventionFactory(published=True)

    assert client.get(address, headers={"if-none-match": etag}).status_code == 304


@pytest.mark.parametrize("day", ["2019-05-02", "2019-02-30", "yesterday"])
def test_of_another_day_there_is_none(client, day):
    DataReleaseFactory()

    address = f"/open-data/releases/{day}/acp-eu-migration-action.zip"
    assert client.get(address).status_code == 404
