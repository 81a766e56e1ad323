"""What a person types while the session ends waits for that person, and for nobody else."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from acpmigration.keeping.names import mark_of
from acpmigration.pages.domain import kept
from acpmigration.pages.models import KeptFile, KeptForm
from tests.acpmigration.entering import code_at, log_in, person, staff
from tests.acpmigration.keeping_pages import NOTE, PLAIN, carried_out
from tests.conftest import logged_in
from tests.factories.accounts import UserFactory
from tests.factories.files import pdf

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.acpmigration.keeping_pages")]

KEPT = "What you typed is kept. Log in and it is waiting for you."
WAITING = "It has not been sent yet: check it and send it."
SOMEBODY_ELSE = "Somebody else was logged in when this page was opened."


@pytest.fixture(autouse=True)
def _nothing_is_done_yet():
    carried_out.clear()


@pytest.fixture
def ana():
    return person(email="ana@example.org")


def hidden(page, name):
    """What a hidden field of the page holds."""
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)">', page.text)
    return found[1] if found else None


def opened(client, where=NOTE):
    """The hidden fields of a page that somebody has open."""
    page = client.get(where)
    names = ("csrfmiddlewaretoken", "typed_by", "typed_before")
    return {name: value for name in names if (value := hidden(page, name))}


def report(content=b""):
    return SimpleUploadedFile("report.pdf", content or pdf())


def later(**passed):
    return time_machine.travel(datetime.now(UTC) + timedelta(**passed))


# The session is over -----------------------------------------------------------------------------


def test_a_form_that_arrives_without_a_session_waits_behind_the_log_in(client, ana, media):
    log_in(client, ana.email)
    sent = opened(client) | {"note": "The workshop is done.", "report": report()}
    client.post("/accounts/logout/")

    answer = client.post(NOTE, sent)
    page = client.get(answer.url)
    landed = log_in(client, ana.email, next=NOTE)

    assert answer.url == f"/accounts/login/?next={NOTE}"
    assert KEPT in page.text
    assert landed.status_code == 302
    shown = client.get(NOTE)
    assert WAITING in shown.text
    assert 'value="The workshop is done."' in shown.text
    assert "report.pdf" in shown.text
    assert carried_out == []


def test_a_session_that_ends_while_somebody_types_loses_nothing(ana):
    client = logged_in(ana)
    sent = opened(client) | {"note": "The workshop is done."}

    with later(hours=13):
        answer = client.post(NOTE, sent)
        page = client.get(answer.url)

    assert "You were logged out because the time was over." in page.text
    assert KEPT in page.text
    assert KeptForm.objects.get().fields == {"note": ["The workshop is done."]}


def test_with_a_second_factor_in_between_the_person_lands_on_the_form(client):
    editor = staff(email="editor@example.org")
    sent = {"typed_by": mark_of(editor), "note": "Typed."}

    to_log_in = client.post(NOTE, sent).url
    to_code = client.post(
        to_log_in, {"login": editor.email, "password": "a long password for tests"}
    )
    landed = client.post(to_code.url, {"code": code_at()})

    assert landed.url == NOTE
    assert 'value="Typed."' in client.get(NOTE).text


def test_it_is_shown_until_it_is_sent_and_then_it_is_gone(ana, media):
    client = Client()
    client.post(NOTE, {"typed_by": mark_of(ana), "note": "Typed.", "report": report()})
    client.force_login(ana)
    client.get(NOTE)
    shown = client.get(NOTE)
    file = KeptFile.objects.get()
    sent = opened(client) | {"note": "Typed, and mended.", "kept_report": str(file.key)}

    answer = client.post(NOTE, sent)

    assert f'name="kept_report" value="{file.key}" checked' in shown.text
    assert answer.url == "/about/"
    assert carried_out == [("Typed, and mended.", pdf().decode("latin-1"))]
    assert not KeptForm.objects.exists()
    assert WAITING not in client.get(NOTE).text


def test_what_was_refused_waits_on(ana):
    client = Client()
    client.post(NOTE, {"typed_by": mark_of(ana), "note": ""})
    client.force_login(ana)

    page = client.post(NOTE, opened(client) | {"note": "x" * 201})

    assert page.status_code == 200
    assert hidden(page, "typed_before") == str(KeptForm.objects.get().key)


def test_it_can_be_thrown_away(ana):
    client = Client()
    client.post(NOTE, {"typed_by": mark_of(ana), "note": "Typed."})
    client.force_login(ana)
    key = KeptForm.objects.get().key

    answer = client.post(NOTE, {"typed_forget": str(key)})

    assert answer.url == NOTE
    assert not KeptForm.objects.exists()
    assert carried_out == []


@pytest.mark.parametrize("key", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_a_key_of_nothing_throws_nothing_away(ana, key):
    Client().post(NOTE, {"typed_by": mark_of(ana), "note": "Typed."})

    logged_in(ana).post(NOTE, {"typed_forget": key})

    assert KeptForm.objects.count() == 1


def test_what_is_typed_on_and_kept_again_takes_the_place_of_what_waited(ana, media):
    client = Client()
    client.post(NOTE, {"typed_by": mark_of(ana), "note": "One.", "report": report()})
    client.force_login(ana)
    file = KeptFile.objects.get()
    sent = opened(client) | {"note": "Two.", "kept_report": str(file.key)}
    client.logout()

    client.post(NOTE, sent)
    client.force_login(ana)
    page = client.get(NOTE)

    assert [one.fields["note"] for one in KeptForm.objects.all()] == [["Two."]]
    assert 'value="Two."' in page.text
    assert f'value="{file.key}" checked' in page.text


def test_a_form_of_another_page_waits_there(ana):
    client = Client()
    client.post("/fr/note/", {"typed_by": mark_of(ana), "note": "Tapé."})
    client.force_login(ana)

    assert "Tapé." not in client.get(NOTE).text
    assert 'value="Tapé."' in client.get("/fr/note/").text


# Whose it is -------------------------------------------------------------------------------------


def test_nobody_else_sees_it_or_throws_it_away(ana):
    Client().post(NOTE, {"typed_by": mark_of(ana), "note": "A secret."})
    bela = logged_in(person(email="bela@example.org"))

    page = bela.get(NOTE)
    bela.post(NOTE, {"typed_forget": str(KeptForm.objects.get().key)})
    bela.post(NOTE, {"note": "Of Bela.", "typed_before": str(KeptForm.objects.get().key)})

    assert "A secret." not in page.text
    assert WAITING not in page.text
    assert KeptForm.objects.get().owner == ana


@pytest.mark.parametrize("forged", ["", "1", "1:forged", "x", "\0"])
def test_a_forged_owner_keeps_nothing(client, ana, forged):
    answer = client.post(NOTE, {"typed_by": forged, "note": "Typed."})

    assert answer.url == f"/accounts/login/?next={NOTE}"
    assert KEPT not in client.get(answer.url).text
    assert not KeptForm.objects.exists()


def test_nothing_is_kept_for_whoever_cannot_log_in_any_more(client, ana):
    mark = mark_of(ana)
    ana.is_active = False
    ana.save()

    client.post(NOTE, {"typed_by": mark, "note": "Typed."})

    assert not KeptForm.objects.exists()


def test_a_page_that_somebody_else_opened_is_not_carried_out_and_waits_for_that_person(ana):
    client = logged_in(person(email="bela@example.org"))

    answer = client.post(NOTE, {"typed_by": mark_of(ana), "note": "Of Ana."})

    assert answer.status_code == 403
    assert SOMEBODY_ELSE in answer.text
    assert carried_out == []
    assert KeptForm.objects.get().owner == ana


def test_a_page_that_keeps_nothing_neither_names_its_reader_nor_keeps_a_form(client, ana):
    assert logged_in(ana).get(PLAIN).text == ""

    client.post(PLAIN, {"typed_by": mark_of(ana), "note": "Typed."})

    assert not KeptForm.objects.exists()


# The token of an earlier log-in ------------------------------------------------------------------


def test_a_form_of_before_the_last_log_in_is_shown_again_and_not_carried_out(ana):
    client = Client(enforce_csrf_checks=True)
    client.force_login(ana)
    sent = opened(client) | {"note": "Typed."}
    client.cookies["csrftoken"] = "x" * 32

    answer = client.post(NOTE, sent)

    assert (answer.status_code, answer.url) == (302, NOTE)
    page = client.get(NOTE)
    assert WAITING in page.text
    assert 'value="Typed."' in page.text
    assert carried_out == []
    again = client.post(NOTE, opened(client) | {"note": "Typed."})
    assert again.url == "/about/"


def test_a_form_without_any_cookie_waits_behind_the_log_in(ana):
    client = Client(enforce_csrf_checks=True)

    answer = client.post(NOTE, {"typed_by": mark_of(ana), "note": "Typed."})
    to_log_in = client.get(answer.url)

    assert to_log_in.url == f"/accounts/login/?next={NOTE}"
    assert KEPT in client.get(to_log_in.url).text


def test_a_form_of_somebody_else_with_another_token_is_refused_and_not_spoken_of(ana):
    client = Client(enforce_csrf_checks=True)
    client.force_login(person(email="bela@example.org"))

    answer = client.post(NOTE, {"typed_by": mark_of(ana), "note": "Typed."})

    assert answer.status_code == 403
    assert "Please reload the page" in answer.text
    assert not KeptForm.objects.exists()


def test_a_form_that_another_site_sends_keeps_nothing(ana):
    client = Client(enforce_csrf_checks=True, headers={"origin": "https://evil.example"})
    client.force_login(ana)

    answer = client.post(NOTE, {"typed_by": mark_of(ana), "note": "Typed."})

    assert answer.status_code == 403
    assert not KeptForm.objects.exists()


# Scripts -----------------------------------------------------------------------------------------

SCRIPT = {"accept": "application/json"}


def test_a_script_is_told_where_to_log_in_and_keeps_its_form_itself(client, ana):
    sent = {"typed_by": mark_of(ana), "note": "Typed."}

    answer = client.post(NOTE, sent, headers=SCRIPT)

    assert answer.status_code == 401
    assert answer.json() == {"login": f"/accounts/login/?next={NOTE}"}
    assert not KeptForm.objects.exists()


def test_a_script_sends_nothing_in_somebody_elses_name(ana):
    bela = logged_in(person(email="bela@example.org"))

    answer = bela.post(NOTE, {"typed_by": mark_of(ana), "note": "Of Ana."}, headers=SCRIPT)

    assert answer.status_code == 403
    assert SOMEBODY_ELSE in answer.json()["reason"]
    assert carried_out == []


def test_a_script_without_the_token_is_refused_in_its_own_shape(ana):
    client = Client(enforce_csrf_checks=True)
    client.force_login(ana)

    answer = client.post(NOTE, {"note": "Typed."}, headers=SCRIPT)

    assert (answer.status_code, answer.json()) == (403, {"reason": ""})


def test_what_a_script_has_sent_is_gone_too(ana):
    Client().post(NOTE, {"typed_by": mark_of(ana), "note": "Typed."})
    client = logged_in(ana)

    answer = client.post(NOTE, opened(client) | {"note": "Typed."}, headers=SCRIPT)

    assert answer.status_code == 201
    assert not KeptForm.objects.exists()


# Limits ------------------------------------------------------------------------------------------


def test_too_much_to_be_kept_is_said(client, ana):
    sent = {"typed_by": mark_of(ana), "note": "x" * (kept.MOST_TYPED + 1)}

    answer = client.post(NOTE, sent)

    assert not KeptForm.objects.exists()
    assert "What you typed was too long to be kept." in client.get(answer.url).text


def test_files_beyond_the_limit_are_left_out_and_that_is_said(client, ana, media, monkeypatch):
    monkeypatch.setattr(kept, "MOST_OF_FILES", 10)

    client.post(NOTE, {"typed_by": mark_of(ana), "note": "Typed.", "report": report()})

    assert media() == []
    assert "Its files could not be kept: choose them again." in logged_in(ana).get(NOTE).text


def test_no_token_no_password_and_no_mark_is_kept(client, ana):
    sent = {"csrfmiddlewaretoken": "t", "typed_by": mark_of(ana), "oldpassword": "p", "note": "n"}

    client.post(NOTE, sent)

    assert KeptForm.objects.get().fields == {"note": ["n"]}


def test_after_a_day_it_is_not_shown_any_more(client, ana):
    client.post(NOTE, {"typed_by": mark_of(ana), "note": "Typed."})

    with later(hours=24, minutes=1):
        assert WAITING not in logged_in(ana).get(NOTE).text


def test_somebody_without_the_second_factor_sets_it_up_first_and_loses_nothing(client):
    editor = UserFactory(editor=True)
    log_in(client, editor.email)

    client.post(NOTE, {"typed_by": mark_of(editor), "note": "Typed."})

    assert KeptForm.objects.count() == 1
