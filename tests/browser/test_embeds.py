"""A figure and a map in a page of another site: they show, quietly; nothing else of ours does."""

from urllib.parse import urlsplit

import pytest

from tests.browser.elsewhere import page_elsewhere
from tests.browser.places import LANGUAGES

FIGURE = "interventions-implemented"
DARK_PAPER, LIGHT_PAPER = "rgb(16, 24, 43)", "rgb(251, 249, 245)"
PAPER = "getComputedStyle(document.body).backgroundColor"
REFUSED = [
    "/",
    "/interventions/",
    "/interventions/map/",
    "/open-data/embed/",
    "/api/v1/interventions/",
    "/accounts/login/",
    "/embed/figures/no-such-figure/",
]


def lines(page, address):
    """The lines that the page offers, each copied from its field."""
    page.goto(address)
    return [field.input_value() for field in page.locator("input[readonly]").all()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_line_that_is_offered_shows_its_number_elsewhere(page, language):
    found = lines(page, f"{language}/open-data/embed/")
    line = next(each for each in found if f"/{FIGURE}/" in each)
    with page_elsewhere(line) as address:
        page.goto(address)
        number = page.frame_locator("iframe").locator(f"[data-figure={FIGURE}]")
        value, lead = number.get_attribute("data-value"), number.get_attribute("href")
        page.screenshot()

    assert int(value) > 0
    page.goto(lead)
    assert page.locator("[data-count]").get_attribute("data-count") == value


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_frame_is_wider_than_a_phone_or_lower_than_its_number(page, language):
    found = lines(page, f"{language}/open-data/embed/?region=west-central-africa")
    page.set_viewport_size({"width": 360, "height": 780})
    with page_elsewhere("\n".join(line.replace("lazy", "eager") for line in found)) as address:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        figures = [frame for frame in page.frames if "/embed/figures/" in frame.url]
        hidden = {
            frame.url: frame.evaluate(
                "document.documentElement.scrollHeight - document.documentElement.clientHeight"
            )
            for frame in figures
        }

    assert len(hidden) > 10
    assert {url: pixels for url, pixels in hidden.items() if pixels > 0} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_map_shows_elsewhere_without_a_script_or_a_cookie(browser, portal, scheme):
    context = browser.new_context(color_scheme=scheme, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{portal.url}/interventions/map/?region=caribbean")
    count = page.locator("[data-count]").get_attribute("data-count")
    page.locator("summary", has_text="Show this map").click()
    line = page.locator("input[readonly]").get_attribute("value")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    with page_elsewhere(line) as address:
        page.goto(address)
        frame = page.frame_locator("iframe")
        shown = frame.locator("[data-count]").get_attribute("data-count")
        states = frame.locator("svg a[data-level]").count()

    assert shown == count
    assert states > 0
    assert context.cookies() == []
    assert [urlsplit(each).path for each in asked if each.startswith(portal.url)] == [
        "/embed/map/",
        "/static/css/embed.css",
    ]
    context.close()


@pytest.mark.parametrize(("scheme", "paper"), [("light", LIGHT_PAPER), ("dark", DARK_PAPER)])
def test_a_frame_is_as_light_or_dark_as_its_reader_likes(page, scheme, paper):
    page.emulate_media(color_scheme=scheme)
    page.goto("/embed/map/")

    assert page.evaluate(PAPER) == paper


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_frame_scrolls_sideways_at_no_width(page, language):
    for where in (f"/embed/figures/{FIGURE}/", "/embed/map/?region=pacific"):
        page.goto(language + where)
        for width in (200, 320, 640):
            page.set_viewport_size({"width": width, "height": 400})

            assert page.evaluate("document.documentElement.scrollWidth") <= width, where


@pytest.mark.parametrize("where", REFUSED)
def test_no_other_page_shows_in_a_frame(page, portal, where):
    refused = []
    page.on("console", lambda said: refused.append(said.text))
    with page_elsewhere(f'<iframe src="{portal.url}{where}"></iframe>') as address:
        page.goto(address, wait_until="load")
        (frame,) = page.main_frame.child_frames
        shown = frame.locator("body").inner_text()

    assert "ACP-EU" not in shown
    assert [said for said in refused if "frame-ancestors" in said or "X-Frame-Options" in said]
