import shutil
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError
from django.urls import reverse

from acpmigration import health
from acpmigration.pages.domain.mail import queue_mail
from acpmigration.pages.models import OutgoingMail, Text
from acpmigration.pages.urls import WRITTEN
from tests.factories.reference import RegionFactory

pytestmark = pytest.mark.django_db


# Written pages ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", WRITTEN)
def test_a_written_page_shows_its_text_in_two_queries(client, name, django_assert_num_queries):
    Text.objects.create(
        key=f"page/{name}", title_en="A <title>", body_en="<p>Words.</p><script>1</script>"
    )

    with django_assert_num_queries(2):
        response = client.get(reverse(f"pages:{name}"))

    assert '<h1 dir="auto">A &lt;title&gt;</h1>' in response.text
    assert "<p>Words.</p>" in response.text
    assert "<script>1" not in response.text


def test_a_page_that_is_not_translated_says_so(client):
    Text.objects.create(key="page/about", title_en="About", title_fr="Qui", body_en="<p>Why.</p>")

    response = client.get("/fr/about/")

    assert "Qui" in response.text
    assert '<div class="flow" dir="auto" lang="en"><p>Why.</p></div>' in response.text


def test_a_page_without_words_is_not_found(client):
    assert client.get("/about/").status_code == 404


def test_the_style_guide_is_for_development_only(client):
    assert client.get("/styleguide/").status_code == 404


# Crawlers, icons, people who report a hole --------------------------------------------------------


def test_crawlers_are_kept_out_of_the_back_office_and_of_accounts_in_every_language(client):
    lines = client.get("/robots.txt").text.splitlines()

    assert lines == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /fr/admin/",
        "Disallow: /pt/admin/",
        "Disallow: /es/admin/",
        "Disallow: /accounts/",
        "Disallow: /fr/accounts/",
        "Disallow: /pt/accounts/",
        "Disallow: /es/accounts/",
        "Disallow: /*?*&",
        "Sitemap: http://testserver/sitemap.xml",
    ]


def test_a_hole_can_be_reported(client):
    lines = client.get("/.well-known/security.txt").text.splitlines()
    said = dict(line.split(": ", 1) for line in lines)
    expires = datetime.strptime(said["Expires"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)

    assert said["Contact"] == said["Policy"] == "http://testserver/contact/"
    assert said["Canonical"] == "http://testserver/.well-known/security.txt"
    assert timedelta(days=90) < expires - datetime.now(UTC) < timedelta(days=365)


def test_the_icon_is_a_static_file_that_may_be_kept(client):
    response = client.get("/favicon.ico")

    assert response["Location"] == "/static/img/favicon.ico"
    assert response["Cache-Control"] == "public, max-age=86400"


# Health -------------------------------------------------------------------------------------------


def test_the_process_is_alive_without_a_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")

    assert response.text == "ok\n"


def test_a_site_with_rows_and_disk_is_ready(client):
    RegionFactory()

    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json() == {"database": "ok", "migrations": "ok", "disk": "ok", "mail": "ok"}


@pytest.mark.parametrize(
    ("age", "state", "said"),
    [
        (timedelta(minutes=59), "waiting", "ok"),
        (timedelta(minutes=61), "waiting", "late"),
        (timedelta(minutes=61), "failed", "ok"),
    ],
)
def test_late_mail_is_a_warning_and_the_site_is_ready(client, age, state, said):
    RegionFactory()
    written = datetime.now(UTC) - age
    words = {"day": "", "count": 1, "hash": ""}
    queue_mail(template="audit_head", to="a@b.org", language="en", context=words, at=written)
    OutgoingMail.objects.update(state=state)

    response = client.get("/readyz")

    assert (response.status_code, response.json()["mail"]) == (200, said)


def test_an_emptied_database_is_not_ready(client):
    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["database"] == "failed"


def test_a_lost_database_is_not_ready_and_says_no_more(client, monkeypatch):
    def lost():
        raise DatabaseError("password of the database")

    monkeypatch.setitem(health.CHECKS, "database", lost)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert "password" not in response.text


def test_a_full_disk_is_not_ready(client, monkeypatch):
    RegionFactory()
    usage = shutil.disk_usage("/")._replace(free=1_000)
    monkeypatch.setattr(health.shutil, "disk_usage", lambda folder: usage)

    assert client.get("/readyz").json()["disk"] == "failed"
