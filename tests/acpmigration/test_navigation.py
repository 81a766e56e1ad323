"""The menu, the foot of the page and the same page in other languages."""

import re

import pytest
from django.conf.urls.i18n import i18n_patterns
from django.http import HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import include, path, resolve
from django.utils.translation import override

from acpmigration import navigation
from acpmigration.context import site
from acpmigration.pages.styleguide import styleguide

pytestmark = pytest.mark.urls(__name__)


def page(request, slug=""):
    return HttpResponse()


DASHBOARD = ([path("", page, name="home")], "dashboard")
INTERVENTIONS = (
    [
        path("interventions/", page, name="intervention-list"),
        path("interventions/map/", page, name="intervention-map"),
        path("interventions/<slug>/", page, name="intervention-detail"),
    ],
    "technical_assistance",
)
urlpatterns = i18n_patterns(
    path("", include(DASHBOARD)),
    path("", include(INTERVENTIONS)),
    prefix_default_language=False,
)


def asked(address: str):
    """A request as it reaches a template: resolved, and without user or session."""
    request = RequestFactory().get(address)
    request.resolver_match = resolve(request.path_info)
    return request


@pytest.mark.parametrize(
    ("address", "current"),
    [
        ("/", {"Overview": "page"}),
        ("/interventions/", {"Interventions": "page"}),
        ("/interventions/map/", {"Map": "page"}),
        ("/interventions/haiti/", {"Interventions": "true"}),
        ("/elsewhere/", {}),
    ],
)
def test_menu_marks_the_deepest_entry_that_holds_the_page(address: str, current: dict[str, str]):
    entries = navigation.menu(address)

    assert {entry.label: entry.current for entry in entries if entry.current} == current


def test_pages_that_do_not_exist_are_not_linked():
    assert [entry.link for entry in navigation.menu("/")] == [
        "/",
        "/interventions/",
        "/interventions/map/",
    ]
    assert [len(links) for heading, links in navigation.foot()] == [2]


def test_languages_lead_to_the_same_page_with_the_same_filters():
    found = navigation.languages(asked("/interventions/?region=caribbean&page=2"))

    assert [language.link for language in found] == [
        "/interventions/?region=caribbean&page=2",
        "/fr/interventions/?region=caribbean&page=2",
        "/pt/interventions/?region=caribbean&page=2",
        "/es/interventions/?region=caribbean&page=2",
    ]
    assert [language.name for language in found] == ["English", "Français", "Português", "Español"]
    assert [language.is_current for language in found] == [True, False, False, False]


def test_canonical_addresses_are_full_and_leave_the_query_out():
    french = navigation.languages(asked("/interventions/haiti/?utm=1"))[1]

    assert french.address == "http://testserver/fr/interventions/haiti/"


def test_languages_of_an_address_that_leads_nowhere_are_home_pages():
    request = RequestFactory().get("//evil.example/%0d/")

    links = [language.link for language in navigation.languages(request)]

    assert links == ["/", "/fr/", "/pt/", "/es/"]


def test_every_page_links_its_translations_to_search_engines():
    with override("fr"):
        text = styleguide(asked("/fr/interventions/")).text

    assert '<html lang="fr">' in text
    assert '<link rel="canonical" href="http://testserver/fr/interventions/">' in text
    assert re.findall(r'hreflang="([a-z-]+)" href="(http[^"]+)"', text) == [
        ("en", "http://testserver/interventions/"),
        ("fr", "http://testserver/fr/interventions/"),
        ("pt", "http://testserver/pt/interventions/"),
        ("es", "http://testserver/es/interventions/"),
        ("x-default", "http://testserver/interventions/"),
    ]


def test_page_that_is_not_there_claims_no_address():
    text = styleguide(RequestFactory().get("/no-such-page/")).text

    assert "canonical" not in text
    assert "alternate" not in text
    assert '<a href="/fr/" lang="fr" hreflang="fr">' in text


def test_pages_hold_no_style_no_script_and_no_other_host():
    text = styleguide(asked("/")).text

    # What machines read about the page is data, which no browser runs.
    assert "<script" not in text.replace('<script type="application/ld+json">', "")
    assert "style=" not in text
    assert " on" not in "".join(re.findall(r"<[a-z]+(?: on[a-z]+=)", text))
    assert not re.search(r'(?:src|href)="(?:https?:)?//(?!testserver)', text)


@pytest.mark.parametrize(("demo", "shown"), [(True, 1), (False, 0)])
def test_notice_on_samples_stands_on_every_page_of_the_demo(demo: bool, shown: int):
    with override_settings(DEMO=demo):
        text = styleguide(asked("/")).text

    assert text.count("records whose code begins with SAMPLE/ are samples, not facts") == shown


def test_site_tells_the_day_and_the_release(time_machine):
    time_machine.move_to("2019-05-08T22:30:00Z")

    with override_settings(RELEASE="1.2"):
        told = site(RequestFactory().get("/"))

    assert told["as_of"].isoformat() == "2019-05-09"
    assert told["release"] == "1.2"
