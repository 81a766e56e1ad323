"""The page on which a person makes tokens for programs, and revokes them."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from acpmigration.accounts import sessions
from acpmigration.accounts.domain.tokens import MOST, make_token, person_of_token
from acpmigration.accounts.models import ApiToken
from acpmigration.accounts.tasks import forget_tokens
from tests.dashboard.reading import Page
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db
PAGE = "/coordination/tokens/"
ASKED = {"name": "Field app", "days": "90"}


def test_a_token_is_shown_once(coordinator_client, coordinator):
    response = coordinator_client.post(PAGE, ASKED)

    token = response.context["made"]
    assert response.status_code == 201
    assert f'value="{token}"' in response.text
    assert "no-store" in response["Cache-Control"]
    assert person_of_token(token, timezone.now()) == coordinator
    assert token not in coordinator_client.get(PAGE).text


def test_it_leads_to_what_a_program_may_ask(coordinator_client):
    page = coordinator_client.get(PAGE).text

    for address in (
        "https://testserver/api/v1/coordination/interventions/",
        "/api/v1/openapi.json",
        "/open-data/api/",
    ):
        assert f'href="{address}"' in page


def test_the_list_says_which_tokens_hold_and_when_they_were_used(coordinator_client, coordinator):
    now = timezone.now()
    used = make_token(name="Used", days=30, by=coordinator, at=now)
    person_of_token(used, now)
    make_token(name="Ran out", days=30, by=coordinator, at=now - timedelta(days=40))

    page = coordinator_client.get(PAGE)

    assert [(each.token.name, each.holds) for each in page.context["tokens"]] == [
        ("Used", True),
        ("Ran out", False),
    ]
    assert page.text.count("Last used on") == 1
    assert page.text.count("Never used.") == 1
    assert page.text.count("Does not hold any more.") == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_a_fixed_number_of_queries(
    coordinator_client, coordinator, count, django_assert_num_queries
):
    for number in range(count):
        make_token(name=f"App {number}", days=30, by=coordinator, at=timezone.now())
    coordinator_client.get(PAGE)

    with django_assert_num_queries(4):
        coordinator_client.get(PAGE)


@pytest.mark.parametrize(
    ("more", "field"), [({"name": ""}, "name"), ({"days": "4000"}, "days"), ({"days": "x"}, "days")]
)
def test_what_is_wrong_is_said_at_the_field(coordinator_client, more, field):
    response = coordinator_client.post(PAGE, ASKED | more)

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert not ApiToken.objects.exists()


def test_who_has_ten_is_told_to_revoke_one(coordinator_client, coordinator):
    for number in range(MOST):
        make_token(name=f"App {number}", days=30, by=coordinator, at=timezone.now())

    response = coordinator_client.post(PAGE, ASKED)

    assert response.status_code == 422
    assert "revoke one" in response.context["form"].non_field_errors()[0]
    assert response.context["form"]["name"].value() == "Field app"


def test_what_holds_no_more_takes_nobodys_place_and_is_forgotten_a_month_later(
    coordinator_client, coordinator
):
    now = timezone.now()
    for number in range(MOST):
        ended = now - timedelta(days=40 if number else 70)
        make_token(name=f"App {number}", days=30, by=coordinator, at=ended)

    assert coordinator_client.post(PAGE, ASKED).status_code == 201
    assert forget_tokens(now, dry_run=True) == {"ended": 1}
    assert forget_tokens(now, dry_run=False) == {"removed": 1}
    assert not ApiToken.objects.filter(name="App 0").exists()
    assert ApiToken.objects.count() == MOST


def test_a_revoked_token_works_no_more_and_those_of_others_stay(
    coordinator_client, coordinator, editor
):
    own = make_token(name="Own", days=30, by=coordinator, at=timezone.now())
    others = make_token(name="Other", days=30, by=editor, at=timezone.now())
    for token in ApiToken.objects.all():
        response = coordinator_client.post(f"{PAGE}{token.pk}/revoke/")
        assert (response.status_code, response["Location"]) == (302, PAGE)

    assert person_of_token(own, timezone.now()) is None
    assert person_of_token(others, timezone.now()) == editor


def test_who_logged_in_a_while_ago_shows_again_who_it_is(coordinator_client):
    session = coordinator_client.session
    for record in session[sessions.proofs.AUTHENTICATION_METHODS_SESSION_KEY]:
        record["at"] = time.time() - 3_600
    session.save()

    response = coordinator_client.post(PAGE, ASKED)

    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/")
    assert "reauthenticate" in response["Location"]
    assert not ApiToken.objects.exists()


def test_a_second_token_is_made_on_the_page_that_follows_the_password(
    coordinator_client, coordinator
):
    session = coordinator_client.session
    for record in session[sessions.proofs.AUTHENTICATION_METHODS_SESSION_KEY]:
        record["at"] = time.time() - 3_600
    session.save()
    asked_again = coordinator_client.post(PAGE, ASKED)["Location"]

    shown = coordinator_client.post(asked_again, {"password": PASSWORD})
    second = coordinator_client.post(
        Page(shown.text).one("form", novalidate=None).attributes["action"],
        ASKED | {"name": "Another"},
    )

    assert (shown.status_code, second.status_code) == (201, 201)
    assert coordinator.api_tokens.count() == 2
