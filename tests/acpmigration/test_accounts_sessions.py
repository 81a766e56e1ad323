"""How long a session lasts, and what ends it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from acpmigration.accounts.domain.sessions import end_sessions
from acpmigration.accounts.tasks import forget_browsers
from tests.acpmigration.entering import PASSWORD, RESET, is_in, link_in, log_in, mails, person
from tests.conftest import logged_in
from tests.factories.accounts import UserFactory
from tests.impatience import hold, let_go
from tests.technical_assistance.at_once import at_once

pytestmark = pytest.mark.django_db

SESSIONS = "/accounts/sessions/"
CHANGE = "/accounts/password/change/"
NEW = "another long password"


def later(**passed):
    return time_machine.travel(datetime.now(UTC) + timedelta(**passed))


def browsers(user, number=2):
    clients = [Client(headers={"user-agent": f"Browser {each}"}) for each in range(number)]
    for client in clients:
        log_in(client, user.email)
    return clients


@pytest.fixture
def ana():
    return person(email="ana@example.org")


# The list ----------------------------------------------------------------------------------------


def test_a_person_sees_the_own_sessions_and_no_others(ana):
    here, _there = browsers(ana)
    browsers(person(), 1)

    page = here.get(SESSIONS)

    assert page.text.count("Another browser") == 1
    assert page.text.count("This browser") == 1
    assert "Browser 0" in page.text
    assert "Browser 1" in page.text


def test_logging_out_elsewhere_ends_all_but_this_session(ana):
    here, there = browsers(ana)

    here.post(SESSIONS)

    assert is_in(here)
    assert not is_in(there)
    assert "You are logged in nowhere else." in here.get(SESSIONS).text


# What ends sessions ------------------------------------------------------------------------------


def test_another_password_ends_all_other_sessions(ana):
    here, there = browsers(ana)

    here.post(CHANGE, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})

    ana.refresh_from_db()
    assert ana.check_password(NEW)
    assert is_in(here)
    assert not is_in(there)
    assert list(UserSession.objects.values_list("user_agent", flat=True)) == ["Browser 0"]


def test_a_password_is_changed_by_whoever_knows_it_only(ana):
    here, there = browsers(ana)

    answer = here.post(CHANGE, {"oldpassword": "wrong", "password1": NEW, "password2": NEW})

    assert answer.context["form"].errors["oldpassword"] == ["This is not your present password."]
    assert is_in(there)


def test_a_new_password_by_mail_ends_all_sessions(ana):
    here, there = browsers(ana)
    stranger = Client()
    stranger.post(RESET, {"email": ana.email})

    form = stranger.get(link_in(mails(ana.email)[0]))
    stranger.post(form["Location"], {"password1": NEW, "password2": NEW})

    assert [is_in(client) for client in (here, there, stranger)] == [False, False, False]


def test_another_role_ends_all_sessions_at_the_next_click(administrator_client):
    editor = UserFactory(editor=True)
    there = logged_in(editor)
    page = reverse("admin:accounts_user_change", args=[editor.pk])
    form = administrator_client.get(page).context["adminform"].form
    sent = {
        "email": editor.email,
        "language": "en",
        "time_zone": editor.time_zone,
        "role": "viewer",
        "seen": form["seen"].value(),
    }
    assert there.get("/admin/").status_code == 200

    administrator_client.post(page, sent)

    assert there.get("/admin/")["Location"] == "/accounts/login/?next=/admin/"
    editor.refresh_from_db()
    assert editor.sessions_ended == 1


def test_opening_a_closed_account_again_brings_no_session_back(ana):
    here, _there = browsers(ana)
    ana.is_active = False
    ana.save()
    end_sessions(user=ana)
    ana.is_active = True
    ana.save()

    assert not is_in(here)


def test_a_role_that_is_changed_past_the_back_office_ends_sessions_too(ana):
    here, _there = browsers(ana)

    ana.role = "coordinator"
    ana.save()

    assert not is_in(here)


# Time --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "minutes", "lasts"),
    [
        ("editor", 29, True),
        ("editor", 31, False),
        ("coordinator", 29, True),
        ("coordinator", 31, False),
        ("viewer", 31, False),
        ("administrator", 31, False),
        ("", 31, True),
        ("", 11 * 60, True),
        ("", 12 * 60 + 1, False),
    ],
)
def test_a_session_that_nobody_uses_ends(role, minutes, lasts):
    client = logged_in(UserFactory(role=role))

    with later(minutes=minutes):
        assert is_in(client) is lasts


@pytest.mark.parametrize(
    ("role", "step", "hours"), [("editor", 25, 12), ("coordinator", 25, 12), ("", 600, 14 * 24)]
)
def test_a_session_in_use_lasts_but_not_for_ever(role, step, hours):
    client, seen = logged_in(UserFactory(role=role)), []

    for minutes in range(step, hours * 60 + step, step):
        with later(minutes=minutes):
            seen.append(is_in(client))

    assert seen == [True] * (hours * 60 // step) + [False]


def test_whose_time_is_over_is_told_so_and_comes_back_to_the_page():
    client = logged_in(UserFactory(editor=True))

    with later(minutes=31):
        answer = client.get("/admin/reference/")
        page = client.get(answer["Location"])

    assert answer["Location"] == "/accounts/login/?next=/admin/reference/"
    assert "You were logged out because the time was over." in page.text


def test_looking_at_public_pages_touches_no_session(ana):
    here, _there = browsers(ana)

    with later(hours=1):
        answer = here.get("/")

    assert not answer.cookies
    assert not answer.has_header("Vary")


def test_use_is_noted_once_a_minute_at_most(client, ana, django_assert_num_queries):
    log_in(client, ana.email)
    client.get("/accounts/details/")

    # The session and its person.
    with django_assert_num_queries(2):
        client.get("/accounts/details/")


@pytest.mark.django_db(transaction=True)
def test_reading_goes_on_while_somebody_holds_the_database(editor, tmp_path):
    client, answers = logged_in(editor), []

    def read():
        # Of PostgreSQL only the row itself can be held.
        holding = hold("usersessions_usersession")
        answers.append(client.get("/accounts/details/"))
        let_go(holding)
        answers.append(client.get("/accounts/details/"))

    with later(minutes=5):
        at_once(tmp_path, read)

    assert [answer.status_code for answer in answers] == [200, 200]


def test_browsers_whose_session_is_gone_are_forgotten(ana):
    here, there = browsers(ana)
    Session.objects.filter(session_key=there.session.session_key).delete()

    now = timezone.now()

    assert forget_browsers(now, dry_run=True) == {"ended": 1}
    assert forget_browsers(now, dry_run=False) == {"removed": 1}
    assert list(UserSession.objects.values_list("session_key", flat=True)) == [
        here.session.session_key
    ]
