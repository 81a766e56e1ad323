"""Who a program works for: known by a token or a log-in, and guessing gets nowhere."""

import io
import json
import logging
import time
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from redis.exceptions import ConnectionError as CacheDown

from acpmigration.accounts import sessions
from acpmigration.accounts.domain.tokens import make_token
from acpmigration.logs import JSONLines

pytestmark = pytest.mark.django_db
WHERE = "/api/v1/coordination/interventions/"
PROBLEM = "application/problem+json"
LOG = f"{WHERE}anything/progress/"


def shown(client, header, **more):
    return client.get(WHERE, headers={"authorization": header} | more)


@pytest.fixture
def token(coordinator):
    return make_token(name="Test", days=30, by=coordinator, at=timezone.now())


@pytest.fixture(autouse=True)
def _few_guesses(settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "tokens": (5, 300)}


def test_a_stranger_is_told_what_it_takes(client):
    response = client.get(WHERE)

    assert (response.status_code, response["Content-Type"]) == (401, PROBLEM)
    assert response["WWW-Authenticate"] == 'Bearer realm="api"'
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "Bearer "])
def test_a_token_lets_its_person_in(client, token, scheme):
    assert shown(client, f"{scheme} {token}").status_code == 200
    assert not client.cookies


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer ", "Basic YTpi", "Token x", "Bearer a b c", "Bearer \xe9", "x" * 8_000],
)
def test_what_is_no_token_is_refused(client, header):
    response = shown(client, header)

    assert (response.status_code, response["Content-Type"]) == (401, PROBLEM)
    assert "does not hold" in response.json()["detail"]


def test_a_wrong_token_counts_even_beside_a_log_in(coordinator_client):
    assert shown(coordinator_client, "Bearer wrong").status_code == 401


def test_an_expert_has_no_workspace_in_the_api_either(expert_client):
    response = expert_client.get(WHERE)

    assert response.status_code == 403
    assert "regional coordinators" in response.json()["detail"]


def test_a_token_ends_with_the_role(client, token, coordinator):
    coordinator.role = ""
    coordinator.save()

    assert shown(client, f"Bearer {token}").status_code == 401


def test_after_five_failures_one_has_to_wait_and_a_forged_address_does_not_help(
    client, token, settings
):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def ask(header, forged, seen="192.0.2.1"):
        return shown(client, header, **{"x-forwarded-for": f"{forged}, {seen}"})

    failed = [ask("Bearer wrong", f"198.51.100.{number}").status_code for number in range(5)]
    # Whoever guessed right at last is not told so.
    waiting = ask(f"Bearer {token}", "198.51.100.77")

    assert failed == [401] * 5
    assert (waiting.status_code, waiting["Retry-After"], waiting["Content-Type"]) == (
        429,
        "300",
        PROBLEM,
    )
    assert ask(f"Bearer {token}", "192.0.2.1", seen="192.0.2.2").status_code == 200


def test_what_is_right_does_not_count(client, token):
    asked = [shown(client, f"Bearer {token}").status_code for _number in range(8)]

    assert asked == [200] * 8


def test_without_the_cache_no_token_is_tried_and_log_ins_go_on(
    client, coordinator_client, token, monkeypatch
):
    def refuse(*args, **kwargs):
        raise CacheDown

    for name in ("add", "incr", "get", "touch"):
        monkeypatch.setattr(type(cache._connections[cache._alias]), name, refuse)

    response = shown(client, f"Bearer {token}")

    assert (response.status_code, response["Content-Type"]) == (503, PROBLEM)
    assert response["Retry-After"] == "30"
    assert coordinator_client.get(WHERE).status_code == 200


# A browser's log-in -------------------------------------------------------------------------------


def test_a_log_in_reads_and_needs_its_token_to_write(coordinator):
    client = Client(enforce_csrf_checks=True)
    client.force_login(coordinator)

    assert client.get(WHERE).status_code == 200
    response = client.post(LOG, "{}", content_type="application/json")

    assert (response.status_code, response["Content-Type"]) == (403, PROBLEM)
    assert "X-CSRFToken" in response.json()["detail"]


def test_a_log_in_with_the_csrf_token_writes(coordinator):
    client = Client(enforce_csrf_checks=True)
    client.force_login(coordinator)
    client.cookies["csrftoken"] = "a" * 32
    headers = {"x-csrftoken": "a" * 32, "idempotency-key": str(uuid4())}

    response = client.post(LOG, "{}", content_type="application/json", headers=headers)

    assert response.status_code == 404


def test_a_log_in_without_its_second_factor_opens_nothing(coordinator_client):
    session = coordinator_client.session
    session[sessions.proofs.AUTHENTICATION_METHODS_SESSION_KEY] = []
    session.save()

    response = coordinator_client.get(WHERE)

    assert response.status_code == 403
    assert "second factor" in response.json()["detail"]


def test_a_session_whose_time_is_over_is_a_strangers(coordinator_client):
    session = coordinator_client.session
    session[sessions.SEEN] = time.time() - 31 * 60
    session.save()

    assert coordinator_client.get(WHERE).status_code == 401


# What is written down -----------------------------------------------------------------------------


def test_no_token_and_no_address_is_ever_written_down(client, token):
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JSONLines())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    try:
        shown(client, f"Bearer {token}")
        shown(client, "Bearer canary-that-never-was")
        client.post(
            LOG,
            json.dumps({"note": "canary"}),
            content_type="application/json",
            headers={"authorization": f"Bearer {token}"},
        )
    finally:
        root.removeHandler(handler)
        root.setLevel(level)

    written = stream.getvalue()
    assert written.count("Answered.") == 3
    for secret in (token, "canary", "anything"):
        assert secret not in written
