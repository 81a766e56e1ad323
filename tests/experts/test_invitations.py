"""An offer by mail, and the answer by a link that works once."""

import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from acpmigration.pages.models import OutgoingMail
from acpmigration.refusals import NotNow, NotYours
from experts.domain.invitations import (
    VALID_FOR,
    LinkState,
    answer,
    ask_again,
    invite,
    read_invitation,
)
from experts.enums import DeploymentState
from technical_assistance.enums import Status
from tests.experts.acting import NOW, audited, mails
from tests.factories.experts import DeploymentFactory
from tests.technical_assistance.at_once import at_once

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)
LAST = NOW + VALID_FOR


@pytest.fixture
def planned():
    return DeploymentFactory(ends_before=NOW.date() + timedelta(days=60), expert__name="Ana Sol")


def token_of(mail):
    return re.search(r"/experts/invitations/([^/\s]+)/", mail.body)[1]


def cancel(intervention):
    intervention.status = Status.CANCELLED
    intervention.save()


def offered(deployment, by):
    # Once it is sent, nothing of its text is kept.
    with transaction.atomic():
        invite(deployment=deployment, by=by, at=NOW)
        return token_of(OutgoingMail.objects.order_by("pk").last())


def state_of(token, at=LATER):
    return read_invitation(token=token, at=at).state


def test_the_offer_tells_the_assignment_and_brings_the_link(editor, planned):
    invite(deployment=planned, by=editor, at=NOW)

    planned.refresh_from_db()
    assert (planned.state, planned.invited_at, planned.invited_by) == ("invited", NOW, editor)
    mail = OutgoingMail.objects.get()
    assert (mail.template, mail.to) == ("experts/invitation", planned.expert.user.email)
    assert planned.intervention.title in mail.body
    assert re.search(r"https://testserver/experts/invitations/\S+/\n", mail.body)
    assert "until 22 May 2019" in mail.body
    assert audited() == [("experts.deployment-offered", editor.pk, str(planned.pk), "")]


@pytest.mark.parametrize("more", [{"agreed": True}, {"state": "refused"}, {"state": "cancelled"}])
def test_what_was_answered_or_cancelled_is_not_offered(editor, more):
    deployment = DeploymentFactory(ends_before=NOW.date() + timedelta(days=60), **more)

    with pytest.raises(NotNow):
        invite(deployment=deployment, by=editor, at=NOW)


def test_what_is_over_is_not_offered(editor):
    with pytest.raises(NotNow):
        invite(deployment=DeploymentFactory(ends_before=NOW.date()), by=editor, at=NOW)


def test_nobody_is_asked_who_has_no_address_or_is_gone(editor, planned):
    expert = planned.expert
    expert.user = None
    expert.save()

    with pytest.raises(NotNow):
        invite(deployment=planned, by=editor, at=NOW)
    expert.delete()
    with pytest.raises(NotNow):
        invite(deployment=planned, by=editor, at=NOW)


def test_a_viewer_offers_nothing(viewer, planned):
    with pytest.raises(NotYours):
        invite(deployment=planned, by=viewer, at=NOW)


@pytest.mark.parametrize(
    ("agrees", "state", "word"),
    [
        (True, DeploymentState.AGREED, "agreed"),
        (False, DeploymentState.REFUSED, "turned-down"),
    ],
)
def test_the_answer_is_kept_and_who_invited_is_told(editor, planned, agrees, state, word):
    token = offered(planned, editor)

    answer(token=token, agrees=agrees, at=LATER)

    planned.refresh_from_db()
    assert (planned.state, planned.answered_at) == (state, LATER)
    assert mails()[1:] == [("experts/invitation_answered", editor.email)]
    told = OutgoingMail.objects.order_by("pk").last()
    assert planned.expert.reference in told.body
    assert "Ana Sol" not in told.subject + told.body
    by = planned.expert.user.pk
    assert audited()[1:] == [(f"experts.deployment-{word}", by, str(planned.pk), "")]


def test_a_link_works_once(editor, planned):
    token = offered(planned, editor)
    answer(token=token, agrees=True, at=LATER)

    with pytest.raises(NotNow):
        answer(token=token, agrees=False, at=LATER)

    planned.refresh_from_db()
    assert (planned.state, state_of(token)) == (DeploymentState.AGREED, LinkState.USED)


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_are_one(editor, tmp_path):
    deployment = DeploymentFactory(ends_before=NOW.date() + timedelta(days=60))
    token = offered(deployment, editor)

    results = at_once(
        tmp_path,
        lambda: answer(token=token, agrees=True, at=LATER),
        lambda: answer(token=token, agrees=False, at=LATER),
    )

    assert sum(isinstance(result, NotNow) for result in results) == 1


def test_a_link_works_for_two_weeks(editor, planned):
    token = offered(planned, editor)

    assert state_of(token, LAST) == LinkState.GOOD
    assert state_of(token, LAST + timedelta(seconds=1)) == LinkState.EXPIRED
    with pytest.raises(NotNow):
        answer(token=token, agrees=True, at=LAST + timedelta(seconds=1))


def test_a_later_mail_replaces_the_link(editor, planned):
    first = offered(planned, editor)
    invite(deployment=planned, by=editor, at=LATER)

    assert state_of(first) == LinkState.USED


