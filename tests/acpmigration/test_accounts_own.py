"""The own account, and how an administrator opens one for somebody else."""

from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.urls import reverse

from acpmigration.accounts.domain.invitations import (
    InvitationRefused,
    accept_invitation,
    invitation_key,
)
from acpmigration.accounts.models import SYSTEM_EMAIL, User
from tests.acpmigration.entering import (
    PASSWORD,
    SIGN_UP,
    code_at,
    confirmed,
    is_in,
    kinds,
    link_in,
    log_in,
    mails,
    person,
    sign_up,
    staff,
)
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

USERS = "/admin/accounts/user/"
EMAIL = "/accounts/email/"
DETAILS = "/accounts/details/"


def later(**passed):
    return time_machine.travel(datetime.now(UTC) + timedelta(**passed))


# The page ----------------------------------------------------------------------------------------


def test_the_account_shows_what_is_known_and_leads_to_what_can_be_changed(client):
    ana = person(email="ana@example.org", name="Ana", time_zone="Pacific/Fiji", language="pt")
    log_in(client, ana.email)

    page = client.get("/accounts/")

    for known in ("ana@example.org", "Ana", "Pacific/Fiji", "Portuguese"):
        assert known in page.text
    for way in (EMAIL, DETAILS, "/accounts/password/change/", "/accounts/2fa/"):
        assert f'href="{way}"' in page.text


@pytest.mark.parametrize("language", ["", "/fr", "/pt", "/es"])
def test_the_account_speaks_four_languages(client, language):
    log_in(client, person().email)

    heading = {
        "": "Your account",
        "/fr": "Votre compte",
        "/pt": "A sua conta",
        "/es": "Su cuenta",
    }[language]
    assert f"<h1>{heading}</h1>" in client.get(f"{language}/accounts/").text


def test_a_person_changes_the_own_details_and_never_the_role(client):
    ana = person(email="ana@example.org")
    log_in(client, ana.email)

    client.post(
        DETAILS,
        {
            "name": "Ana Silva",
            "language": "pt",
            "time_zone": "Atlantic/Cape_Verde",
            "role": "administrator",
            "email": "other@example.org",
            "is_active": "",
        },
    )

    ana.refresh_from_db()
    assert (ana.name, ana.language, ana.time_zone) == ("Ana Silva", "pt", "Atlantic/Cape_Verde")
    assert (ana.role, ana.email, ana.is_active) == ("", "ana@example.org", True)


def test_details_that_make_no_sense_come_back_with_the_reason(client):
    log_in(client, person().email)

    answer = client.post(DETAILS, {"name": "Ana", "language": "la", "time_zone": "Atlantis"})

    assert list(answer.context["form"].errors) == ["language", "time_zone"]
    assert 'value="Ana"' in answer.text


# Another address ---------------------------------------------------------------------------------


def change_address(client, email):
    return client.post(EMAIL, {"action_add": "1", "email": email})


def test_another_address_counts_once_it_is_confirmed(client):
    ana = person(email="ana@example.org")
    log_in(client, ana.email)

    change_address(client, "Ana@Example.net")
    ana.refresh_from_db()
    assert ana.email == "ana@example.org"

    client.post(link_in(mails("ana@example.net")[0]))
    ana.refresh_from_db()
    assert ana.email == "ana@example.net"
    assert confirmed() == {"ana@example.net"}
    assert kinds("ana@example.org") == ["email_changed"]


def test_who_has_a_second_factor_can_change_the_address_too(client):
    editor = staff(email="editor@example.org")
    log_in(client, editor.email)
    client.post("/accounts/2fa/authenticate/", {"code": code_at()})

    change_address(client, "editor@example.net")
    client.post(link_in(mails("editor@example.net")[0]))

    assert confirmed() == {"editor@example.net"}


def test_the_address_of_another_account_is_not_told_and_not_taken(client):
    person(email="bea@example.org")
    ana = person(email="ana@example.org")
    log_in(client, ana.email)

    known, unknown = (
        change_address(client, email) for email in ("bea@example.org", "new@example.org")
    )
    client.post(link_in(mails("bea@example.org")[0]))

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert confirmed() == {"ana@example.org", "bea@example.org"}


def test_who_reads_the_mail_of_an_address_wins_over_who_only_claimed_it(client):
    sign_up(Client(), "ana@example.net")
    ana = person(email="ana@example.org")
    log_in(client, ana.email)

    with later(minutes=2):
        change_address(client, "ana@example.net")
        client.post(link_in(mails("ana@example.net")[-1]))

    assert User.objects.get(email="ana@example.net") == ana
    assert confirmed() == {"ana@example.net"}


def test_a_change_of_address_can_be_called_off(client):
    ana = person(email="ana@example.org")
    log_in(client, ana.email)
    change_address(client, "ana@example.net")

    client.post(EMAIL, {"action_remove": "1", "email": "ana@example.net"})

    assert list(EmailAddress.objects.values_list("email", flat=True)) == ["ana@example.org"]


def test_changing_the_address_asks_for_the_password_again(client):
    ana = person(email="ana@example.org")
    log_in(client, ana.email)

    with later(minutes=6):
        answer = change_address(client, "ana@example.net")
        assert answer["Location"].startswith("/accounts/reauthenticate/")
        assert mails("ana@example.net") == []

        client.post(answer["Location"], {"password": PASSWORD})
        assert kinds("ana@example.net") == ["email_confirmation"]


