"""Coming in: by password, by a code from a mail, by a new password; and how often one may try."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
import time_machine
from allauth.account.adapter import get_adapter
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from tests.acpmigration.entering import (
    COUNTING,
    LOG_IN,
    PASSWORD,
    RESET,
    hashes_of,
    is_in,
    kinds,
    link_in,
    log_in,
    mails,
    person,
    staff,
)

pytestmark = pytest.mark.django_db

CODE = "/accounts/login/code/"
NEW = "another long password"
WAIT = "Wait five minutes and try again, or set a new password."


@pytest.fixture
def ana():
    return person(email="ana@example.org")


def later(**passed):
    return time_machine.travel(datetime.now(UTC) + timedelta(**passed))


def told(answer):
    return answer.status_code, answer.headers.get("Location")


def errors(answer):
    return answer.context["form"].non_field_errors()


def ask_for_reset(client, email="ana@example.org", **more):
    return client.post(RESET, {"email": email}, **more)


def set_password(client, link, password=NEW):
    """Follow the link of a mail, and send the form that it leads to."""
    form = client.get(link)
    return client.post(form["Location"], {"password1": password, "password2": password})


# By password -------------------------------------------------------------------------------------


def test_everybody_lands_where_the_own_work_is(ana):
    assert log_in(Client(), ana.email)["Location"] == reverse("experts:me")
    assert log_in(Client(), person(coordinator=True).email)["Location"] == "/coordination/"
    assert log_in(Client(), person(editor=True).email)["Location"] == "/admin/"


def test_a_person_comes_back_to_the_page_that_asked(client, ana):
    answer = client.post(
        LOG_IN, {"login": ana.email, "password": PASSWORD, "next": "/accounts/sessions/"}
    )
    assert answer["Location"] == "/accounts/sessions/"


def test_case_of_the_address_does_not_matter(client, ana):
    log_in(client, "ANA@Example.org")

    assert is_in(client)


def test_a_wrong_password_and_an_unknown_address_get_one_answer(client, ana):
    wrong = log_in(client, ana.email, "a wrong password")
    unknown = log_in(Client(), "nobody@example.org", "a wrong password")

    assert errors(wrong) == errors(unknown) == ["The address and the password do not fit together."]
    assert wrong.status_code == unknown.status_code == 200


def test_an_unknown_address_costs_as_many_hashes_as_a_known_one(client, settings, system_user):
    settings.PASSWORD_HASHERS = [COUNTING]
    ana = person(email="ana@example.org")
    invited = person(email="invited@example.org")
    invited.set_unusable_password()
    invited.save()
    closed = person(email="closed@example.org", is_active=False)

    addresses = [ana.email, "nobody@example.org", invited.email, closed.email, system_user.email]
    costs = {
        email: hashes_of(partial(log_in, Client(), email, "a wrong password"))
        for email in addresses
    }

    assert costs == dict.fromkeys(addresses, 1)


def test_whose_account_is_closed_is_told_so_by_the_right_password_only(client, ana):
    ana.is_active = False
    ana.save()

    right = log_in(client, ana.email)
    wrong = log_in(client, ana.email, "a wrong password")

    assert right["Location"] == "/accounts/inactive/"
    assert "This account is closed" in client.get(right["Location"]).text
    assert errors(wrong) == ["The address and the password do not fit together."]
    assert not is_in(client)


def test_every_log_in_gets_a_session_of_its_own(client, ana):
    client.get(LOG_IN)
    session = client.session
    session["put"] = "by somebody else"
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before

    log_in(client, ana.email)

    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_logging_in_over_another_persons_session_leaves_nothing_of_it(client, ana):
    client.force_login(person(email="before@example.org"))
    client.post("/accounts/logout/")

    log_in(client, ana.email)

    assert client.session["_auth_user_id"] == str(ana.pk)


def test_logging_out_takes_a_post(client, ana):
    log_in(client, ana.email)

    page = client.get("/accounts/logout/")
    assert page.status_code == 200
    assert is_in(client)

    answer = client.post("/accounts/logout/")
    assert not is_in(client)
    assert "You are logged out." in client.get(answer["Location"]).text


def test_pages_of_the_account_are_never_kept(client, ana):
    pages = [LOG_IN, "/accounts/signup/", RESET, CODE, "/accounts/confirm-email/x/"]
    assert {client.get(page)["Cache-Control"] for page in pages} <= {
        "no-store",
        "max-age=0, no-cache, no-store, must-revalidate, private",
    }

    log_in(client, ana.email)
    assert "no-store" in client.get("/accounts/")["Cache-Control"]


# Guessing ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("email", ["ana@example.org", "nobody@example.org"])
def test_after_five_failures_a_person_has_to_wait_whether_known_or_not(client, ana, email):
    for _each in range(5):
        log_in(client, email, "a wrong password")

    answer = log_in(client, email)

    assert WAIT in errors(answer)[0]
    assert not is_in(client)


def test_five_minutes_later_the_right_password_works(client, ana):
    for _each in range(5):
        log_in(client, ana.email, "a wrong password")

    with later(minutes=5, seconds=1):
        log_in(client, ana.email)
        assert is_in(client)


def test_the_owner_can_set_a_new_password_meanwhile_and_come_in(client, ana):
    for _each in range(5):
        log_in(Client(), ana.email, "a wrong password")

    ask_for_reset(client)
    set_password(client, link_in(mails(ana.email)[-1]))
    log_in(client, ana.email, NEW)

    assert is_in(client)


def test_right_passwords_do_not_count(client, ana):
    for _each in range(7):
        log_in(client, ana.email)
        assert is_in(client)
        client.post("/accounts/logout/")


def test_another_person_on_the_same_network_comes_in(client, ana):
    for _each in range(5):
        log_in(client, "colleague@example.org", "a wrong password")

    log_in(client, ana.email)

    assert is_in(client)


def test_a_forged_header_buys_no_more_guesses(ana):
    for number in range(5):
        guess = Client(headers={"x-forwarded-for": f"10.0.0.{number}"})
        log_in(guess, ana.email, "a wrong password")

    assert WAIT in errors(log_in(Client(headers={"x-forwarded-for": "10.9.9.9"}), ana.email))[0]


def test_spraying_many_addresses_from_one_network_ends_too():
    for number in range(10):
        log_in(Client(), f"person-{number}@example.org", "Password2026")

    assert WAIT in errors(log_in(Client(), "person-11@example.org", "Password2026"))[0]


@pytest.mark.parametrize(
    ("proxies", "header", "seen"),
    [
        (0, "10.0.0.1", "127.0.0.1"),
        (1, "10.0.0.1", "10.0.0.1"),
        (1, "6.6.6.6, 10.0.0.1", "10.0.0.1"),
        (2, "6.6.6.6, 10.0.0.1, 192.168.0.1", "10.0.0.1"),
    ],
)
def test_a_clients_address_is_what_our_own_proxies_saw(rf, settings, proxies, header, seen):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies

    request = rf.get("/", headers={"x-forwarded-for": header})

    assert get_adapter().get_client_ip(request) == seen


# A port that nobody listens at.
NO_CACHE = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": "redis://127.0.0.1:1/0",
    }
}


@pytest.mark.parametrize(
    ("address", "form"),
    [
        (LOG_IN, {"login": "ana@example.org", "password": PASSWORD}),
        (RESET, {"email": "ana@example.org"}),
        (CODE, {"email": "ana@example.org"}),
        (
            "/accounts/signup/",
            {"email": "b@example.org", "password1": PASSWORD, "password2": PASSWORD},
        ),
    ],
)
def test_while_nobody_counts_nobody_is_let_in(client, ana, settings, address, form):
    settings.CACHES = NO_CACHE

    answer = client.post(address, form)

    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    assert "Logging in is not possible at the moment" in answer.text
    assert not is_in(client)
    assert mails("ana@example.org") == []


def test_public_pages_need_no_cache(client, settings):
    settings.CACHES = NO_CACHE

    assert client.get("/").status_code == 200
    assert client.get(LOG_IN).status_code == 200


def test_too_many_at_once_are_told_to_wait(client):
    for _each in range(30):
        client.post(LOG_IN, {})

    answer = client.post(LOG_IN, {})

    assert answer.status_code == 429
    assert answer["Retry-After"] == "60"
    assert "wait a minute" in answer.text


# By a code from a mail ---------------------------------------------------------------------------


def code_in(mail):
    return next(line for line in mail.body.splitlines() if line.isupper() and "-" in line)


def test_a_code_from_a_mail_lets_in_without_a_password(client, ana):
    client.post(CODE, {"email": ana.email})

    client.post(f"{CODE}confirm/", {"code": code_in(mails(ana.email)[0])})

    assert is_in(client)


def test_a_code_works_in_the_browser_that_asked_for_it(client, ana):
    client.post(CODE, {"email": ana.email})

    other = Client()
    other.post(f"{CODE}confirm/", {"code": code_in(mails(ana.email)[0])})

    assert not is_in(other)


def test_three_wrong_codes_end_it(client, ana):
    client.post(CODE, {"email": ana.email})
    for _each in range(3):
        client.post(f"{CODE}confirm/", {"code": "WRNG-CODE"})

    client.post(f"{CODE}confirm/", {"code": code_in(mails(ana.email)[0])})

    assert not is_in(client)


def test_a_code_is_too_old_after_ten_minutes(client, ana):
    client.post(CODE, {"email": ana.email})

    with later(minutes=11):
        client.post(f"{CODE}confirm/", {"code": code_in(mails(ana.email)[0])})
        assert not is_in(client)


def test_who_asked_for_a_code_can_start_again(client, ana):
    client.post(CODE, {"email": ana.email})
    assert client.get(LOG_IN)["Location"] == f"{CODE}confirm/"

    client.post("/accounts/logout/")

    assert client.get(LOG_IN).status_code == 200


def test_asking_for_a_code_tells_nothing_of_the_address(ana):
    known = Client().post(CODE, {"email": ana.email})
    unknown = Client().post(CODE, {"email": "nobody@example.org"})

    assert told(known) == told(unknown)
    assert kinds(ana.email) == ["login_code"]
    assert kinds("nobody@example.org") == ["unknown_account"]


def test_who_has_a_second_factor_is_asked_for_it_after_a_code_from_a_mail(client):
    editor = staff(email="editor@example.org")
    client.post(CODE, {"email": editor.email})

    answer = client.post(f"{CODE}confirm/", {"code": code_in(mails(editor.email)[0])})

    assert answer["Location"] == "/accounts/2fa/authenticate/"
    assert not is_in(client)


# By a new password -------------------------------------------------------------------------------


def test_asking_for_a_new_password_tells_nothing_of_the_address(ana, system_user, settings):
    settings.PASSWORD_HASHERS = [COUNTING]
    addresses = [ana.email, "nobody@example.org", system_user.email]

    answers = {told(ask_for_reset(Client(), email)) for email in addresses}
    costs = {hashes_of(partial(ask_for_reset, Client(), email)) for email in addresses}

    assert answers == {(302, "/accounts/password/reset/done/")}
    assert len(costs) == 1
    assert kinds(ana.email)[0] == "password_reset_key"
    assert kinds("nobody@example.org")[0] == "unknown_account"


def test_the_link_sets_a_password_once(client, ana):
    ask_for_reset(client)
    link = link_in(mails(ana.email)[0])

    set_password(client, link)
    again = client.get(link)

    ana.refresh_from_db()
    assert ana.check_password(NEW)
    assert "This link does not hold any more" in again.text


def test_opening_the_link_takes_its_key_out_of_the_address(client, ana):
    ask_for_reset(client)

    answer = client.get(link_in(mails(ana.email)[0]))

    assert answer["Location"].endswith("-set-password/")


@pytest.mark.parametrize(("minutes", "holds"), [(59, True), (61, False)])
def test_the_link_holds_for_an_hour(client, ana, minutes, holds):
    ask_for_reset(client)

    with later(minutes=minutes):
        answer = client.get(link_in(mails(ana.email)[0]))

    assert (answer.status_code == 302) is holds


def test_another_password_makes_older_links_useless(client, ana):
    ask_for_reset(client)
    link = link_in(mails(ana.email)[0])
    ana.set_password(NEW)
    ana.save()

    assert "This link does not hold any more" in client.get(link).text


def test_a_weak_new_password_is_refused_with_the_reason(client, ana):
    ask_for_reset(client)

    answer = set_password(client, link_in(mails(ana.email)[0]), "aaaaaaaaaaaa")

    assert "easy to guess" in answer.context["form"].errors["password1"][0]


def test_a_forged_host_gets_no_mail_sent(client, ana):
    answer = ask_for_reset(client, headers={"host": "evil.example"})

    assert answer.status_code == 400
    assert mails(ana.email) == []


def test_a_link_leads_to_the_host_that_was_asked(client, ana):
    ask_for_reset(client, headers={"host": "localhost"})

    assert "http://localhost/accounts/password/reset/key/" in mails(ana.email)[0].body


def test_a_person_is_told_by_mail_that_the_password_was_changed(client, ana):
    ask_for_reset(client)
    set_password(client, link_in(mails(ana.email)[0]))

    assert kinds(ana.email) == ["password_reset_key", "password_reset"]
    assert "from 127.0.0.1" in mails(ana.email)[1].body


def test_pages_that_are_not_listed_do_not_exist(client):
    for path in ("3rdparty/", "social/login/cancelled/", "2fa/webauthn/", "phone/change/"):
        assert client.get(f"/accounts/{path}").status_code == 404


def test_log_in_speaks_the_language_of_the_page(client, ana):
    answer = client.post("/pt/accounts/login/", {"login": ana.email, "password": "wrong"})

    assert errors(answer) == ["O endereço e a palavra-passe não correspondem."]
