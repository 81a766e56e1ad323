"""The home of the back-office, a list and a form: axe, the policy, and that every link opens."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import log_in_as
from tests.browser.visits import first_visit

PAGES = [
    "/admin/",
    "/admin/quality/",
    "/admin/lists/",
    "/admin/reference/organisation/?kind__exact=ngo",
    "/admin/technical_assistance/assistancerequest/?quality=request-topic",
    "/admin/knowledge/event/1/change/",
    "/admin/search/fruitlesssearch/",
]


@pytest.mark.parametrize("path", PAGES)
def test_policy_holds_and_axe_finds_nothing(browser, portal, editor_state, path):
    visit = first_visit(browser, portal.url + path, editor_state)

    assert visit.hosts == {urlsplit(portal.url).netloc}
    assert visit.reported == []
    assert visit.broken_rules == []


def test_every_link_of_the_home_opens_and_each_number_is_that_of_its_list(browser, own_portal):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    log_in_as(page, own_portal, "editor")
    page.goto(f"{own_portal.url}/admin/")
    main = page.locator("main")
    links = {a.get_attribute("href") for a in main.get_by_role("link").all()}
    numbers = [
        (row.get_by_role("link").get_attribute("href"), row.locator("[data-count]").inner_text())
        for row in main.locator(".lines li:has([data-count]), tr:has([data-count])").all()
    ]

    shut = [
        link
        for link in links
        if not link.startswith("#") and not page.request.get(own_portal.url + link).ok
    ]
    other = []
    for link, number in numbers:
        page.goto(own_portal.url + link)
        if page.locator(".paginator").inner_text().split()[0] != number:
            other.append((link, number))
    context.close()

    assert len(numbers) > 10
    assert (shut, other) == ([], [])


def test_a_list_is_kept_and_many_are_changed_after_a_summary_without_scripts(browser, own_portal):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    log_in_as(page, own_portal, "editor")
    page.goto(f"{own_portal.url}/admin/knowledge/event/?topics__id__exact=1&public=yes")
    page.locator(".saved-lists summary").click()
    page.get_by_label("Name").fill("Public, on the first topic")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_role("link", name="Public, on the first topic")).to_be_visible()

    page.locator("input[name=_selected_action]").first.check()
    page.get_by_label("Action:").select_option("unpublish_selected")
    page.get_by_role("button", name="Go").click()
    expect(page.get_by_role("heading", name="1 record will change")).to_be_visible()
    page.get_by_role("button", name="Take back from the public").click()

    expect(page.locator(".messagelist")).to_contain_text("1 record is a draft now.")
    context.close()


def test_the_places_can_be_reached_on_a_phone(browser, portal, editor_state):
    context = browser.new_context(
        storage_state=editor_state,
        viewport={"width": 390, "height": 844},
        java_script_enabled=False,
    )
    page = context.new_page()
    page.goto(f"{portal.url}/admin/")

    page.get_by_role("navigation", name="Back-office").get_by_role(
        "link", name="Data quality"
    ).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Data quality")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    context.close()
