"""The public site by keyboard alone."""

import pytest

from tests.browser.places import DOCUMENTED
from tests.browser.visits import PHONE

# What a reader who tabs sees of the element that has the focus, and where it stands in the page.
FOCUSED = """
  () => {
    const element = document.activeElement;
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const shown = [...document.querySelectorAll("*")];
    return {
      name: `${element.tagName} ${element.textContent.trim().slice(0, 40)}`,
      place: shown.indexOf(element),
      isSeen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
      isRinged: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    };
  }
"""


@pytest.fixture(autouse=True)
def _without_motion(page):
    """Whoever asks for less motion is where the focus is at once, and so is a test."""
    page.emulate_media(reduced_motion="reduce")


def test_the_first_tab_stop_skips_to_the_content(page):
    page.goto("/interventions/")

    page.keyboard.press("Tab")
    focused = page.evaluate(FOCUSED)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert focused["name"] == "A Skip to main content"
    assert focused["isSeen"]
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("path", ["/", "/interventions/", "/interventions/map/", DOCUMENTED])
def test_every_tab_stop_is_seen_and_comes_in_the_order_of_the_page(page, path):
    page.goto(path)

    stops = []
    for _ in range(60):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stops and stop["place"] <= stops[-1]["place"]:
            break
        stops.append(stop)

    assert [stop["name"] for stop in stops if not (stop["isSeen"] and stop["isRinged"])] == []
    assert len(stops) > 20


def test_escape_closes_the_menu_and_gives_the_focus_back(page):
    page.set_viewport_size(PHONE)
    page.goto("/")
    page.get_by_role("button", name="Menu").press("Enter")

    page.keyboard.press("Escape")

    assert page.get_by_role("navigation", name="Main").is_hidden()
    assert page.evaluate(FOCUSED)["name"] == "BUTTON Menu"
