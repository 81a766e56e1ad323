"""The periodic jobs: each when it is due, none twice at once, and one that fails stops no other."""

import os
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core import mail as django_mail
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from acpmigration import append_only, data_version, periodic
from acpmigration.pages.domain.audit import record
from acpmigration.pages.domain.jobs import due, is_asleep, prune_runs, run_job, shortened, states
from acpmigration.pages.domain.mail import queue_mail
from acpmigration.pages.models import AuditEvent, JobRun, OutgoingMail
from acpmigration.periodic import Job
from acpmigration.reference.models import Topic
from acpmigration.search.models import Document
from technical_assistance.tasks import StateDiffers
from tests.factories import files
from tests.factories.knowledge import EditionFactory
from tests.factories.reference import TopicFactory
from tests.factories.technical_assistance import InterventionFactory, StageDocumentFactory
from tests.technical_assistance.at_once import at_once

pytestmark = pytest.mark.django_db

NOW = datetime(2019, 5, 8, 12, 30, tzinfo=UTC)
SECOND, MINUTE, HOUR, DAY = (timedelta(seconds=n) for n in (1, 60, 3_600, 86_400))


def clock():
    return NOW


def job(run=lambda at, dry_run: {"done": 1}, key="tests.job", every=DAY):
    return Job(key, "A job of the tests", every, run)


def failing(at, dry_run):
    raise LookupError("maria@example.org is unknown")


def ran(started_at, outcome="done", key="tests.job"):
    finished = None if outcome == "running" else started_at
    return JobRun.objects.create(
        key=key, started_at=started_at, finished_at=finished, outcome=outcome
    )


@pytest.fixture
def only(monkeypatch):
    """The jobs of a test instead of the portal's."""

    def register(*jobs):
        monkeypatch.setattr(periodic, "_registered", {each.key: each for each in jobs})

    return register


# When --------------------------------------------------------------------------------------------


def test_a_job_that_never_ran_is_due():
    never = job()

    assert due(jobs=[never], at=NOW) == [never]


@pytest.mark.parametrize(
    ("outcome", "since", "is_due"),
    [
        ("done", DAY - MINUTE, False),
        ("done", DAY - 30 * SECOND, True),
        ("running", HOUR, False),
        ("failed", 59 * MINUTE, False),
        ("failed", HOUR, True),
        ("broken_off", HOUR, True),
    ],
)
def test_a_job_is_due_again_after_its_time_and_sooner_after_a_failure(outcome, since, is_due):
    ran(NOW - since, outcome)

    assert len(due(jobs=[job()], at=NOW)) == is_due


def test_a_failed_job_of_every_minute_waits_a_minute():
    ran(NOW - MINUTE, "failed")

    assert len(due(jobs=[job(every=MINUTE)], at=NOW)) == 1


def test_the_state_of_all_jobs_takes_two_queries(django_assert_num_queries):
    first, last = ran(NOW - DAY), ran(NOW - HOUR)
    never = job(key="tests.never")

    with django_assert_num_queries(2):
        known, unknown = states(jobs=[job(), never])

    assert (known.last, known.next_at) == (last, NOW - HOUR + DAY)
    assert (unknown.last, unknown.next_at) == (None, None)
    assert first != last


def test_jobs_are_asleep_when_none_began_for_a_day():
    assert is_asleep(at=NOW)
    ran(NOW - DAY)
    assert is_asleep(at=NOW)
    ran(NOW - DAY + SECOND)
    assert not is_asleep(at=NOW)


# Running -----------------------------------------------------------------------------------------


def test_what_was_done_is_kept():
    seen = []

    def run(at, dry_run):
        seen.append((at, dry_run))
        return {"sent": 3, "failed": 0}

    moments = iter([NOW, NOW + MINUTE])
    run_job(job=job(run), clock=lambda: next(moments))

    kept = JobRun.objects.get()
    assert seen == [(NOW, False)]
    assert (kept.started_at, kept.finished_at) == (NOW, NOW + MINUTE)
    assert (kept.outcome, kept.summary, kept.error) == ("done", "sent 3, failed 0", "")


def test_of_an_error_only_its_kind_is_kept():
    run_job(job=job(failing), clock=clock)

    kept = JobRun.objects.get()
    assert (kept.outcome, kept.error, kept.summary) == ("failed", "LookupError", "")


def test_a_long_summary_is_cut_where_the_column_ends():
    assert shortened("x" * 200) == "x" * 200
    assert shortened("x" * 201) == "x" * 199 + "…"


def test_a_job_that_is_running_is_not_begun_again():
    ran(NOW - HOUR, "running")

    assert run_job(job=job(failing), clock=clock) is None
    assert JobRun.objects.get().outcome == "running"


def test_a_run_that_was_stopped_is_taken_over_after_two_hours():
    stopped = ran(NOW - 2 * HOUR, "running")

    run = run_job(job=job(), clock=clock)

    stopped.refresh_from_db()
    assert (stopped.outcome, stopped.finished_at) == ("broken_off", NOW)
    assert run.outcome == "done"


