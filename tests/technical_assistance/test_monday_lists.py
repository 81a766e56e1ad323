"""Sending the Monday list: to whom, when by whose clock, and never twice."""

from datetime import UTC, date, datetime, timedelta

import pytest

from acpmigration.accounts.models import User
from acpmigration.pages.enums import MailState
from acpmigration.periodic import jobs
from technical_assistance.domain.mailing import choose_mails
from technical_assistance.domain.monday_lists import (
    ListsFailed,
    forget_old_lists,
    monday_of,
    send_monday_lists,
)
from technical_assistance.enums import MailSwitch, StageKind
from technical_assistance.models import MondayList
from tests.factories.accounts import UserFactory
from tests.factories.reference import CountryFactory, RegionFactory
from tests.factories.technical_assistance import (
    AssistanceRequestFactory,
    FollowUpFactory,
    InterventionFactory,
)
from tests.technical_assistance.at_once import at_once
from tests.technical_assistance.mails import (
    MONDAY_MORNING,
    addressed,
    coordinator_of,
    workspace,
    written,
)

pytestmark = pytest.mark.django_db
MONDAY = date(2019, 5, 6)
BEGINNING = (
    "this is what your interventions need. Each link opens the form in which you log progress; you "
    "are asked to log in first."
)
JOBS = {job.key: job for job in jobs()}


def late_one(person: User, **given):
    """Something to say: the concept note was planned for the day before."""
    made = InterventionFactory(
        country=CountryFactory(region=person.regions.get()), coordinator=person, **given
    )
    made.stages.filter(kind=StageKind.CONCEPT_NOTE).update(due_on=date(2019, 5, 5))
    return made


@pytest.fixture
def person(db: None) -> User:
    return coordinator_of("caribbean", email="coordinator@example.org")


def send(at=MONDAY_MORNING, **given):
    return send_monday_lists(at=at, **given)


# What it says ------------------------------------------------------------------------------------


def test_the_list_names_each_line_with_a_link_that_opens_the_form(person):
    late = late_one(person, slug="late-one", title="Visas")
    due = late_one(person, slug="due-one", title="Readmission")
    due.stages.filter(kind=1).update(due_on=date(2019, 5, 8))
    nobodys = InterventionFactory(country=late.country, slug="nobodys", title="Remittances")
    AssistanceRequestFactory(
        country=late.country,
        slug="asked",
        received_from=date(2019, 3, 3),
        received_until=date(2019, 3, 3),
    )
    FollowUpFactory(
        intervention=late, owner=person, text="Send the terms.", due_on=date(2019, 5, 4)
    )

    assert send() == 1

    [mail] = written()
    lead = late.lead_name
    assert (mail.to, mail.subject) == (
        "coordinator@example.org",
        "Monday list of 6 May 2019: 5 lines",
    )
    assert mail.body.splitlines() == [
        "Hello,",
        "",
        BEGINNING,
        "",
        "Late",
        "",
        f"- Visas ({lead})",
        "  Concept note: 1 day late, planned for 5 May 2019",
        "  The concept note is not attached.",
        "  https://testserver/coordination/interventions/late-one/log/",
        "",
        "Due soon",
        "",
        f"- Readmission ({due.lead_name})",
        "  Concept note: planned for 8 May 2019",
        "  The concept note is not attached.",
        "  https://testserver/coordination/interventions/due-one/log/",
        "",
        "Waiting for you",
        "",
        f"- Request of {lead}: received (3 March 2019)",
        "  https://testserver/coordination/requests/asked/",
        "",
        "- You wanted to do this by 4 May 2019: Send the terms.",
        "  Visas",
        "  https://testserver/coordination/interventions/late-one/",
        "",
        f"- Nobody is responsible for “{nobodys.title}” ({lead}).",
        "  https://testserver/coordination/interventions/nobodys/log/",
        "",
        "Choose which mails you get, or stop them:",
        "https://testserver/coordination/mails/",
    ]


