"""What a coordinator types is not lost: idle for half an hour, at another log-in, on a busy day."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from django.urls import reverse

from acpmigration.accounts.domain.addresses import take_address
from acpmigration.accounts.domain.second_factor import give_second_factor
from acpmigration.keeping.names import mark_of
from acpmigration.pages.models import KeptFile, KeptForm
from technical_assistance.domain.interventions import add_note
from technical_assistance.enums import StageKind, StageState, Verb
from technical_assistance.models import ProgressEntry, StageDocument
from tests.acpmigration.entering import SECRET, code_at
from tests.conftest import logged_in
from tests.factories.accounts import PASSWORD
from tests.factories.files import pdf, sent
from tests.impatience import hold, let_go, make_impatient
from tests.technical_assistance.acting import MAY, stage
from tests.technical_assistance.at_once import at_once
from tests.technical_assistance.test_views_progress import done, log_of, told

KEPT = "What you typed is kept. Log in and it is waiting for you."
WAITING = "It has not been sent yet: check it and send it."
BUSY = "Nothing was saved: the database does not answer at the moment."


def later(**passed):
    return time_machine.travel(datetime.now(UTC) + timedelta(**passed))


def marked(user):
    return {"typed_by": mark_of(user)}


def notes():
    return list(ProgressEntry.objects.filter(verb=Verb.NOTE).values_list("note", flat=True))


def test_an_entry_with_its_document_waits_for_who_was_idle_and_is_made_once(
    coordinator, ongoing, media
):
    client = logged_in(coordinator)
    data = done(ongoing) | marked(coordinator)

    with later(minutes=31):
        to_log_in = client.post(log_of(ongoing), data)
        said = client.get(to_log_in.url)
        again = logged_in(coordinator)
        shown = again.get(log_of(ongoing))
        assert ProgressEntry.objects.filter(verb=Verb.COMPLETE).count() == 0
        form, file = KeptForm.objects.get(), KeptFile.objects.get()
        kept = {"typed_before": str(form.key), "kept_document": str(file.key), "document": ""}
        answers = [again.post(log_of(ongoing), data | kept) for _press in range(2)]

    assert to_log_in.url == f"/accounts/login/?next={log_of(ongoing)}"
    assert KEPT in said.text
    assert WAITING in shown.text
    assert shown.context["form"]["key"].value() == data["key"]
    assert "We met." in shown.text
    assert f'name="kept_document" value="{file.key}" checked' in shown.text
    assert [answer.status_code for answer in answers] == [302, 302]
    assert stage(ongoing, StageKind.CONCEPT_NOTE).state == StageState.FINISHED
    document = StageDocument.objects.get()
    with document.file.open("rb") as stored:
        assert stored.read() == pdf()
    assert not KeptForm.objects.exists()


def test_who_logged_in_from_a_mail_lands_on_the_form_with_a_code_in_between(
    client, coordinator, ongoing
):
    take_address(user=coordinator, is_confirmed=True)
    give_second_factor(user=coordinator, secret=SECRET)

    to_log_in = client.post(log_of(ongoing), told(ongoing) | marked(coordinator)).url
    to_code = client.post(to_log_in, {"login": coordinator.email, "password": PASSWORD}).url
    landed = client.post(to_code, {"code": code_at()})

    assert landed.url == log_of(ongoing)
    assert WAITING in client.get(landed.url).text


def test_the_other_coordinator_neither_finds_nor_sends_it(
    coordinator, coordinator_elsewhere, ongoing
):
    data = told(ongoing) | marked(coordinator)
    other = logged_in(coordinator_elsewhere)

    refused = other.post(log_of(ongoing), data)

    assert refused.status_code == 403
    assert notes() == []
    assert not KeptForm.objects.filter(owner=coordinator_elsewhere).exists()


def test_what_happened_while_it_waited_is_shown_before_it_is_saved(
    client, coordinator, ongoing, editor
):
    data = told(ongoing, happened="start", stage=1) | marked(coordinator)
    client.post(log_of(ongoing), data)
    add_note(intervention=ongoing, by=editor, note="I was there.", when=MAY)
    client.force_login(coordinator)

    shown = client.get(log_of(ongoing))

    assert shown.status_code == 200
    assert "We met." in shown.text
    assert "I was there." in shown.text


def test_a_document_need_not_be_sent_again_after_a_slip(coordinator, ongoing, media):
    client = logged_in(coordinator)

    refused = client.post(log_of(ongoing), done(ongoing, on="2099-01-01"))

    assert refused.status_code == 422
    key = KeptFile.objects.get().key
    assert f'name="kept_document" value="{key}" checked' in refused.text


def test_a_file_that_is_not_what_it_says_is_not_kept_for_later(coordinator, ongoing, media):
    data = done(ongoing, on="2099-01-01", document=sent(b"MZ", "note.pdf"))

    logged_in(coordinator).post(log_of(ongoing), data)

    assert media() == []


def test_a_correction_waits_too(client, coordinator, ongoing):
    entry = add_note(intervention=ongoing, by=coordinator, note="We meet.", when=MAY)
    where = reverse("coordination:entry-correct", args=[entry.pk])

    client.post(where, {"note": "We have met.", "key": str(UUID(int=1))} | marked(coordinator))
    client.force_login(coordinator)
    shown = client.get(where)

    assert WAITING in shown.text
    assert "We have met." in shown.text
    assert notes() == ["We meet."]


@pytest.mark.django_db(transaction=True)
def test_a_database_that_stays_locked_saves_nothing_says_so_and_keeps_the_text(
    coordinator, ongoing, tmp_path
):
    client, data = logged_in(coordinator), told(ongoing)
    script = {"HTTP_ACCEPT": "application/json"}
    answers = []

    def log():
        make_impatient()
        holding = hold("technical_assistance_intervention")
        answers.append(client.post(log_of(ongoing), data))
        answers.append(client.post(log_of(ongoing), data, **script))
        let_go(holding)
        answers.append(client.post(log_of(ongoing), data))

    at_once(tmp_path, log)

    refused, told_to_wait, saved = answers
    assert (refused.status_code, refused["Retry-After"]) == (503, "30")
    assert BUSY in refused.text
    assert "We met." in refused.text
    assert (told_to_wait.status_code, told_to_wait.json()) == (503, {"retry": 30})
    assert saved.status_code == 302
    assert notes() == ["We met."]
