"""The yearly mail's link, as people and mail scanners open it."""

import pytest
from django.urls import reverse

from acpmigration.pages.models import OutgoingMail
from experts.domain.links import token_for
from experts.enums import ExpertState
from experts.models import Expert
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


def test_a_used_link_offers_a_new_one_by_mail(client):
    expert = ExpertFactory(active=True)
    link = address(token_for(expert))
    client.post(link)

    again = client.get(link)
    asked = client.post(link)

    assert "Send me a new link" in again.text
    assert "Look into your mail" in asked.text
    assert OutgoingMail.objects.get().to == expert.user.email
    expert.refresh_from_db()
    assert expert.events.count() == 1


def test_a_forged_link_changes_nothing_and_sends_nothing(client):
    expert = ExpertFactory(expired=True)

    response = client.post(address(token_for(expert)[:-2] + "xx"))

    assert "This link is of no use any more" in response.text
    assert "Send me a new link" not in response.text
    assert OutgoingMail.objects.count() == 0
    assert Expert.objects.get().state == ExpertState.EXPIRED