def test_what_was_written_is_kept_for_staff_and_for_the_person(person):
    late_one(person)

    send()

    [kept], [mail] = MondayList.objects.all(), written()
    assert (kept.person, kept.monday, kept.lines, kept.made_at) == (
        person,
        MONDAY,
        1,
        MONDAY_MORNING,
    )
    assert (kept.subject, kept.text) == (mail.subject, mail.body)


def test_the_list_is_in_the_language_of_the_person(person):
    User.objects.filter(pk=person.pk).update(language="fr")
    late_one(person, slug="late-one")

    send()

    [mail] = written()
    assert mail.language == "fr"
    assert "https://testserver/fr/coordination/interventions/late-one/log/" in mail.body
    assert mail.headers == {"List-Unsubscribe": "<https://testserver/fr/coordination/mails/>"}


def test_whoever_has_nothing_to_do_gets_no_mail(person):
    assert send() == 0
    assert (written(), MondayList.objects.count()) == ([], 0)


def test_nobody_reads_of_the_others_interventions(person):
    late_one(person, title="Of the Caribbean")
    other = coordinator_of("pacific", email="other@example.org")
    late_one(other, title="Of the Pacific")

    assert send() == 2

    said = {mail.to: mail.body for mail in written()}
    assert "Of the Pacific" not in said["coordinator@example.org"]
    assert "Of the Caribbean" not in said["other@example.org"]


# To whom -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change", [{"is_active": False}, {"role": "editor"}, {"role": ""}, {"email": "new@example.org"}]
)
def test_whoever_is_no_active_coordinator_with_a_confirmed_address_gets_none(person, change):
    late_one(person)
    User.objects.filter(pk=person.pk).update(**change)

    assert send() == 0


def test_a_coordinator_who_never_confirmed_the_address_gets_none(db):
    late_one(UserFactory(coordinator=True, regions=[RegionFactory(slug="caribbean")]))

    assert send() == 0


def test_whoever_does_not_want_the_list_gets_none(person):
    late_one(person)
    choose_mails(by=person, progress=True, monday_list=False)

    assert send() == 0


def test_whoever_wants_no_mails_about_progress_still_gets_the_list(person):
    late_one(person)
    choose_mails(by=person, progress=False, monday_list=True)

    assert send() == 1


def test_while_staff_have_switched_it_off_nobody_gets_a_list(person):
    late_one(person)
    workspace(monday_list=MailSwitch.OFF)

    assert (send(dry_run=True), send()) == (0, 0)
    assert not MondayList.objects.exists()


def test_lists_that_are_held_are_written_and_wait_for_staff(person):
    late_one(person)
    workspace(monday_list=MailSwitch.HELD)

    assert send() == 1
    assert [mail.state for mail in written()] == [MailState.HELD]
    assert MondayList.objects.count() == 1


def test_a_list_that_fails_keeps_nobody_else_waiting_and_the_job_says_so(person):
    # Nothing can be sent to this address, which comes first.
    late_one(coordinator_of("pacific", email="aaa@nowhere"))
    late_one(person)

    with pytest.raises(ListsFailed, match="1"):
        send()

    assert addressed() == [("coordination/monday", "coordinator@example.org")]
    assert [kept.person for kept in MondayList.objects.all()] == [person]