def test_a_run_that_was_taken_over_does_not_end_twice():
    def run(at, dry_run):
        JobRun.objects.update(outcome="broken_off", finished_at=NOW)
        return {}

    run_job(job=job(run), clock=clock)

    assert JobRun.objects.get().outcome == "broken_off"


def test_what_somebody_else_has_just_done_is_not_done_again():
    ran(NOW - SECOND)

    assert run_job(job=job(), clock=clock, only_if_due=True) is None
    assert JobRun.objects.count() == 1
    assert run_job(job=job(), clock=clock) is not None


@pytest.mark.django_db(transaction=True)
def test_four_schedulers_at_once_do_it_once(tmp_path):
    runs = at_once(tmp_path, *[lambda: run_job(job=job(), clock=clock, only_if_due=True)] * 4)

    assert len([run for run in runs if run is not None]) == 1
    assert JobRun.objects.count() == 1


def test_the_database_holds_one_run_at_a_time():
    ran(NOW, "running")

    with pytest.raises(IntegrityError), transaction.atomic():
        ran(NOW, "running")
    ran(NOW, "running", key="tests.other")


def test_a_run_that_ended_has_an_end():
    run = ran(NOW)

    for values in ({"finished_at": None}, {"outcome": "running"}):
        with pytest.raises(IntegrityError, match="pages_jobrun_ended"), transaction.atomic():
            JobRun.objects.filter(pk=run.pk).update(**values)


def test_old_runs_are_forgotten_but_for_one_that_has_not_ended():
    ran(NOW - DAY)
    kept = [ran(NOW), ran(NOW - DAY, "running")]

    assert prune_runs(before=NOW) == 1
    assert list(JobRun.objects.order_by("pk")) == kept


# The command -------------------------------------------------------------------------------------


def test_one_job_that_fails_stops_no_other_and_is_told_at_the_end(only, capsys):
    only(job(failing, key="a.fails"), job(key="b.works"))

    with pytest.raises(CommandError, match=r"^Failed: a\.fails \(LookupError\)$") as failed:
        call_command("run_periodic")

    assert failed.value.returncode == 1
    assert capsys.readouterr().out == "b.works: done 1\n"


def test_the_command_does_what_is_due_and_nothing_twice(only, capsys):
    only(job(), job(lambda at, dry_run: {}, key="tests.silent"))

    call_command("run_periodic")
    call_command("run_periodic")

    assert capsys.readouterr().out == "tests.job: done 1\ntests.silent: done\n"


def test_one_job_can_be_asked_for_out_of_its_turn(only, capsys):
    only(job(), job(key="tests.other"))

    call_command("run_periodic", only="tests.other")
    call_command("run_periodic", only="tests.other")

    assert capsys.readouterr().out == "tests.other: done 1\n" * 2
    with pytest.raises(CommandError, match="There is no job"):
        call_command("run_periodic", only="tests.unknown")


def test_a_job_that_somebody_else_does_is_said(only, capsys):
    only(job())
    JobRun.objects.create(key="tests.job", started_at=datetime.now(UTC))

    call_command("run_periodic", only="tests.job")

    assert capsys.readouterr().out == "tests.job: somebody else does it\n"


def test_a_dry_run_says_what_it_would_do_and_leaves_no_trace(only, capsys):
    only(job(lambda at, dry_run: {"would": int(dry_run)}))

    call_command("run_periodic", dry_run=True)

    assert capsys.readouterr().out == "tests.job: would 1\n"
    assert not JobRun.objects.exists()


def test_all_jobs_are_named_the_most_frequent_first(capsys):
    call_command("run_periodic", list=True)

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "pages.mail: Send mail, every 0:01:00"
    assert {line.partition(":")[0] for line in lines} >= {
        "knowledge.editions",
        "pages.audit",
        "pages.data-version",
        "pages.mail-log",
        "pages.runs",
        "pages.sessions",
        "pages.uploads",
        "search.index",
        "technical_assistance.progress",
    }


# The portal's own --------------------------------------------------------------------------------


def run(key, *, dry=False, at=NOW):
    [found] = [each for each in periodic.jobs() if each.key == key]
    return dict(found.run(at, dry))


def queue(at):
    words = {"day": "", "count": 1, "hash": ""}
    return queue_mail(template="audit_head", to="a@b.org", language="en", context=words, at=at)


def test_mail_is_sent():
    queue(NOW), queue(NOW + HOUR)

    assert run("pages.mail", dry=True) == {"due": 1}
    assert django_mail.outbox == []
    assert run("pages.mail") == {"sent": 1, "waiting": 1}
    assert len(django_mail.outbox) == 1


def test_the_mail_log_is_kept_for_a_year():
    queue(NOW - 366 * DAY)
    kept = queue(NOW - 365 * DAY)

    assert run("pages.mail-log", dry=True) == {"old": 1}
    assert run("pages.mail-log") == {"removed": 1}
    assert OutgoingMail.objects.get() == kept


