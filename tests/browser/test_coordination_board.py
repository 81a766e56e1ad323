"""The board in a browser: the policy, axe, narrow screens, and one tap to the form."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import log_in_as
from tests.browser.test_layout import LENGTHEN_TEXT, SPACE_TEXT, too_wide
from tests.browser.visits import DESKTOP, PHONE, first_visit

BOARD = "/coordination/"
BOARDS = [
    BOARD,
    f"{BOARD}?only=late&topic=fish",
    f"{BOARD}?only=silent&only=due&status=completed",
    f"/fr{BOARD}?status=completed",
]
LANGUAGES = ["", "/fr", "/pt", "/es"]


@pytest.fixture(scope="module")
def state(browser, portal):
    """Cookies of the Pacific coordinator, who is logged in to the demo that all tests read."""
    context = browser.new_context()
    log_in_as(context.new_page(), portal, "coordinator_other_region")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def reader(browser, state):
    """A page of the coordinator's, without scripts of the site's own."""
    context = browser.new_context(storage_state=state, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", BOARDS)
def test_policy_holds_and_axe_finds_nothing(browser, portal, state, path):
    visit = first_visit(browser, portal.url + path, state)

    assert visit.hosts == {urlsplit(portal.url).netloc}
    assert (visit.reported, visit.broken_rules) == ([], [])


@pytest.mark.parametrize("change", [SPACE_TEXT, LENGTHEN_TEXT])
def test_the_board_never_scrolls_sideways(browser, portal, state, change):
    context = browser.new_context(storage_state=state)
    page = context.new_page()
    found = {}
    for language in LANGUAGES:
        page.goto(portal.url + language + BOARD)
        found[language] = too_wide(page)
        page.evaluate(change)
        found[f"{language} changed"] = too_wide(page)
    context.close()

    assert {board: widths for board, widths in found.items() if widths} == {}


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_a_card_stays_a_row_of_a_table(reader, portal, size):
    reader.set_viewport_size(size)
    reader.goto(portal.url + BOARD)

    lines = int(reader.locator("[data-count]").get_attribute("data-count"))

    assert reader.get_by_role("rowheader").count() == lines
    assert reader.get_by_role("cell").count() == 5 * lines


def test_from_what_is_late_to_its_form_in_two_taps(reader, portal):
    reader.set_viewport_size(PHONE)
    reader.goto(portal.url + BOARD)

    tile = reader.locator("[data-figure=coordination-late]")
    number = tile.get_attribute("data-value")
    tile.click()
    expect(reader.locator("[data-count]")).to_have_attribute("data-count", number)
    first = reader.get_by_role("row").filter(has=reader.get_by_role("rowheader")).first
    expect(first).to_contain_text(re.compile(r"\d+ days? late"))
    first.get_by_role("link", name="Log progress").click()

    expect(reader.get_by_role("heading", level=1)).to_have_text("Log progress")
    expect(reader.get_by_role("radio", checked=True)).to_have_count(1)
