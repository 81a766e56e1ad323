"""One client that asks for too much is told to wait; nobody else is."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import resolve
from redis.exceptions import ConnectionError as CacheDown

from acpmigration.limits.counting import (
    Limit,
    count,
    has_failed_too_often,
    limit_of,
    note_failure,
)
from acpmigration.limits.in_flight import InFlight
from acpmigration.limits.middleware import RateLimits
from acpmigration.settings import base
from tests.factories.reference import RegionFactory

API = "/api/v1/interventions/"
SMALL = {"api": (2, 10), "downloads": (1, 10), "questions": (2, 10), "tokens": (2, 300)}
LIMIT = Limit("tried", 2, 10)


@pytest.fixture(autouse=True)
def _small_limits(settings):
    settings.RATE_LIMITS = SMALL


@pytest.fixture(autouse=True)
def _in_one_span(time_machine):
    """Counting begins anew every ten seconds, which no test should fall between."""
    time_machine.move_to("2019-05-08T10:00:01Z", tick=False)


@pytest.fixture
def cache_down(monkeypatch):
    def refuse(*args, **kwargs):
        raise CacheDown

    for name in ("add", "incr", "get", "touch", "get_or_set"):
        monkeypatch.setattr(type(cache._connections[cache._alias]), name, refuse)


def test_the_limits_of_the_portal_stop_fifty_requests_a_second_and_guessing():
    assert {limit_of(name).name for name in base.RATE_LIMITS} == {
        "api",
        "downloads",
        "questions",
        "tokens",
    }
    per_second = {name: most / span for name, (most, span) in base.RATE_LIMITS.items()}
    assert all(per_second[name] < 50 for name in ("api", "downloads", "questions"))
    assert base.REQUESTS_AT_ONCE == 3
    assert base.RATE_LIMITS["tokens"] == (5, 300)


def test_each_request_counts_and_a_new_span_begins_anew():
    counts = [count(LIMIT, "a-client", now) for now in (100.0, 100.5, 109.9, 110.0)]

    assert [(one.used, one.is_over, one.left, one.seconds) for one in counts] == [
        (1, False, 1, 10),
        (2, False, 0, 10),
        (3, True, 0, 1),
        (1, False, 1, 10),
    ]
    assert count(LIMIT, "another-client", 100.0).used == 1


def test_no_step_is_lost_however_many_count_at_once():
    # Each thread has a connection of its own, without the prefix that keeps tests apart.
    client = uuid4().hex
    with ThreadPoolExecutor(8) as pool:
        used = list(pool.map(lambda _n: count(LIMIT, client, 100.0).used, range(200)))

    assert sorted(used) == list(range(1, 201))


def test_the_last_failure_begins_a_wait():
    for _number in range(2):
        assert not has_failed_too_often(LIMIT, "a-client")
        note_failure(LIMIT, "a-client")

    assert has_failed_too_often(LIMIT, "a-client")
    assert not has_failed_too_often(LIMIT, "another-client")


@pytest.mark.django_db
def test_the_api_says_how_much_is_left_and_when_to_come_again(client):
    first, second, third = (client.get(API) for _number in range(3))

    assert first["RateLimit-Policy"] == '"api";q=2;w=10'
    assert [each["RateLimit"] for each in (first, second)] == ['"api";r=1;t=9', '"api";r=0;t=9']
    assert "Retry-After" not in second
    assert (third.status_code, third["Retry-After"], third["Content-Type"]) == (
        429,
        "9",
        "application/problem+json",
    )
    assert third["RateLimit"] == '"api";r=0;t=9'
    # A page of another site is told too.
    assert third["Access-Control-Allow-Origin"] == "*"


@pytest.mark.django_db
def test_downloads_have_a_share_of_their_own(client):
    client.get(API)
    first, second = (client.get("/interventions.csv") for _number in range(2))

    assert (first.status_code, first["RateLimit"]) == (200, '"downloads";r=0;t=9')
    assert (second.status_code, second["Content-Type"]) == (429, "application/problem+json")


@pytest.mark.django_db
@pytest.mark.parametrize("where", ["/interventions/?q=visas", "/search/?q=visas", "/fr/search/"])
def test_who_searches_without_end_is_told_to_wait_in_words(client, where):
    answers = [client.get(where) for _number in range(3)]

    assert [each.status_code for each in answers] == [200, 200, 429]
    assert not any(each.has_header("RateLimit") for each in answers[:2])
    assert answers[2]["Retry-After"] == "9"
    wait = {"en": "Wait 9 seconds, then", "fr": "Attendez 9 secondes, puis"}
    assert wait[answers[2]["Content-Language"]] in answers[2].text


@pytest.mark.django_db
def test_pages_as_they_are_bookmarked_are_not_counted(client):
    assert {client.get("/interventions/").status_code for _number in range(5)} == {200}


@pytest.mark.django_db
def test_a_page_of_another_site_may_show_many_numbers_of_one_region(client):
    RegionFactory(slug="caribbean")
    names = ["requests-received", "interventions-implemented", "grants", "seminars", "products"]
    frames = [f"/embed/figures/{name}/?region=caribbean" for name in names]

    assert {client.get(frame).status_code for frame in frames} == {200}


@pytest.mark.django_db
def test_what_a_browser_asks_beforehand_is_not_counted(client):
    assert {client.options(API).status_code for _number in range(5)} == {204}


@pytest.mark.django_db
def test_others_are_answered_meanwhile_and_a_forged_address_does_not_help(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def ask(forged, seen):
        return client.get(API, headers={"x-forwarded-for": f"{forged}, {seen}"}).status_code

    asked = [ask(f"198.51.100.{number}", "192.0.2.1") for number in range(4)]

    assert asked == [200, 200, 429, 429]
    assert ask("192.0.2.1", "192.0.2.2") == 200


@pytest.mark.django_db
def test_all_addresses_of_a_network_that_one_client_has_are_one(client):
    asked = [client.get(API, REMOTE_ADDR=f"2001:db8::{number}").status_code for number in range(3)]

    assert asked == [200, 200, 429]
    assert client.get(API, REMOTE_ADDR="2001:db8:0:1::1").status_code == 200


@pytest.mark.django_db
@pytest.mark.usefixtures("cache_down")
def test_without_the_cache_reading_goes_on(client):
    answers = [client.get(where) for where in (API, "/interventions.csv", "/search/?q=a") * 3]

    assert {each.status_code for each in answers} == {200}
    assert not answers[0].has_header("RateLimit")


# At the same time ---------------------------------------------------------------------------------


def test_of_one_client_only_so_much_is_under_way():
    under_way = InFlight()

    entered = [under_way.enter("a-client", 2) for _number in range(3)]
    assert (entered, under_way.enter("another-client", 2)) == ([True, True, False], True)
    under_way.leave("a-client")

    assert under_way.enter("a-client", 2)


@pytest.mark.parametrize(
    ("where", "content_type"),
    [
        ("/interventions/?q=visas", "text/html; charset=utf-8"),
        ("/interventions.csv", "application/problem+json"),
        (API, "application/problem+json"),
    ],
)
def test_who_asks_for_too_much_at_the_same_time_is_told_to_come_again_soon(
    rf, settings, where, content_type
):
    """From within the view, while one answer is under way, the same client asks for another."""
    settings.RATE_LIMITS = base.RATE_LIMITS
    settings.REQUESTS_AT_ONCE = 1
    inner = []

    def answer(request):
        view = resolve(urlsplit(where).path).func
        refused = limited.process_view(request, view, (), {})
        if refused is None and not inner:
            inner.append(limited(rf.get(where)))
        return refused or HttpResponse()

    limited = RateLimits(answer)
    first, after = limited(rf.get(where)), limited(rf.get(where))

    assert (first.status_code, after.status_code) == (200, 200)
    assert [(each.status_code, each["Retry-After"], each["Content-Type"]) for each in inner] == [
        (429, "1", content_type)
    ]


def test_one_clients_requests_have_their_turns_one_after_the_other_and_others_beside(rf, settings):
    """Each answer waits for the others: two of one client never meet, of two clients they do."""
    settings.RATE_LIMITS = base.RATE_LIMITS

    def most_at_once(*clients):
        now, most, lock = [], [], threading.Lock()
        everybody = threading.Barrier(len(clients))

        def answer(request):
            refused = limited.process_view(request, resolve(API).func, (), {})
            if refused is None:
                now.append(request)
                with lock:
                    most.append(len(now))
                with suppress(threading.BrokenBarrierError):
                    everybody.wait(0.2)
                now.remove(request)
            return refused or HttpResponse()

        limited = RateLimits(answer)
        with ThreadPoolExecutor(len(clients)) as pool:
            asked = [rf.get(API, REMOTE_ADDR=client) for client in clients]
            answers = [each.status_code for each in pool.map(limited, asked)]
        return answers, max(most)

    assert most_at_once("192.0.2.1", "192.0.2.1") == ([200, 200], 1)
    assert most_at_once("192.0.2.1", "192.0.2.2") == ([200, 200], 2)


def test_who_waits_for_a_turn_in_vain_is_told_to_come_again_and_is_under_way_no_more(rf, settings):
    settings.RATE_LIMITS = base.RATE_LIMITS
    settings.SECONDS_FOR_A_TURN = 0.05
    inner = []

    def answer(request):
        refused = limited.process_view(request, resolve(API).func, (), {})
        if refused is None and not inner:
            inner.extend(limited(rf.get(API)) for _number in range(4))
        return refused or HttpResponse()

    limited = RateLimits(answer)
    first, after = limited(rf.get(API)), limited(rf.get(API))

    assert (first.status_code, after.status_code) == (200, 200)
    assert [(each.status_code, each["Retry-After"]) for each in inner] == [(429, "1")] * 4


def test_a_file_takes_no_turn_while_it_is_read(rf, settings):
    settings.RATE_LIMITS = base.RATE_LIMITS

    def answer(request):
        refused = limited.process_view(request, resolve("/interventions.csv").func, (), {})
        return refused or StreamingHttpResponse(iter([b"a", b"b"]))

    limited = RateLimits(answer)
    answers = [limited(rf.get("/interventions.csv")) for _number in range(3)]

    assert [each.status_code for each in answers] == [200, 200, 200]


def test_an_answer_that_fails_is_under_way_no_more(rf, settings):
    settings.RATE_LIMITS = base.RATE_LIMITS
    settings.REQUESTS_AT_ONCE = 1

    def fail(request):
        assert limited.process_view(request, resolve(API).func, (), {}) is None
        raise ZeroDivisionError

    limited = RateLimits(fail)
    for _number in range(2):
        with pytest.raises(ZeroDivisionError):
            limited(rf.get(API))


@pytest.mark.django_db
def test_a_file_is_under_way_until_its_last_piece_is_sent(rf, settings):
    settings.RATE_LIMITS = base.RATE_LIMITS
    settings.REQUESTS_AT_ONCE = 1

    def answer(request):
        refused = limited.process_view(request, resolve("/interventions.csv").func, (), {})
        return refused or StreamingHttpResponse(iter([b"a", b"b"]))

    limited = RateLimits(answer)
    first = limited(rf.get("/interventions.csv"))
    meanwhile = limited(rf.get("/interventions.csv"))
    first.close()
    after = limited(rf.get("/interventions.csv"))

    assert [each.status_code for each in (first, meanwhile, after)] == [200, 429, 200]
