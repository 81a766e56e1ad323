import pytest
from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import translation

from acpmigration.accounts.domain.addresses import take_address
from acpmigration.middleware import HEADERS, MAX_ADDRESS, RefuseBadInput
from acpmigration.pages.models import AuditEvent, Text
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def about():
    return Text.objects.create(key="page/about", title_en="About the Action")


# Bad input ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "/about/?q=%00",
        "/about/?%00=x",
        "/about%00/",
        "/about/?q=%ff%fe",
        "/%C3%28/",
        "/about/?q=%ED%A0%80",
        "/%ED%A0%80/",
        "/fr/about/?q=caf%E9",
    ],
)
def test_what_is_not_readable_text_is_a_bad_request(client, about, address):
    response = client.get(address)

    assert response.status_code == 400
    assert "<h1>" in response.text
    assert not response.cookies


def test_a_cookie_that_spells_nul_is_a_bad_request(about):
    client = Client(headers={"cookie": 'sessionid="12345678\\000"'})

    assert client.get("/about/").status_code == 400


def test_readable_text_of_any_script_is_answered(client, about):
    response = client.get("/about/", {"q": "Côte d’Ivoire مرحبا 移民 \u202e 🌍"})

    assert response.status_code == 200


@pytest.mark.parametrize(("fields", "status"), [(500, 200), (501, 400)])
def test_a_query_has_at_most_500_fields(client, about, fields, status):
    assert client.get("/about/?" + "&".join("a" * fields)).status_code == status


@pytest.mark.parametrize(("length", "status"), [(MAX_ADDRESS, 200), (MAX_ADDRESS + 1, 414)])
def test_an_address_has_an_end(client, about, length, status):
    address = "/about/?q=".ljust(length, "a")

    response = client.get(address)

    assert response.status_code == status
    assert "<h1" in response.text


def test_a_bad_request_is_answered_in_the_language_of_its_address(client):
    assert 'lang="fr"' in client.get("/fr/about/?q=%00").text
    assert 'lang="en"' in client.get("/about/?q=%00").text


# Trouble with the database ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("exception", "status"),
    [
        (OperationalError("Expression tree is too large (maximum depth 1000)"), 400),
        (OperationalError("LIKE or GLOB pattern too complex"), 400),
        (OperationalError("too many SQL variables"), 400),
        (RecursionError("maximum recursion depth exceeded"), 400),
        (OverflowError("Python int too large to convert to SQLite INTEGER"), 400),
        (DataError("bigint out of range"), 400),
        (OperationalError("database is locked"), 503),
        (OperationalError("FATAL: sorry, too many clients already"), 503),
        (InterfaceError("connection already closed"), 503),
    ],
)
def test_trouble_in_a_view_is_answered_by_what_caused_it(rf, exception, status):
    response = RefuseBadInput(HttpResponse).process_exception(rf.get("/about/"), exception)

    assert response.status_code == status
    assert response.has_header("Retry-After") == (status == 503)
    if status == 503:
        assert "Nothing was saved" in response.text


@pytest.mark.parametrize(
    "bug", [KeyError("x"), OverflowError("x"), DataError("x"), ValueError("x")]
)
def test_a_bug_is_not_taken_for_trouble(rf, bug):
    assert RefuseBadInput(HttpResponse).process_exception(rf.get("/"), bug) is None


def test_a_locked_database_is_a_page_and_no_error(client, about, monkeypatch):
    def locked():
        raise OperationalError("database is locked")

    monkeypatch.setattr("acpmigration.data_version.version", locked)

    response = client.get("/about/")

    assert response.status_code == 503
    assert response["Retry-After"] == "30"


# Headers ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "/about/",
        "/nowhere/",
        "/about/?q=%00",
        "/about",
        "/admin/",
        "/admin/login/",
        "/static/img/favicon.ico",
        "/static/nothing.css",
        "/healthz",
        "/robots.txt",
        "/favicon.ico",
    ],
)
def test_every_answer_has_the_headers(client, about, address):
    response = client.get(address)
    response.close()

    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS
    assert response["X-Frame-Options"] == "DENY"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]
    assert not response.has_header("Access-Control-Allow-Origin")


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("/about/", "no-cache"),
        ("/nowhere/", "no-store"),
        ("/admin/", "no-store"),
        ("/admin/login/", "no-store"),
        ("/readyz", "no-store"),
    ],
)
def test_only_public_pages_may_be_kept(client, about, address, kept):
    assert kept in client.get(address)["Cache-Control"]


