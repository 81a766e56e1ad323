"""The jobs of the roster, run as the scheduler runs them."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command

from acpmigration.accounts.models import User
from acpmigration.pages.models import OutgoingMail
from acpmigration.periodic import jobs
from experts.domain.cvs import scan_cvs
from experts.enums import CVScan, ExpertState
from experts.models import Expert, RosterRelease
from tests.experts.conftest import NOW
from tests.factories.accounts import UserFactory
from tests.factories.experts import ExpertFactory
from tests.factories.files import pdf

JOBS = {job.key: job for job in jobs()}


def run(key: str, at: datetime = NOW, *, dry_run: bool = False) -> object:
    return JOBS[key].run(at, dry_run)


def test_the_jobs_of_the_roster_are_known_to_the_command():
    assert {key for key in JOBS if key.startswith("experts.")} == {
        "experts.ask",
        "experts.drafts",
        "experts.erase",
        "experts.expire",
        "experts.log-ins",
        "experts.release",
        "experts.scan",
        "experts.unconfirmed",
    }


@pytest.mark.django_db(transaction=True)
def test_the_command_does_what_is_due_and_nothing_the_second_time(system_user):
    ExpertFactory(active=True, confirmed_at=datetime(2019, 1, 1, tzinfo=UTC))
    gone = ExpertFactory(expired=True, confirmed_at=datetime(2019, 1, 1, tzinfo=UTC))

    call_command("run_periodic", verbosity=0)
    after = OutgoingMail.objects.filter(template="experts/confirm").count()
    call_command("run_periodic", verbosity=0)

    assert after == 1
    assert OutgoingMail.objects.filter(template="experts/confirm").count() == 1
    assert not Expert.objects.filter(pk=gone.pk).exists()
    assert RosterRelease.objects.count() == 1


def test_a_dry_run_says_what_would_be_done(db):
    ExpertFactory(active=True, confirmed_at=datetime(2018, 1, 1, tzinfo=UTC))
    ExpertFactory(declined=True, state_since=datetime(2018, 1, 1, tzinfo=UTC))

    UserFactory(email="unconfirmed@example.org", date_joined=datetime(2018, 1, 1, tzinfo=UTC))

    assert run("experts.ask", dry_run=True) == {"mails": 1}
    assert run("experts.unconfirmed", dry_run=True) == run("experts.unconfirmed")
    assert run("experts.erase", dry_run=True) == {"erased": 1}
    assert run("experts.release", dry_run=True) == {"made": 0}
    assert run("experts.scan", dry_run=True) == {"due": 0}
    assert Expert.objects.count() == 2


def joined(days_ago: int, **given: object) -> User:
    return UserFactory(date_joined=NOW - timedelta(days=days_ago), **given)


def test_a_log_in_without_a_role_and_a_profile_is_erased_when_nobody_uses_it(db):
    joined(31, email="unused@example.org")
    kept = [
        joined(29),
        joined(31, last_login=NOW - timedelta(days=3)),
        joined(31, editor=True),
        joined(31, coordinator=True),
        ExpertFactory(active=True, user=joined(31)).user,
    ]

    assert run("experts.log-ins", dry_run=True) == {"erased": 1}
    assert run("experts.log-ins") == {"erased": 1}

    assert set(kept) <= set(User.objects.all())
    assert not User.objects.filter(email="unused@example.org").exists()


@pytest.fixture
def waiting(db, media) -> Expert:
    """A CV that was sent while no scanner answered."""
    expert = ExpertFactory(received=True, cv_scan=CVScan.NOT_SCANNED)
    expert.cv = ContentFile(pdf(), "cv.pdf")
    expert.save()
    return expert


def test_a_cv_waits_as_long_as_there_is_no_scanner(waiting):
    assert scan_cvs(at=NOW) == {"clean": 0, "not_scanned": 1, "infected": 0}


@pytest.mark.parametrize(
    ("answer", "state", "mails"),
    [(b"", "clean", []), (b"stream: Eicar FOUND", "infected", ["experts/infected"])],
)
def test_what_the_scanner_says_later_is_kept_and_an_infected_cv_is_told_of(
    waiting, scanner, answer, state, mails
):
    scanner.answer = answer

    scan_cvs(at=NOW)

    waiting.refresh_from_db()
    assert waiting.cv_scan == state
    assert waiting.cv_is_locked_away == (state == "infected")
    assert [mail.template for mail in OutgoingMail.objects.all()] == mails
    assert waiting.state == ExpertState.RECEIVED


def test_a_cv_whose_file_is_lost_keeps_no_other_from_its_turn(waiting, scanner, media):
    # Asked for first, for the scanner goes by the key.
    lost = ExpertFactory(pk=uuid.UUID(int=0), received=True, cv_scan=CVScan.NOT_SCANNED)
    Expert.objects.filter(pk=lost.pk).update(cv="cvs/lost.pdf")

    assert scan_cvs(at=NOW) == {"clean": 1, "not_scanned": 1, "infected": 0}


def test_a_cv_that_was_taken_away_is_not_scanned(waiting, scanner):
    Expert.objects.update(cv="")

    assert scan_cvs(at=NOW) == {"clean": 0, "not_scanned": 0, "infected": 0}
