"""The code from a phone: who needs one, how it is set up, used, lost."""

import io
import json
import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.contrib.admin.models import LogEntry
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from acpmigration.accounts.domain.ciphers import decrypt, encrypt
from acpmigration.accounts.domain.second_factor import SecondFactorKept, remove_second_factor
from acpmigration.accounts.enums import Role
from acpmigration.accounts.middleware import second_factor_asked
from acpmigration.pages.models import AuditEvent
from tests.acpmigration.entering import (
    SECRET,
    code_at,
    is_in,
    kinds,
    log_in,
    mails,
    person,
    staff,
)
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db

ACTIVATE = "/accounts/2fa/activate/"
AUTHENTICATE = "/accounts/2fa/authenticate/"
DEACTIVATE = "/accounts/2fa/deactivate/"
CODES = "/accounts/2fa/recovery-codes/"
USERS = "/admin/accounts/user/"
NEEDING = [Role.ADMINISTRATOR, Role.EDITOR, Role.VIEWER, Role.COORDINATOR]


def later(**passed):
    return time_machine.travel(datetime.now(UTC) + timedelta(**passed))


def log_in_with_code(client, user, code=None):
    log_in(client, user.email)
    return client.post(AUTHENTICATE, {"code": code or code_at()})


def recovery_codes(user):
    given = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES)
    return given.wrap().get_unused_codes()


def activate(client):
    """Open the page, and send the code of a phone that has read the secret from it."""
    secret = client.get(ACTIVATE).context["form"].secret
    return client.post(ACTIVATE, {"code": code_at(secret=secret)})


# Who needs one -----------------------------------------------------------------------------------


@pytest.mark.parametrize("role", NEEDING)
@pytest.mark.parametrize("page", ["/admin/", "/fr/admin/reference/", "/admin/pages/text/"])
def test_a_password_alone_opens_nothing_internal(client, role, page):
    user = person(role=role)
    log_in(client, user.email)

    answer = client.get(page)

    if role == Role.COORDINATOR:
        assert answer.status_code == 403
    else:
        assert answer.status_code == 302
        assert answer["Location"].endswith(ACTIVATE)


@pytest.mark.parametrize("role", NEEDING)
def test_who_needs_one_is_told_so_where_it_is_set_up(client, role):
    log_in(client, person(role=role).email)

    assert "Your role needs it" in client.get(ACTIVATE).text
    assert client.get("/accounts/").status_code == 200


def test_nothing_is_changed_by_a_password_alone(client):
    log_in(client, person(administrator=True).email)

    client.post(f"{USERS}add/", {"email": "new@example.org", "language": "en", "role": ""})

    assert mails("new@example.org") == []


def test_programs_are_refused_in_their_own_words(rf):
    answer = second_factor_asked(rf.get("/api/v1/interventions/"))

    assert answer.status_code == 403
    assert json.loads(answer.content) == {
        "detail": "Set up a second factor for your account first."
    }


def test_who_sees_nothing_internal_needs_none(client):
    log_in(client, person().email)

    assert is_in(client)
    assert "Your role needs it" not in client.get("/accounts/2fa/").text


def test_a_session_from_before_it_was_set_up_shows_no_code(client):
    editor = person(editor=True)
    log_in(client, editor.email)
    activated = Client()
    log_in(activated, editor.email)
    activate(activated)

    assert not is_in(client)
    assert activated.get("/admin/").status_code == 200


# Setting it up -----------------------------------------------------------------------------------


def test_the_page_shows_secret_and_picture_that_the_policy_lets_through(client):
    log_in(client, person(editor=True).email)

    page = client.get(ACTIVATE)

    picture = re.search(r"<svg.*?</svg>", page.text, re.DOTALL)[0]
    assert page.context["form"].secret in page.text
    assert "<path" in picture
    assert "style=" not in picture
    assert "data:" not in page.text


