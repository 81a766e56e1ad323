"""The public site as a visitor without JavaScript uses it, on a desk and on a phone."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.places import DOCUMENTED
from tests.browser.visits import DESKTOP, PHONE


@pytest.fixture
def open_plain(browser, portal):
    """Open an address without scripts; what was opened is closed again."""
    contexts = []

    def do(path, size=DESKTOP):
        context = browser.new_context(java_script_enabled=False, base_url=portal.url, viewport=size)
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield do
    for context in contexts:
        context.close()


def number_of_results(page):
    return int(page.locator("[data-count]").get_attribute("data-count"))


def test_a_documented_intervention_is_three_clicks_from_home(open_plain):
    page = open_plain("/")

    page.get_by_role("link", name="West and Central Africa").first.click()
    page.get_by_role("link", name="Cabo Verde", exact=True).click()
    page.get_by_role("link", name="Needs for capacity building and reforms").click()

    assert urlsplit(page.url).path == DOCUMENTED
    expect(page.get_by_role("heading", level=1)).to_contain_text("Needs for capacity building")


def test_a_reader_who_switches_to_french_stays_in_french(open_plain):
    page = open_plain(DOCUMENTED)

    page.get_by_role("link", name="Français").first.click()
    assert urlsplit(page.url).path == f"/fr{DOCUMENTED}"
    page.locator("aside").get_by_role("link", name="Cabo Verde").click()

    assert urlsplit(page.url).path == "/fr/countries/cabo-verde/"
    assert page.locator("html").get_attribute("lang") == "fr"


def test_a_selection_is_made_with_boxes_and_shared_by_its_address(open_plain):
    page = open_plain("/interventions/")
    page.locator("summary", has_text="Status").click()
    for name, value in [("region", "caribbean"), ("topic", "remittances"), ("status", "ongoing")]:
        page.locator(f"input[name={name}][value={value}]").check()

    page.get_by_role("button", name="Apply filters").click()
    elsewhere = open_plain(page.url)

    assert parse_qs(urlsplit(page.url).query) == {
        "region": ["caribbean"],
        "topic": ["remittances"],
        "status": ["ongoing"],
    }
    assert elsewhere.locator(".chip bdi").all_inner_texts() == [
        "Caribbean",
        "Remittances",
        "Ongoing",
    ]
    assert number_of_results(elsewhere) == number_of_results(page)


def test_a_chip_takes_its_filter_away(open_plain):
    page = open_plain("/interventions/?region=caribbean&topic=remittances")
    before = number_of_results(page)

    page.get_by_role("link", name="Remove filter Region: Caribbean").click()

    assert parse_qs(urlsplit(page.url).query) == {"topic": ["remittances"]}
    assert number_of_results(page) > before


def test_pages_of_a_selection_follow_each_other(open_plain):
    page = open_plain("/interventions/?status=completed")
    first = page.locator(".results h2").all_inner_texts()

    page.get_by_role("link", name="Next").click()

    assert parse_qs(urlsplit(page.url).query) == {"status": ["completed"], "page": ["2"]}
    assert set(page.locator(".results h2").all_inner_texts()).isdisjoint(first)
    expect(page.locator(".pager [aria-current]")).to_have_text("Page 2")


def test_a_state_of_the_map_opens_the_interventions_it_counts(open_plain):
    page = open_plain("/interventions/map/")
    state = page.locator(".state-map a", has_text="Nigeria")
    told = int(state.locator("title").text_content().rpartition(" ")[2])

    state.locator("path").click()

    assert number_of_results(page) == told
    assert told > 0


def test_the_menu_opens_on_a_phone(open_plain):
    page = open_plain("/", PHONE)
    menu = page.get_by_role("navigation", name="Main")
    expect(menu).to_be_hidden()

    page.get_by_role("button", name="Menu").click()
    menu.get_by_role("link", name="Requests").click()

    assert urlsplit(page.url).path == "/requests/"


def test_the_menu_closes_on_a_phone(open_plain):
    page = open_plain("/", PHONE)
    menu = page.get_by_role("navigation", name="Main")
    page.get_by_role("button", name="Menu").click()

    menu.get_by_role("button", name="Close").click()

    expect(menu).to_be_hidden()


def test_the_filters_are_a_sheet_on_a_phone(open_plain):
    page = open_plain("/interventions/", PHONE)
    page.get_by_role("button", name="Filters").click()
    page.locator("input[name=region][value=pacific]").check()

    page.get_by_role("button", name="Apply filters").click()

    assert parse_qs(urlsplit(page.url).query) == {"region": ["pacific"]}
    expect(page.get_by_role("button", name="Filters")).to_have_text("Filters (1)")
    expect(page.get_by_role("button", name="Apply filters")).to_be_hidden()
