"""Every kind of page, as a browser sees it: accessible, from this host alone, without errors."""

from urllib.parse import urlsplit

import pytest

PAGES = [
    "/",
    "/interventions/",
    "/interventions/?region=caribbean&topic=remittances",
    "/interventions/?q=nothing-has-this-word",
    "/interventions/map/",
    "/requests/",
    "/regions/caribbean/",
    "/topics/remittances/",
    "/about/",
    "/how-we-count/",
    "/privacy/",
    "/accessibility/",
    "/contact/",
    "/no-such-page/",
    "/admin/login/",
]
LANGUAGES = ["", "/fr", "/pt", "/es"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_breaks_no_rule_of_accessibility(assert_accessible, path):
    assert_accessible(path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_intervention_breaks_no_rule_of_accessibility(assert_accessible, page, language):
    page.goto(f"{language}/interventions/")
    first = page.locator("main a[href*='/interventions/']:not([href*='?'])").first

    assert_accessible(first.get_attribute("href"))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_this_host_alone_and_reports_nothing(page, portal, path):
    asked, reported = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on(
        "console",
        lambda message: reported.append(message.text) if message.type != "log" else None,
    )
    page.on("pageerror", lambda error: reported.append(str(error)))

    page.goto(path)

    host = urlsplit(portal.url).netloc
    assert {urlsplit(url).netloc for url in asked} == {host}
    assert [line for line in reported if "status of 404" not in line] == []


@pytest.mark.parametrize("path", PAGES[:-2])
@pytest.mark.parametrize("width", [390, 1280])
def test_a_page_never_scrolls_sideways(page, path, width):
    page.set_viewport_size({"width": width, "height": 844})

    page.goto(path)

    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("who", ["administrator", "editor", "viewer"])
def test_staff_log_in_to_the_admin(page, portal, log_in, who):
    log_in(portal, who)

    assert page.get_by_role("heading", level=1).count() == 1
    assert page.url == f"{portal.url}/admin/"