def test_a_code_of_the_phone_sets_it_up_with_ten_recovery_codes(client):
    editor = person(editor=True)
    log_in(client, editor.email)

    answer = activate(client)
    page = client.get(answer["Location"])

    assert answer["Location"] == CODES
    assert page.context["unused_codes"] == recovery_codes(editor)
    assert len(set(recovery_codes(editor))) == 10
    assert client.get("/admin/").status_code == 200


def test_a_wrong_code_sets_nothing_up_and_keeps_the_secret(client):
    log_in(client, person(editor=True).email)
    secret = client.get(ACTIVATE).context["form"].secret

    answer = client.post(ACTIVATE, {"code": "000000"})

    assert answer.context["form"].errors["code"] == ["This code is wrong, too old or used already."]
    assert answer.context["form"].secret == secret
    assert Authenticator.objects.count() == 0


def test_setting_it_up_asks_for_the_password_again_unless_one_has_just_come_in(client):
    log_in(client, person(editor=True).email)
    assert client.get(ACTIVATE).status_code == 200

    with later(minutes=6):
        answer = client.get(ACTIVATE)
        assert (
            answer["Location"] == f"/accounts/reauthenticate/?next={ACTIVATE.replace('/', '%2F')}"
        )

        client.post(answer["Location"], {"password": PASSWORD})
        assert client.get(ACTIVATE).status_code == 200


def test_a_wrong_password_does_not_show_who_one_is(client):
    log_in(client, person(editor=True).email)

    with later(minutes=6):
        answer = client.post("/accounts/reauthenticate/", {"password": "a wrong one"})

        assert answer.context["form"].errors["password"] == ["This password is wrong."]
        assert client.get(ACTIVATE).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_a_person_is_told_by_mail_that_it_was_set_up(client):
    editor = person(editor=True)
    log_in(client, editor.email)

    activate(client)

    assert kinds(editor.email) == ["totp_activated"]


# Using it ----------------------------------------------------------------------------------------


