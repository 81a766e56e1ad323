"""Pages on narrow screens, with wider text, in forced colours and on paper."""

from io import BytesIO

import pikepdf
import pytest

from tests.browser.places import LANGUAGES, PUBLIC

WIDTHS = (320, 390)
# WCAG 1.4.12. A sheet made by a script is not what the policy refuses.
SPACE_TEXT = """
  () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
      * { line-height: 1.5; letter-spacing: .12em; word-spacing: .16em }
      p { margin-block-end: 2em }`);
    document.adoptedStyleSheets = [sheet];
  }
"""
LENGTHEN_TEXT = """
  () => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const words = texts.currentNode.data.split(" ");
      texts.currentNode.data = [...words, ...words.slice(0, Math.ceil(words.length / 3))].join(" ");
    }
  }
"""
# Boxes that scroll by themselves do not widen the page.
WIDTH_NEEDED = "document.documentElement.scrollWidth"


def too_wide(page):
    """The screens on which the page would scroll sideways."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        if (needed := page.evaluate(WIDTH_NEEDED)) > width:
            found.append((width, needed))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_scrolls_sideways_even_with_wider_text(page, language):
    found = {}
    for path in PUBLIC:
        page.goto(language + path)
        found[path] = too_wide(page)
        page.evaluate(SPACE_TEXT)
        found[f"{path} with spaced text"] = too_wide(page)

    assert {path: widths for path, widths in found.items() if widths} == {}


def test_no_page_scrolls_sideways_with_texts_a_third_longer(page):
    found = {}
    for path in PUBLIC:
        page.goto(path)
        page.evaluate(LENGTHEN_TEXT)
        found[path] = too_wide(page)

    assert {path: widths for path, widths in found.items() if widths} == {}


def test_bars_and_the_current_place_stay_visible_in_forced_colours(page):
    page.emulate_media(forced_colors="active")
    page.goto("/")
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")

    fills = page.locator(".bar-done").evaluate_all(
        "bars => [...new Set(bars.map(bar => getComputedStyle(bar).fill))]"
    )
    current = page.locator(".nav-main [aria-current]")

    assert paper not in fills
    assert current.evaluate("item => getComputedStyle(item).borderBottomStyle") == "solid"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_home_page_prints_on_at_most_four_sheets(page, language):
    page.goto(f"{language}/")

    printed = page.pdf(format="A4")

    with pikepdf.open(BytesIO(printed)) as document:
        assert len(document.pages) <= 4


# As many rows as a brief can have, each with the longest title, of the longest name.
FILL_BRIEF = """
  () => {
    const words = "Assistance in the drafting of policies on migration and development ".repeat(4);
    const first = document.querySelector(".brief .record");
    const heading = document.querySelector("h1");
    heading.textContent = heading.textContent.replace(
      "Cabo Verde", "Saint Vincent and the Grenadines");
    [6, 2, 2, 2].forEach((most, number) => {
      const section = document.querySelectorAll(".brief > section")[number];
      const list = document.createElement("ul");
      list.className = "lines";
      for (let row = 0; row < most; row++) list.append(first.cloneNode(true));
      section.querySelector(":scope > .lines, :scope > .muted").replaceWith(list);
    });
    document.querySelectorAll(".brief .record a").forEach(
      title => { title.textContent = words.slice(0, 200); });
    document.querySelectorAll(".brief .record p").forEach(
      facts => { facts.textContent = words; });
  }
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_brief_of_a_country_prints_on_one_sheet_however_long_its_titles(page, language):
    page.goto(f"{language}/countries/cabo-verde/brief/")
    page.evaluate(FILL_BRIEF)

    printed = page.pdf(format="A4")

    assert page.locator(".brief .record").count() == 12
    with pikepdf.open(BytesIO(printed)) as document:
        assert len(document.pages) == 1