def test_the_last_hash_of_the_audit_trail_goes_off(settings, caplog):
    settings.AUDIT_WITNESS = ["one@example.org", "two@example.org"]
    event = record(event="tests.done", by=None, subject=None, at=NOW)
    with caplog.at_level("INFO", "acpmigration.pages.tasks"):
        assert run("pages.audit", dry=True) == {"events": 1, "witnesses": 2}
        assert (caplog.records, OutgoingMail.objects.count()) == ([], 0)

        assert run("pages.audit") == {"events": 1, "witnesses": 2}

    [line] = caplog.records
    assert (line.audit_events, line.audit_head) == (1, event.hash)
    mails = OutgoingMail.objects.order_by("to")
    assert [mail.to for mail in mails] == settings.AUDIT_WITNESS
    assert mails[0].subject == "Audit trail of 2019-05-08: 1 events"
    assert f"\nverify_audit --head {event.hash}\n" in mails[0].body


def test_a_broken_audit_trail_is_a_failed_job():
    record(event="tests.done", by=None, subject=None, at=NOW)
    append_only.remove()
    AuditEvent.objects.update(purpose="x")
    append_only.install()

    [found] = [each for each in periodic.jobs() if each.key == "pages.audit"]
    run_job(job=found, clock=clock)

    kept = JobRun.objects.get()
    assert (kept.outcome, kept.error) == ("failed", "TrailBroken")


def test_the_count_of_changes_stays_new():
    TopicFactory()
    before = data_version.version()

    assert run("pages.data-version", dry=True) == {}
    assert data_version.version() == before
    assert run("pages.data-version") == {}
    Topic.objects.update(position=3)
    assert data_version.version() != before


def test_files_that_no_record_names_go_after_a_day(media):
    kept = StageDocumentFactory(file=ContentFile(files.pdf(), "note.pdf")).file
    folder = kept.name.partition("/")[0]
    for age in (2 * DAY, HOUR):
        name = default_storage.save(f"{folder}/{age.days}.pdf", ContentFile(b"x"))
        os.utime(default_storage.path(name), ((NOW - age).timestamp(),) * 2)

    assert run("pages.uploads", dry=True) == {"found": 1}
    assert len(media()) == 3
    assert run("pages.uploads") == {"removed": 1}
    assert media() == sorted([str(kept), f"{folder}/0.pdf"])


def test_log_ins_that_have_ended_are_forgotten():
    for age in (-1, 60):
        session = SessionStore()
        session.set_expiry(age)
        session.save()

    run("pages.sessions", dry=True)
    assert Session.objects.count() == 2
    run("pages.sessions")
    assert Session.objects.count() == 1


def test_runs_are_kept_for_a_month():
    ran(NOW - 31 * DAY), ran(NOW - 30 * DAY)

    assert run("pages.runs", dry=True) == {"old": 1}
    assert run("pages.runs") == {"removed": 1}


def test_a_state_that_is_not_what_the_log_says_is_a_failed_job():
    assert run("technical_assistance.progress") == {}
    InterventionFactory(status="completed")

    with pytest.raises(StateDiffers):
        run("technical_assistance.progress")


def test_an_outdated_index_is_mended_and_counted():
    run("search.index")
    made = InterventionFactory(published=True)

    assert run("search.index")["mended"] >= 1
    assert Document.objects.filter(kind="intervention", object_id=made.pk).exists()
    assert run("search.index") == {"mended": 0}


def test_editions_that_were_left_unread_are_read(media):
    EditionFactory(file=ContentFile(files.pdf(), "book.pdf"))
    gone = EditionFactory(file=ContentFile(files.pdf(), "book.pdf"))
    default_storage.delete(gone.file.name)

    assert run("knowledge.editions", dry=True) == {"unread": 2}
    assert run("knowledge.editions") == {"read": 1, "missing": 1}
    assert run("knowledge.editions") == {"read": 0, "missing": 1}


# The back-office ---------------------------------------------------------------------------------

LIST = "admin:pages_jobrun_changelist"
ASLEEP = "No job has run for a day"


def test_staff_see_each_job_with_its_last_run_and_its_next(viewer_client, only):
    only(job(), job(key="tests.never"))
    with time_machine.travel(NOW):
        ran(NOW - HOUR, "failed")
        JobRun.objects.update(error="LookupError")

        response = viewer_client.get(reverse(LIST))

    known, never = response.context["states"]
    assert (known.last.error, known.next_at, never.last) == ("LookupError", NOW, None)
    assert "LookupError" in response.text
    assert "as soon as possible" in response.text
    assert ASLEEP not in response.text


def test_staff_are_warned_when_nothing_calls_the_jobs(viewer_client):
    ran(datetime.now(UTC) - 2 * DAY)

    assert ASLEEP in viewer_client.get(reverse(LIST)).text


def test_the_list_of_runs_takes_a_fixed_number_of_queries(
    viewer_client, django_assert_max_num_queries
):
    counted = []
    for _turn in (1, 2):
        ran(NOW), ran(NOW - DAY)
        with django_assert_max_num_queries(20) as asked:
            viewer_client.get(reverse(LIST))
        counted.append(len(asked))

    assert counted[0] == counted[1]
