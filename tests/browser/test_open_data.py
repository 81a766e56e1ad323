"""A journalist's way: from a filtered page to its rows as a file, to programs, to an own page."""

from urllib.parse import urlsplit

from openpyxl import load_workbook

from tests.browser.elsewhere import page_elsewhere

# Trafficking in human beings, in the Caribbean.
SELECTION = "?region=caribbean&topic=thb"


def test_the_same_records_as_workbook_in_the_api_on_a_map_and_on_another_site(page, tmp_path):
    page.goto(f"/interventions/{SELECTION}")
    count = int(page.locator("[data-count]").get_attribute("data-count"))
    links = page.locator("p", has_text="Download this selection")
    with page.expect_download() as begun:
        links.get_by_role("link", name="XLSX").click()
    begun.value.save_as(tmp_path / "selection.xlsx")
    rows = list(load_workbook(tmp_path / "selection.xlsx", read_only=True).worksheets[0].rows)
    api = page.request.get(links.get_by_role("link", name="API").get_attribute("href")).json()
    drawn = page.request.get(links.get_by_role("link", name="GeoJSON").get_attribute("href")).json()
    news = page.locator("link[type='application/atom+xml']").get_attribute("href")

    assert count > 0
    assert len(rows) - 1 == count
    assert api["count"] == len(api["results"]) == count
    assert (drawn["type"], len(drawn["features"])) == ("FeatureCollection", count)
    assert urlsplit(news).query == SELECTION.removeprefix("?")
    assert page.request.get(news).text().count("<entry") == count

    page.get_by_role("link", name="Map", exact=True).last.click()
    page.locator("summary", has_text="Show this map").click()
    line = page.locator("input[readonly]").input_value()
    with page_elsewhere(line) as address:
        page.goto(address)
        shown = page.frame_locator("iframe").locator("[data-count]")
        told = shown.get_attribute("data-count")
        shown.screenshot()

    assert int(told) == count