# Invitations -------------------------------------------------------------------------------------


def invite(client, **more):
    form = {"email": "new@example.org", "name": "New", "language": "en", "role": "editor"}
    return client.post(f"{USERS}add/", form | more)


def accept(client, link, password=PASSWORD):
    return client.post(link, {"password1": password, "password2": password})


def test_an_invitation_lets_a_person_choose_the_password(client, administrator_client):
    invite(administrator_client, language="es")
    mail = mails("new@example.org")[0]

    page = client.get(link_in(mail))
    accept(client, link_in(mail))
    log_in(client, "new@example.org")

    assert mail.subject == "Su invitación"
    assert link_in(mail).startswith("/es/accounts/invitation/")
    assert "new@example.org" in page.text
    assert is_in(client)
    assert "new@example.org" in confirmed()


def test_an_invitation_works_once(client, administrator_client):
    invite(administrator_client)
    link = link_in(mails("new@example.org")[0])
    accept(client, link)

    again = accept(client, link, "another long password")

    assert again.status_code == 410
    assert "This link does not hold any more" in again.text
    assert User.objects.get(email="new@example.org").check_password(PASSWORD)


@pytest.mark.parametrize(("days", "status"), [(6.9, 200), (7.1, 410)])
def test_an_invitation_holds_for_seven_days(client, administrator_client, days, status):
    invite(administrator_client)

    with later(days=days):
        assert client.get(link_in(mails("new@example.org")[0])).status_code == status


def test_a_forged_invitation_or_one_to_a_closed_account_does_not_hold(client):
    closed = UserFactory(is_active=False)
    key = invitation_key(user=UserFactory())

    for bad in (f"{key}x", key.replace(":", ":1"), "x", invitation_key(user=closed)):
        assert client.get(f"/accounts/invitation/{bad}/").status_code == 410


def test_an_invitation_cannot_be_accepted_twice_at_once():
    user = UserFactory()
    key = invitation_key(user=user)
    accept_invitation(key=key, password=PASSWORD + "!")

    with pytest.raises(InvitationRefused, match="does not hold any more"):
        accept_invitation(key=key, password="another long password")


@pytest.mark.parametrize(
    ("first", "second", "field"),
    [("qwertyuiop12", "qwertyuiop12", "password1"), (PASSWORD, "different", "password2")],
)
def test_a_bad_choice_of_password_is_refused_and_the_link_still_holds(
    client, administrator_client, first, second, field
):
    invite(administrator_client)
    link = link_in(mails("new@example.org")[0])

    answer = client.post(link, {"password1": first, "password2": second})

    assert list(answer.context["form"].errors) == [field]
    assert client.get(link).status_code == 200


def test_a_forged_host_invites_nobody(administrator_client):
    answer = administrator_client.post(
        f"{USERS}add/",
        {"email": "new@example.org", "language": "en", "role": ""},
        headers={"host": "evil.example"},
    )

    assert answer.status_code == 400
    assert mails("new@example.org") == []


def test_an_invitation_is_sent_again_to_whoever_has_no_password_yet(administrator_client):
    invite(administrator_client)
    waiting, settled = User.objects.get(email="new@example.org"), person(email="ana@example.org")

    answer = administrator_client.post(
        USERS,
        {"action": "invite_again", "_selected_action": [waiting.pk, settled.pk]},
        follow=True,
    )

    assert "Sent to: new@example.org." in answer.text
    assert kinds("new@example.org") == ["invitation", "invitation"]
    assert mails("ana@example.org") == []
    assert LogEntry.objects.filter(change_message="Invited again.").count() == 1


def test_nobody_is_invited_twice_without_need(administrator_client):
    settled = person(email="ana@example.org")

    answer = administrator_client.post(
        USERS, {"action": "invite_again", "_selected_action": [settled.pk]}, follow=True
    )

    assert "Everybody chosen has a password." in answer.text


def test_an_address_that_an_administrator_changes_has_to_be_confirmed_anew(
    client, administrator_client
):
    ana = person(email="ana@example.org")
    log_in(client, ana.email)
    page = reverse("admin:accounts_user_change", args=[ana.pk])
    form = administrator_client.get(page).context["adminform"].form
    sent = {"email": "ana@example.net", "language": "en", "time_zone": ana.time_zone}

    administrator_client.post(page, sent | {"is_active": "on", "seen": form["seen"].value()})

    assert not is_in(client)
    assert confirmed() == set()
    assert log_in(client, "ana@example.org").status_code == 200
    assert log_in(client, "ana@example.net")["Location"] == "/accounts/confirm-email/"


# Those who were there before ---------------------------------------------------------------------


def test_who_had_a_password_before_addresses_were_confirmed_still_comes_in(client, system_user):
    ana = UserFactory(email="ana@example.org")
    migration = import_module("acpmigration.accounts.migrations.0005_confirmed_addresses")

    for _twice in range(2):
        migration.confirm(apps, connection.schema_editor())

    log_in(client, ana.email)
    assert is_in(client)
    assert confirmed() == {"ana@example.org"}
    assert not EmailAddress.objects.filter(email=SYSTEM_EMAIL).exists()


def test_pages_of_the_account_ask_for_what_they_send_in_a_form(client):
    page = client.get(SIGN_UP).text

    assert 'name="answer"' in page
    assert 'tabindex="-1"' in page
    assert "style=" not in page
