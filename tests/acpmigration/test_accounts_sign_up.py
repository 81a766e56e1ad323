"""Opening an account: what it takes, and what it does not tell of others."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from acpmigration.accounts.domain.addresses import remove_unconfirmed
from acpmigration.accounts.enums import Role
from acpmigration.accounts.models import SYSTEM_EMAIL, User
from acpmigration.pages.models import OutgoingMail
from tests.acpmigration.entering import (
    COUNTING,
    PASSWORD,
    SIGN_UP,
    confirmed,
    hashes_of,
    is_in,
    kinds,
    link_in,
    log_in,
    mails,
    person,
    sign_up,
)
from tests.factories.accounts import UserFactory
from tests.technical_assistance.at_once import at_once

pytestmark = pytest.mark.django_db


def people() -> list[str]:
    return sorted(User.objects.exclude(email=SYSTEM_EMAIL).values_list("email", flat=True))


def told(answer):
    """All that a stranger sees of an answer."""
    return answer.status_code, answer.headers.get("Location"), answer.content


# From the form to the first log-in ---------------------------------------------------------------


def test_an_account_opens_once_its_address_is_confirmed(client):
    sign_up(client)
    link = link_in(mails("ana@example.org")[0])

    log_in(client, "ana@example.org")
    assert not is_in(client)

    client.post(link)
    log_in(client, "ana@example.org")
    assert is_in(client)


def test_a_scanner_that_opens_the_link_confirms_nothing(client):
    sign_up(client)

    page = client.get(link_in(mails("ana@example.org")[0]))

    assert "Is ana@example.org your address?" in page.text
    assert confirmed() == set()


def test_who_logs_in_before_confirming_is_sent_the_link_again(client):
    sign_up(client)

    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=2)):
        answer = log_in(client, "ana@example.org")

    assert answer["Location"] == "/accounts/confirm-email/"
    assert kinds("ana@example.org") == ["email_confirmation_signup", "email_confirmation"]


@pytest.mark.parametrize("days", [7.1, 30])
def test_a_link_that_is_too_old_says_so_and_offers_another(client, days):
    sign_up(client)
    link = link_in(mails("ana@example.org")[0])

    with time_machine.travel(datetime.now(UTC) + timedelta(days=days)):
        page = client.get(link)
        sent = client.post(link)

    assert "This link does not hold any more" in page.text
    assert sent.status_code == 404
    assert confirmed() == set()


def test_a_forged_or_used_link_says_so(client):
    sign_up(client)
    link = link_in(mails("ana@example.org")[0])
    client.post(link)

    for gone in (link, "/accounts/confirm-email/Mg:1abc:forged/"):
        assert "This link does not hold any more" in client.get(gone).text


def test_an_address_is_kept_in_lower_case(client):
    sign_up(client, "Ana@Example.ORG")

    assert people() == ["ana@example.org"]


def test_signing_up_gives_no_rights_whatever_is_sent(client):
    sign_up(
        client,
        role="administrator",
        is_staff="on",
        is_superuser="on",
        sessions_ended="9",
        verified="on",
        regions="1",
    )

    made = User.objects.get(email="ana@example.org")
    assert (made.role, made.is_staff, made.sessions_ended) == (Role.NONE, False, 0)
    assert confirmed() == set()


def test_who_signs_up_is_written_to_in_the_language_of_the_page(client):
    sign_up(client, address="/fr/accounts/signup/")
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=2)):
        sign_up(client, "Ana@example.org")

    made = User.objects.get(email="ana@example.org")
    first, second = mails("ana@example.org")
    assert made.language == "fr"
    assert first.subject == "Veuillez confirmer votre adresse"
    assert link_in(first).startswith("/fr/accounts/confirm-email/")
    # The second was asked for on an English page.
    assert second.subject == "Vous avez déjà un compte"


@pytest.mark.parametrize("language", ["", "/fr", "/pt", "/es"])
def test_signing_up_works_in_every_language(client, language):
    sign_up(client, address=f"{language}{SIGN_UP}")

    client.post(link_in(mails("ana@example.org")[0]))

    assert confirmed() == {"ana@example.org"}


@pytest.mark.parametrize(
    "address", ["ana", "ana@", "a\r\nBcc: b@example.org", "ana@example.org\n,b"]
)
def test_an_address_that_is_none_is_refused_beside_its_field(client, address):
    answer = sign_up(client, address)

    assert list(answer.context["form"].errors) == ["email"]
    assert OutgoingMail.objects.count() == 0


# An address that is known ------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["ana@example.org", "ANA@example.org", "ana+again@example.org"])
def test_a_known_address_is_told_by_mail_and_not_on_the_screen(typed):
    person(email="ana@example.org")

    known, unknown = sign_up(Client(), typed), sign_up(Client(), "new@example.org")

    assert told(known) == told(unknown)
    assert people() == ["ana@example.org", "new@example.org"]
    assert kinds("ana@example.org") == ["account_already_exists"]
    assert "/accounts/password/reset/" in mails("ana@example.org")[0].body
    assert kinds(typed.lower()) in ([], ["account_already_exists"])


def test_a_tag_is_known_by_the_mailbox_that_has_another(client):
    person(email="ana+roster@example.org")

    sign_up(client, "ana+other@example.org")

    assert kinds("ana+roster@example.org") == ["account_already_exists"]


@pytest.mark.parametrize("other", ["anna@example.org", "ana@example.net", "ana.b@example.org"])
def test_another_mailbox_is_not_known(client, other):
    person(email="ana@example.org")

    sign_up(client, other)

    assert people() == sorted(["ana@example.org", other])


def test_a_known_address_costs_as_many_hashes_as_a_new_one(client, settings):
    settings.PASSWORD_HASHERS = [COUNTING]
    person(email="ana@example.org")

    known = hashes_of(partial(sign_up, client, "ana@example.org"))
    new = hashes_of(partial(sign_up, client, "new@example.org"))

    assert known == new == 1


def test_page_after_signing_up_says_nothing_of_the_address(client):
    page = client.get(sign_up(client)["Location"])

    assert "Look into your mail" in page.text
    assert "ana@example.org" not in page.text


@pytest.mark.django_db(transaction=True)
def test_signing_up_in_parallel_opens_one_account_behind_the_same_page(tmp_path, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"signup_sent": "50/h/ip"}

    answers = at_once(tmp_path, *[partial(sign_up, Client(), "ana@example.org")] * 6)

    assert people() == ["ana@example.org"]
    assert {told(answer) for answer in answers} == {(302, "/accounts/confirm-email/", b"")}
    assert EmailAddress.objects.filter(email="ana@example.org").count() == 1


# Machines ----------------------------------------------------------------------------------------


def test_who_fills_in_what_nobody_sees_gets_the_same_answer_and_no_account(client):
    machine = sign_up(client, answer="https://example.org/")
    human = sign_up(Client(), "new@example.org")

    assert told(machine) == told(human)
    assert people() == ["new@example.org"]
    assert mails("ana@example.org") == []


def test_the_sixth_account_of_an_hour_from_one_network_is_told_a_way_on(client):
    for number in range(5):
        sign_up(client, f"colleague-{number}@example.org")

    answer = sign_up(client, "late@example.org")

    assert len(people()) == 5
    assert "Several accounts were opened from your network" in answer.text
    assert '<a href="/contact/">write to us</a>' in answer.text
    assert 'value="late@example.org"' in answer.text


def test_an_hour_later_the_network_may_open_accounts_again(client):
    for number in range(5):
        sign_up(client, f"colleague-{number}@example.org")

    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=61)):
        sign_up(client, "late@example.org")

    assert "late@example.org" in people()


def test_mistakes_do_not_count_as_accounts(client):
    for _each in range(8):
        sign_up(client, password2="something else")

    sign_up(client)

    assert people() == ["ana@example.org"]


def test_a_forged_header_opens_no_more_accounts(client):
    for number in range(7):
        Client(headers={"x-forwarded-for": f"10.0.0.{number}"}).post(
            SIGN_UP,
            {"email": f"p{number}@example.org", "password1": PASSWORD, "password2": PASSWORD},
        )

    assert len(people()) == 5


# Passwords ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("Tw7-h9kq!", "at least 12 characters"),
        ("password123456", "easy to guess"),
        ("aaaaaaaaaaaa", "easy to guess"),
        ("qwertyuiop12", "easy to guess"),
        ("493021857733", "entirely numeric"),
        ("ana@example.org1", "too similar to the e-mail address"),
        ("7f" * 129, "at most 256 characters"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(client, password, sentence):
    answer = sign_up(client, password1=password, password2=password)

    assert sentence in " ".join(answer.context["form"].errors["password1"])
    assert people() == []


def test_a_password_typed_differently_the_second_time_is_refused_in_our_words(client):
    answer = sign_up(client, password2="something else", address="/fr/accounts/signup/")

    assert answer.context["form"].errors["password2"] == [
        "Saisissez deux fois le même mot de passe."
    ]


@pytest.mark.parametrize(
    ("set_as", "typed_as"),
    [
        ("fenêtre papaye Bélize", "fene\u0302tre papaye Be\u0301lize"),
        ("ラグーンと鳥と雨と石だけ", "ラク\u3099ーンと鳥と雨と石だけ"),
    ],
)
def test_a_password_of_any_script_is_the_same_however_a_keyboard_sends_it(client, set_as, typed_as):
    sign_up(client, password1=set_as, password2=set_as)
    client.post(link_in(mails("ana@example.org")[0]))

    log_in(client, "ana@example.org", typed_as)

    assert is_in(client)


# What nobody confirms ----------------------------------------------------------------------------


def test_accounts_that_nobody_confirmed_are_removed_and_no_others(client):
    now = timezone.now()
    long_ago = now - timedelta(days=8)
    UserFactory(email="forgotten@example.org", date_joined=long_ago)
    UserFactory(email="recent@example.org", date_joined=now - timedelta(days=6))
    UserFactory(email="editor@example.org", date_joined=long_ago, editor=True)
    person(email="confirmed@example.org", date_joined=long_ago)

    removed = remove_unconfirmed(before=now - timedelta(days=7))

    assert removed == 1
    assert people() == ["confirmed@example.org", "editor@example.org", "recent@example.org"]