@pytest.mark.parametrize(
    "token", ["", "nothing", "eyJhIjoxfQ:1qwe:forged", "W10:1kMTOA:abc", "x" * 500, "é:☃:1"]
)
def test_a_link_that_we_never_signed_is_forged(token):
    found = read_invitation(token=token, at=NOW)

    assert (found.state, found.deployment) == (LinkState.FORGED, None)
    with pytest.raises(NotNow):
        ask_again(token=token, at=NOW)


def test_the_link_of_a_person_who_is_gone_says_nothing(editor, planned):
    token = offered(planned, editor)
    planned.expert.delete()

    assert state_of(token) == LinkState.FORGED


def test_nobody_is_offered_an_assignment_of_a_cancelled_intervention(editor, planned):
    cancel(planned.intervention)

    with pytest.raises(NotNow) as refusal:
        invite(deployment=planned, by=editor, at=NOW)
    assert str(refusal.value) == "The intervention was cancelled."


def test_an_offer_of_a_cancelled_intervention_is_not_answered(editor, planned):
    token = offered(planned, editor)
    cancel(planned.intervention)

    assert state_of(token) == LinkState.USED
    with pytest.raises(NotNow):
        answer(token=token, agrees=True, at=LATER)
    planned.refresh_from_db()
    assert planned.state == DeploymentState.INVITED


def test_whoever_holds_an_old_link_can_ask_for_a_new_one(editor, planned):
    token = offered(planned, editor)

    ask_again(token=token, at=LAST + timedelta(days=1))

    assert mails()[1:] == [("experts/invitation_asked_again", editor.email)]
    assert audited()[1:] == [("experts.invitation-asked-again", None, str(planned.pk), "")]


def test_asking_again_and_again_writes_to_the_office_once_a_day(editor, planned):
    token = offered(planned, editor)
    later = LAST + timedelta(days=1)

    for hours in (0, 1, 23, 25):
        ask_again(token=token, at=later + timedelta(hours=hours))

    assert mails()[1:] == [("experts/invitation_asked_again", editor.email)] * 2


def test_who_planned_it_is_asked_where_the_offer_was_taken_back(editor, planned):
    token = offered(planned, editor)
    planned.state = DeploymentState.PLANNED
    planned.invited_at = planned.invited_by = None
    planned.save()

    ask_again(token=token, at=LATER)

    assert mails()[1:] == [("experts/invitation_asked_again", planned.made_by.email)]


def test_with_a_link_that_works_no_other_is_asked_for(editor, planned):
    token = offered(planned, editor)

    with pytest.raises(NotNow):
        ask_again(token=token, at=LATER)


# The page ----------------------------------------------------------------------------------------


@pytest.fixture
def page(editor, planned, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    return reverse("experts:invitation", args=[offered(planned, editor)])


def test_the_page_shows_the_assignment_and_of_the_person_the_first_name_only(client, page, planned):
    shown = client.get(page)

    assert planned.intervention.title in shown.text
    assert "Dear Ana," in shown.text
    for private in (
        "Sol",
        planned.expert.user.email,
        planned.expert.phone,
        planned.expert.reference,
    ):
        assert private not in shown.text
    assert '<meta name="robots" content="noindex">' in shown.text
    assert shown["Cache-Control"] == "no-store"


def test_looking_at_the_page_answers_nothing(client, page, planned):
    for ask in (client.get, client.head):
        ask(page)

    planned.refresh_from_db()
    assert planned.state == DeploymentState.INVITED


@pytest.mark.parametrize("language", ["", "/fr", "/pt", "/es"])
def test_the_page_is_there_in_each_language(client, page, language):
    shown = client.get(f"{language}{page}").text

    assert f'<html lang="{language[1:] or "en"}">' in shown
    assert 'value="agree"' in shown


@pytest.mark.parametrize(("said", "state"), [("agree", "agreed"), ("turn-down", "refused")])
def test_a_button_answers(client, page, planned, said, state):
    thanked = client.post(page, {"answer": said})

    planned.refresh_from_db()
    assert planned.state == state
    assert "<h1>Thank you</h1>" in thanked.text


def test_a_form_that_says_nothing_answers_nothing(client, page, planned):
    shown = client.post(page, {"answer": "perhaps"})

    planned.refresh_from_db()
    assert (planned.state, "Dear Ana," in shown.text) == (DeploymentState.INVITED, True)


def test_a_used_link_says_so_and_offers_a_new_one(client, page, editor):
    client.post(page, {"answer": "agree"})

    told = client.get(page)
    again = client.post(page, {"answer": "agree"})
    asked = client.post(page)

    assert "It was answered already" in told.text
    assert "It was answered already" in again.text
    assert "Ana" not in told.text
    assert "We have asked for a new link" in asked.text
    assert mails()[-1] == ("experts/invitation_asked_again", editor.email)


def test_an_expired_link_says_so(client, page, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: LAST + timedelta(days=1))

    assert "It was good for two weeks" in client.get(page).text


def test_a_forged_link_says_so_and_asks_nobody(client):
    page = reverse("experts:invitation", args=["forged"])

    told, asked = client.get(page), client.post(page)

    for shown in (told, asked):
        assert "it is not one of ours" in shown.text
    assert mails() == []
