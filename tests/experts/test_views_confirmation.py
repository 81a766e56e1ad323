"""The yearly mail's link, as people and mail scanners open it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from acpmigration.pages.models import OutgoingMail
from experts.domain.links import token_for
from experts.domain.retention import ask_again, remind_of_drafts
from experts.enums import ExpertState
from experts.models import Expert
from tests.experts.conftest import NOW
from tests.factories.accounts import UserFactory
from tests.factories.experts import ExpertFactory

pytestmark = pytest.mark.django_db


def address(token: str) -> str:
    return reverse("experts:confirm", args=[token])


def test_opening_the_link_confirms_nothing_and_tells_no_name(client):
    expert = ExpertFactory(active=True, name="José Canary")
    link = address(token_for(expert))

    for _scanner in range(3):
        response = client.get(link)

    assert "Yes, it is still correct" in response.text
    assert f'href="{reverse("experts:me")}">No, I want to change it</a>' in response.text
    assert "José Canary" not in response.text
    assert response["Cache-Control"] == "no-store"
    expert.refresh_from_db()
    assert expert.events.count() == 0


def test_the_button_confirms_without_logging_in(client):
    expert = ExpertFactory(expired=True)

    response = client.post(address(token_for(expert)))

    assert "Your profile is confirmed" in response.text
    expert.refresh_from_db()
    assert expert.state == ExpertState.ACTIVE
    assert "_auth_user_id" not in client.session


def test_whoever_presses_twice_is_thanked_twice_and_gets_no_mail(client):
    expert = ExpertFactory(active=True)
    link = address(token_for(expert))
    client.post(link)

    for again in (client.post(link), client.get(link)):
        assert "Your profile is confirmed" in again.text

    assert OutgoingMail.objects.count() == 0
    assert expert.events.count() == 1


def test_a_link_that_was_used_long_ago_sends_a_new_one_by_its_button_alone(client):
    expert = ExpertFactory(active=True)
    link = address(token_for(expert))
    long_ago = timezone.now() - timedelta(days=2)
    Expert.objects.update(confirmed_at=long_ago)

    shown = client.post(link)
    nothing_sent = OutgoingMail.objects.count()
    asked = client.post(link, {"again": "1"})

    assert "Send me a new link" in shown.text
    assert nothing_sent == 0
    assert "Look into your mail" in asked.text
    assert OutgoingMail.objects.get().to == expert.user.email
    assert expert.events.count() == 0


@pytest.mark.parametrize("state", ["received", "under_review", "correction_asked", "declined"])
def test_a_link_of_a_profile_that_was_not_accepted_says_why_it_is_of_no_use(client, state):
    expert = ExpertFactory(**{state: True})
    link = address(token_for(expert))

    for response in (client.get(link), client.post(link), client.post(link, {"again": "1"})):
        assert "Only a profile that was accepted can be confirmed." in response.text
        assert "Send me a new link" not in response.text
    assert OutgoingMail.objects.count() == 0


def test_the_mail_to_an_expired_profile_has_no_holes(client):
    expert = ExpertFactory(expired=True, available_from=None)

    ask_again(expert=expert, at=NOW)

    body = OutgoingMail.objects.get().body
    assert "Available from: not said yet" in body
    assert "Your profile has expired." in body
    assert "expires on" not in body


def test_the_mail_writes_its_days_in_the_language_of_the_person(client):
    user = UserFactory(language="pt")
    expert = ExpertFactory(active=True, user=user)

    ask_again(expert=expert, at=NOW)

    body = OutgoingMail.objects.get().body
    assert "11 de junho de 2020" in body


def test_the_mail_about_a_draft_without_a_name_greets_all_the_same(db):
    ExpertFactory(name="")

    remind_of_drafts(at=NOW)

    assert OutgoingMail.objects.get().body.startswith("Hello,\n")


def test_a_forged_link_changes_nothing_and_sends_nothing(client):
    expert = ExpertFactory(expired=True)

    response = client.post(address(token_for(expert)[:-2] + "xx"))

    assert "This link is of no use any more" in response.text
    assert "Send me a new link" not in response.text
    assert OutgoingMail.objects.count() == 0
    assert Expert.objects.get().state == ExpertState.EXPIRED