def test_password_and_code_let_in(client):
    editor = staff()

    asked = log_in(client, editor.email)
    answer = client.post(AUTHENTICATE, {"code": code_at()})

    assert asked["Location"] == AUTHENTICATE
    assert answer["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("seconds", [-30, 0, 30])
def test_a_phone_may_be_half_a_minute_early_or_late(client, seconds):
    log_in_with_code(client, staff(), code_at(seconds))

    assert is_in(client)


@pytest.mark.parametrize("code", ["000000", "", "12345", "abcdef", "1" * 500])
def test_a_wrong_code_lets_nobody_in(client, code):
    answer = log_in_with_code(client, staff(), code or " ")

    assert list(answer.context["form"].errors) == ["code"]
    assert not is_in(client)


def test_a_code_works_once():
    editor, code = staff(), code_at()
    log_in_with_code(Client(), editor, code)

    second = Client()
    log_in_with_code(second, editor, code)

    assert not is_in(second)


def test_a_recovery_code_works_once():
    editor = staff()
    code = recovery_codes(editor)[0]
    first, second = Client(), Client()
    log_in_with_code(first, editor, code)
    log_in_with_code(second, editor, code)

    assert is_in(first)
    assert not is_in(second)
    assert code not in recovery_codes(editor)


def test_after_five_wrong_codes_a_person_has_to_wait(client):
    editor = staff()
    log_in(client, editor.email)
    for _each in range(5):
        client.post(AUTHENTICATE, {"code": "000000"})

    answer = client.post(AUTHENTICATE, {"code": code_at()})

    assert "Wait five minutes" in answer.context["form"].errors["code"][0]
    assert not is_in(client)


def test_no_code_is_taken_before_the_password(client):
    staff()

    answer = client.post(AUTHENTICATE, {"code": code_at()})

    assert answer["Location"] == "/accounts/login/"


# At rest -----------------------------------------------------------------------------------------


def test_secrets_are_unreadable_in_the_database():
    editor = staff()

    stored = [json.dumps(given.data) for given in Authenticator.objects.filter(user=editor)]

    assert len(stored) == 2
    assert not [text for text in stored if SECRET in text]
    assert not [text for text in stored for code in recovery_codes(editor) if code in text]


def test_secrets_survive_a_new_key_as_long_as_the_former_one_is_named(settings):
    written = encrypt("a secret")
    former, settings.SECRET_KEY = settings.SECRET_KEY, "another key of the site"

    with pytest.raises(InvalidToken):
        decrypt(written)
    settings.SECRET_KEY_FALLBACKS = [former]

    assert decrypt(written) == "a secret"


# Losing it ---------------------------------------------------------------------------------------


def test_who_takes_the_phone_away_has_to_set_up_another(client):
    editor = staff()
    log_in_with_code(client, editor)
    there = Client()
    log_in_with_code(there, editor, code_at(30))

    client.post(DEACTIVATE)

    assert Authenticator.objects.count() == 0
    assert client.get("/admin/")["Location"] == ACTIVATE
    assert not is_in(there)


def test_new_recovery_codes_replace_the_old_ones_and_end_other_sessions(client):
    editor = staff()
    log_in_with_code(client, editor)
    there = Client()
    log_in_with_code(there, editor, code_at(30))
    old = recovery_codes(editor)

    client.post(f"{CODES}new/")

    assert not set(old) & set(recovery_codes(editor))
    assert client.get("/admin/").status_code == 200
    assert not is_in(there)


def test_an_administrator_takes_a_lost_phone_away(administrator_client):
    editor = staff(email="editor@example.org", language="fr")
    there = Client()
    log_in_with_code(there, editor)

    answer = administrator_client.post(
        USERS, {"action": "take_second_factor", "_selected_action": [editor.pk]}, follow=True
    )

    assert "logs in with the password and sets up another phone" in answer.text
    assert not is_in(there)
    assert log_in(there, editor.email)["Location"] == "/admin/"
    assert there.get("/admin/")["Location"] == ACTIVATE
    entry = LogEntry.objects.get(object_id=str(editor.pk))
    assert entry.change_message == "Took the second factor away."
    noted = AuditEvent.objects.get()
    assert (noted.event, noted.subject_id) == ("accounts.second-factor-removed", str(editor.pk))
    assert mails(editor.email)[0].subject == "Votre second facteur a été retiré"
    assert "/fr/accounts/" in mails(editor.email)[0].body


def test_an_administrator_does_not_take_the_own_one_away(administrator, administrator_client):
    answer = administrator_client.post(
        USERS, {"action": "take_second_factor", "_selected_action": [administrator.pk]}, follow=True
    )

    assert "Change your own second factor on the page of your account" in answer.text


def test_there_is_nothing_to_take_from_who_has_none(system_user):
    with pytest.raises(SecondFactorKept, match="has no second factor"):
        remove_second_factor(user=person(), by=system_user, at=timezone.now())


@pytest.mark.parametrize("who", ["editor_client", "viewer_client", "coordinator_client"])
def test_nobody_else_takes_one_away(request, who):
    editor = staff()

    request.getfixturevalue(who).post(
        USERS, {"action": "take_second_factor", "_selected_action": [editor.pk]}
    )

    assert Authenticator.objects.filter(user=editor).count() == 2


def test_the_operator_helps_the_only_administrator(system_user):
    staff(email="ana@example.org", administrator=True, editor=False)
    printed = io.StringIO()

    call_command("remove_second_factor", "Ana@Example.org", stdout=printed)

    assert printed.getvalue() == "ana@example.org sets up another one at the next log-in.\n"
    assert Authenticator.objects.count() == 0


def test_the_operator_is_told_what_is_wrong(system_user):
    person(email="ana@example.org")

    with pytest.raises(CommandError, match="has no second factor"):
        call_command("remove_second_factor", "ana@example.org")
    with pytest.raises(CommandError, match="Nobody has this address"):
        call_command("remove_second_factor", "nobody@example.org")


def test_nothing_of_it_can_be_looked_at_in_the_back_office(administrator_client):
    index = administrator_client.get(reverse("admin:index")).text

    for label in ("/admin/account/", "/admin/mfa/", "/admin/usersessions/"):
        assert label not in index
        assert administrator_client.get(label).status_code == 404
