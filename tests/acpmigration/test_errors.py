import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404, HttpResponse
from django.template.base import TemplateSyntaxError
from django.test import Client, override_settings
from django.urls import path

from acpmigration import errors
from acpmigration.public import public_page
from acpmigration.urls import urlpatterns as site


def refuse(request):
    raise PermissionDenied("Only the <b>coordinator</b> of the Pacific may write here.")


def miss(request):
    raise Http404


def fail(request):
    raise ValueError("a secret")


urlpatterns = [
    path("refuse/", public_page(refuse)),
    path("miss/", public_page(miss)),
    path("fail/", public_page(fail)),
    *site,
]
handler400 = "acpmigration.errors.bad_request"
handler403 = "acpmigration.errors.permission_denied"
handler404 = "acpmigration.errors.not_found"
handler500 = "acpmigration.errors.server_error"

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("name", ["400", "403", "404", "414", "500", "503", "csrf", "full"])
@pytest.mark.parametrize("prefix", ["/", "/fr/", "/pt/", "/es/"])
def test_every_error_page_is_a_whole_page_without_a_query(
    rf, name, prefix, django_assert_num_queries
):
    with django_assert_num_queries(0):
        response = errors.page(rf.get(f"{prefix}x/"), errors.HTTPStatus.GONE, name=name)

    assert response.text.count("<h1") == 1
    assert f'<html lang="{prefix.strip("/") or "en"}"' in response.text
    assert 'name="robots" content="noindex"' in response.text
    assert 'rel="canonical"' not in response.text


def test_a_refusal_says_why_and_its_markup_is_text(client):
    response = client.get("/refuse/")

    assert response.status_code == 403
    assert "Only the &lt;b&gt;coordinator&lt;/b&gt; of the Pacific may write here." in response.text


@pytest.mark.parametrize(
    ("where", "status", "said"),
    [
        ("/refuse/", 403, "Only the <b>coordinator</b> of the Pacific may write here."),
        ("/miss/", 404, ""),
    ],
)
def test_a_script_is_told_the_reason_alone(client, where, status, said):
    response = client.get(where, headers={"accept": "application/json"})

    assert (response.status_code, response.json()) == (status, {"reason": said})


def test_a_page_that_is_not_found_offers_ways_on(client):
    response = client.get("/fr/interventions/cabo-verde_2016/")

    assert response.status_code == 404
    assert 'href="/fr/contact/"' in response.text


def test_what_was_looked_for_is_read_from_the_address():
    assert errors.words_of("/interventions/cabo-verde_2016/") == "cabo verde 2016"
    assert errors.words_of("/") == ""
    assert errors.words_of("/" + "a" * 100) == "a" * 60
    assert errors.words_of('/"><script>/') == "script"


def test_a_bug_tells_the_reader_nothing_of_itself(client, caplog):
    response = client.get("/fail/")

    assert response.status_code == 500
    assert "a secret" not in response.text
    assert "Traceback" not in response.text
    assert "a secret" in caplog.text


def test_where_the_database_fails_before_any_view_the_answer_is_503(client, monkeypatch):
    def lost(request):
        raise OperationalError("could not connect to server")

    monkeypatch.setattr("acpmigration.middleware.language_of", lost)

    response = client.get("/about/")

    assert response.status_code == 503
    assert response["Retry-After"] == "30"


def test_where_no_template_can_be_rendered_there_is_still_a_page(rf, monkeypatch, caplog):
    def broken(*args, **kwargs):
        raise TemplateSyntaxError

    monkeypatch.setattr(errors, "render_to_string", broken)

    response = errors.page(rf.get("/x/"), errors.HTTPStatus.INTERNAL_SERVER_ERROR)

    assert (response.status_code, response.text) == (500, errors.LAST_RESORT)
    assert "The error page 500 cannot be rendered" in caplog.text


def test_a_host_that_is_not_ours_is_a_bad_request(client):
    response = client.get("/about/", headers={"host": "evil.example"})

    assert response.status_code == 400
    assert response.text == errors.LAST_RESORT


def test_a_form_without_its_token_asks_to_reload_and_changes_nothing(administrator):
    client = Client(enforce_csrf_checks=True)

    response = client.post(
        "/accounts/login/", {"login": administrator.email, "password": "a long password for tests"}
    )

    assert response.status_code == 403
    assert "Please reload the page" in response.text
    assert "sessionid" not in response.cookies


@override_settings(DATA_UPLOAD_MAX_NUMBER_FIELDS=10)
def test_a_form_of_too_many_fields_is_a_bad_request(client):
    response = client.post("/accounts/login/", {f"field{n}": "x" for n in range(20)})

    assert response.status_code == 400


def test_the_handlers_take_what_django_gives_them(rf):
    request = rf.get("/x/")

    assert errors.permission_denied(request).status_code == 403
    assert errors.bad_request(request).status_code == 400
    assert errors.not_found(request, Http404()).status_code == 404
    assert isinstance(errors.server_error(request), HttpResponse)