def test_pages_of_the_back_office_are_never_kept(administrator_client):
    for address in ("/admin/", "/admin/password_change/", "/admin/jsi18n/"):
        assert "no-store" in administrator_client.get(address)["Cache-Control"]


# Language -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "language"), [("/about/", "en"), ("/fr/about/", "fr"), ("/pt/about/", "pt")]
)
def test_the_language_is_the_one_of_the_address_whatever_the_browser_prefers(
    about, address, language
):
    client = Client(headers={"accept-language": "es"})
    client.cookies["django_language"] = "es"

    response = client.get(address)

    assert f'<html lang="{language}"' in response.text
    assert response["Content-Language"] == language
    assert not response.has_header("Vary")


def test_an_address_names_english_by_no_prefix(client, about):
    assert client.get("/en/about/").status_code == 404


def test_one_request_leaves_no_language_to_the_next(client, about):
    client.get("/fr/about/")
    assert translation.get_language() == "fr"

    assert '<html lang="en"' in client.get("/about/").text


# Log-in -------------------------------------------------------------------------------------------


def test_what_is_not_public_asks_for_a_log_in_and_comes_back(client):
    response = client.get("/fr/admin/reference/")

    assert response.status_code == 302
    assert response["Location"] == "/fr/accounts/login/?next=/fr/admin/reference/"


def test_a_person_without_a_staff_role_is_told_why(expert_client, coordinator_client):
    for client in (expert_client, coordinator_client):
        response = client.get("/admin/")

        assert response.status_code == 403
        assert "The back-office is for the staff of the Action." in response.text


def test_logging_out_takes_a_post(administrator_client):
    assert administrator_client.get("/admin/logout/").status_code == 405
    assert administrator_client.get("/admin/").status_code == 200

    administrator_client.post("/admin/logout/")

    assert administrator_client.get("/admin/").status_code == 302


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"],
)
def test_logging_in_and_out_never_leads_to_another_site(administrator, elsewhere):
    take_address(user=administrator, is_confirmed=True)
    client = Client()
    form = {"login": administrator.email, "password": PASSWORD}

    response = client.post("/accounts/login/", form | {"next": elsewhere})
    assert response["Location"] == "/admin/"

    response = client.post("/admin/login/", {"next": elsewhere})
    assert response["Location"] == "/admin/"

    for leaving in ("/admin/logout/", "/accounts/logout/"):
        response = client.post(leaving, {"next": elsewhere})
        assert "evil" not in response.headers.get("Location", "")


def test_a_path_that_looks_like_a_host_is_not_followed(client):
    for path in ("//evil.example/about", "//evil.example/about/", "/\\evil.example/about"):
        response = client.get("/", PATH_INFO=path)

        assert response.status_code == 404
        assert not response.has_header("Location")


@pytest.mark.parametrize(("method", "noted"), [("get", 0), ("post", 1)])
def test_what_a_stranger_sends_to_the_back_office_is_noted(client, coordinator, method, noted):
    client.force_login(coordinator)
    where = reverse("admin:technical_assistance_intervention_add")

    assert getattr(client, method)(where).status_code == 403
    assert AuditEvent.objects.filter(event="admin.refused", actor=coordinator.pk).count() == noted


def test_whoever_works_there_is_led_from_an_error_back_to_the_workspace(
    client, coordinator, expert_client
):
    client.force_login(coordinator)
    board = f'href="{reverse("coordination:board")}">My region'

    for status, where in ((404, "interventions/none/"), (405, "calendar/revoke/")):
        answer = client.get(f"/coordination/{where}")
        assert (answer.status_code, board in answer.text) == (status, True)
    assert board not in client.get("/interventions/none/").text
    assert board not in expert_client.get("/coordination/").text
