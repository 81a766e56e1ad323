"""How much is kept of a person, for how long, and that it goes with the person."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from acpmigration import data_version
from acpmigration.accounts.domain.forgetting import forget_person
from acpmigration.pages.domain import kept
from acpmigration.pages.models import KeptFile, KeptForm
from acpmigration.periodic import jobs
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2019, 5, 8, 9, 30, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def ana():
    return UserFactory(email="ana@example.org")


def file(content=b"content", name="report.pdf"):
    return SimpleUploadedFile(name, content)


def keep(owner, note="Typed.", files=None, at=NOW, path="/note/", **more):
    return kept.keep_form(
        owner=owner, path=path, fields={"note": [note]}, files=files or {}, at=at, **more
    )


def forget_kept(at, *, dry_run=False):
    job = next(job for job in jobs() if job.key == "pages.kept")
    return job.run(at, dry_run)


def notes(owner):
    return [form.fields["note"][0] for form in KeptForm.objects.filter(owner=owner).newest_first()]


def test_the_newest_form_of_an_address_is_the_one_that_waits(ana):
    keep(ana, "One.")
    newest = keep(ana, "Two.", at=NOW + MINUTE)
    keep(ana, "Elsewhere.", path="/other/", at=NOW + 2 * MINUTE)
    keep(UserFactory(), "Of somebody else.", at=NOW + 3 * MINUTE)

    assert kept.waiting(owner=ana, path="/note/", at=NOW + 4 * MINUTE) == newest


def test_a_form_that_is_sent_twice_waits_once(ana, media, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        keep(ana, files={"report": file()})
        keep(ana, files={"report": file()}, at=NOW + MINUTE)

    form = KeptForm.objects.get()
    assert form.kept_at == NOW + MINUTE
    assert form.files.count() == 1


def test_at_most_so_many_forms_wait_and_the_oldest_goes(ana, monkeypatch):
    monkeypatch.setattr(kept, "MOST_FORMS_OF_A_PERSON", 2)
    keep(UserFactory(), "Of somebody else.")

    for number in range(3):
        keep(ana, str(number), at=NOW + number * MINUTE)

    assert notes(ana) == ["2", "1"]
    assert KeptForm.objects.count() == 3


def test_at_most_so_much_is_stored_and_the_oldest_file_goes(ana, media, monkeypatch):
    monkeypatch.setattr(kept, "MOST_OF_A_PERSON", 15)

    first = keep(ana, "One.", {"report": file()})
    second = keep(ana, "Two.", {"report": file()}, at=NOW + MINUTE)
    kept.keep_file(owner=ana, field="report", upload=file(), at=NOW + 2 * MINUTE)

    first.refresh_from_db()
    second.refresh_from_db()
    assert [(form.lacks_files, form.files.count()) for form in (first, second)] == [
        (True, 0),
        (False, 1),
    ]


def test_at_most_so_many_files_are_stored(ana, media, monkeypatch):
    monkeypatch.setattr(kept, "MOST_FILES_OF_A_PERSON", 2)

    for number in range(3):
        kept.keep_file(owner=ana, field=str(number), upload=file(), at=NOW + number * MINUTE)

    assert [one.field for one in KeptFile.objects.newest_first()] == ["2", "1"]


def test_more_files_than_a_form_has_are_left_out(ana, media, monkeypatch):
    monkeypatch.setattr(kept, "MOST_FILES", 1)

    form = keep(ana, files={"one": file(), "two": file()})

    assert (form.lacks_files, form.files.count()) == (True, 0)


@pytest.mark.parametrize(
    ("note", "path"), [("é" * (kept.MOST_TYPED // 2), "/note/"), ("x", f"/{'x' * 500}")]
)
def test_more_than_is_kept_is_refused(ana, note, path):
    with pytest.raises(kept.TooMuch):
        keep(ana, note, path=path)

    assert not KeptForm.objects.exists()


def test_what_no_database_takes_is_left_out(ana):
    assert keep(ana, "Ty\0ped.").fields == {"note": ["Typed."]}


def test_another_error_of_the_disk_is_a_bug(ana, settings):
    settings.MEDIA_ROOT = "/proc/nothing"

    with pytest.raises(OSError, match="nothing"):
        keep(ana, files={"report": file()})


def test_the_key_of_somebody_else_forgets_nothing(ana, media):
    form = keep(ana, files={"report": file()})

    stranger = UserFactory()
    kept.throw_away(owner=stranger, form=form.key)
    kept.note_sent(owner=stranger, form=form.key, files=[form.files.get().key], at=NOW)

    assert kept.waiting(owner=ana, path="/note/", at=NOW + 23 * HOUR) == form
    assert form.files.get().kept_at == NOW


def test_a_file_whose_form_was_sent_stays_an_hour_for_a_second_press(
    ana, media, django_capture_on_commit_callbacks
):
    form = keep(ana, files={"report": file()})
    key = form.files.get().key

    kept.note_sent(owner=ana, form=form.key, files=[key], at=NOW)

    assert not KeptForm.objects.exists()
    assert list(kept.kept_files(owner=ana, keys=[key], at=NOW + 59 * MINUTE)) == [key]
    assert kept.kept_files(owner=ana, keys=[key], at=NOW + HOUR) == {}
    with django_capture_on_commit_callbacks(execute=True):
        forget_kept(NOW + HOUR)
    assert media() == []


def test_a_file_is_not_kept_longer_because_its_form_was_sent(ana, media):
    form = keep(ana, files={"report": file()}, at=NOW - DAY + MINUTE)

    kept.note_sent(owner=ana, form=None, files=[form.files.get().key], at=NOW)

    assert KeptFile.objects.get().kept_at == NOW - DAY + MINUTE


def test_after_a_day_a_job_removes_it_with_its_files(
    ana, media, django_capture_on_commit_callbacks
):
    keep(ana, "Old.", {"report": file()}, at=NOW - DAY)
    kept.keep_file(owner=ana, field="report", upload=file(), at=NOW - DAY)
    keep(ana, "Younger.", at=NOW - DAY + MINUTE)

    with django_capture_on_commit_callbacks(execute=True):
        would = forget_kept(NOW, dry_run=True)
        done = forget_kept(NOW)

    assert (would, done) == ({"old": 3}, {"removed": 3})
    assert notes(ana) == ["Younger."]
    assert media() == []


def test_no_sweep_takes_a_file_that_waits(ana, media):
    keep(ana, files={"report": file()})

    call_command("sweep_uploads", "--remove", verbosity=0)

    assert len(media()) == 1


@pytest.mark.parametrize("role", [{}, {"coordinator": True}])
def test_it_goes_with_the_person_and_when_a_person_of_the_staff_leaves_the_roster(
    role, media, django_capture_on_commit_callbacks
):
    user = UserFactory(**role)
    keep(user, files={"report": file()})
    kept.keep_file(owner=user, field="report", upload=file(), at=NOW)

    with django_capture_on_commit_callbacks(execute=True):
        forget_person(user)

    assert (KeptForm.objects.count(), KeptFile.objects.count()) == (0, 0)
    assert media() == []


def test_no_public_page_can_tell_that_something_is_kept(ana, media):
    before = data_version.version()

    keep(ana, files={"report": file()})

    assert data_version.version() == before