# When --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "at", "monday"),
    [
        ("Europe/Brussels", datetime(2019, 5, 6, 3, 59, tzinfo=UTC), None),
        ("Europe/Brussels", datetime(2019, 5, 6, 4, 0, tzinfo=UTC), MONDAY),
        ("Europe/Brussels", datetime(2019, 5, 7, 21, 59, tzinfo=UTC), MONDAY),
        ("Europe/Brussels", datetime(2019, 5, 7, 22, 0, tzinfo=UTC), None),
        ("Europe/Brussels", datetime(2019, 5, 5, 21, 59, tzinfo=UTC), None),
        # On Sunday evening in Brussels it is Monday morning in Fiji.
        ("Pacific/Fiji", datetime(2019, 5, 5, 17, 59, tzinfo=UTC), None),
        ("Pacific/Fiji", datetime(2019, 5, 5, 18, 0, tzinfo=UTC), MONDAY),
        ("Pacific/Fiji", datetime(2019, 5, 7, 11, 59, tzinfo=UTC), MONDAY),
        ("Pacific/Fiji", datetime(2019, 5, 7, 12, 0, tzinfo=UTC), None),
        # The night in which the clock of Brussels was put forward.
        ("Europe/Brussels", datetime(2019, 4, 1, 4, 0, tzinfo=UTC), date(2019, 4, 1)),
        ("Europe/Brussels", datetime(2019, 3, 25, 4, 59, tzinfo=UTC), None),
    ],
)
def test_the_list_is_due_from_six_on_monday_until_the_end_of_tuesday_by_the_persons_clock(
    zone, at, monday
):
    assert monday_of(User(time_zone=zone), at) == monday


def test_after_a_stop_on_monday_the_list_of_monday_leaves_on_tuesday(person):
    late_one(person)
    young = late_one(person, title="Due on Monday")
    young.stages.filter(kind=1).update(due_on=MONDAY)

    assert send(at=MONDAY_MORNING + timedelta(days=1)) == 1

    kept = MondayList.objects.get()
    assert (kept.monday, kept.subject) == (MONDAY, "Monday list of 6 May 2019: 2 lines")
    assert "Concept note: planned for 6 May 2019" in kept.text


def test_on_wednesday_nothing_is_sent_for_last_monday(person):
    late_one(person)

    assert send(at=MONDAY_MORNING + timedelta(days=2)) == 0


def test_a_second_run_sends_nothing_and_the_next_monday_brings_the_next_list(person):
    late_one(person)

    sent = [
        send(at=MONDAY_MORNING + after)
        for after in (timedelta(), timedelta(hours=1), timedelta(days=1), timedelta(days=7))
    ]

    assert sent == [1, 0, 0, 1]
    assert [kept.monday for kept in MondayList.objects.newest_first()] == [
        date(2019, 5, 13),
        MONDAY,
    ]


def test_a_dry_run_says_how_many_lists_it_would_send_and_sends_none(person):
    late_one(person)
    coordinator_of("pacific")

    assert send(dry_run=True) == 1
    assert (written(), MondayList.objects.count()) == ([], 0)


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_send_one_list(person, tmp_path):
    late_one(person)

    results = at_once(tmp_path, *[send] * 4)

    assert sorted(results) == [0, 0, 0, 1]
    assert (MondayList.objects.count(), addressed()) == (
        1,
        [("coordination/monday", "coordinator@example.org")],
    )


# The jobs ----------------------------------------------------------------------------------------


def test_the_job_sends_and_says_how_many(person):
    late_one(person)
    job = JOBS["technical_assistance.monday-list"]

    assert job.every == timedelta(hours=1)
    assert job.run(MONDAY_MORNING, True) == {"lists": 1}
    assert job.run(MONDAY_MORNING, False) == {"lists": 1}
    assert job.run(MONDAY_MORNING, False) == {"lists": 0}


def test_lists_of_more_than_a_year_ago_are_forgotten(person):
    old, new = (
        MondayList.objects.create(
            person=person, monday=day, lines=1, text="Late", made_at=MONDAY_MORNING - ago
        )
        for day, ago in [
            (date(2018, 5, 7), timedelta(days=366)),
            (date(2018, 5, 14), timedelta(days=364)),
        ]
    )
    job = JOBS["technical_assistance.old-lists"]

    assert job.run(MONDAY_MORNING, True) == {"old": 1}
    assert job.run(MONDAY_MORNING, False) == {"old": 1}
    assert list(MondayList.objects.all()) == [new]
    assert forget_old_lists(before=old.made_at) == 0
