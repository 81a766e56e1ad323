"""A list goes out, is changed in Calc, comes back, and is taken back; all of it without scripts."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.browser.conftest import log_in_as
from tests.browser.visits import broken_rules
from tests.spreadsheets.calc import saved_by_calc

pytestmark = pytest.mark.calc

LIST = "/admin/technical_assistance/intervention/"
# Of the first rows of the list: a column, what is written into it.
CHANGED = {
    row: (heading, f"{heading} as a ministry would put it, {row}")
    for row, heading in enumerate(
        [
            *("Title (French)", "Title (Portuguese)", "Title (Spanish)", "Summary (English)"),
            *("Summary (French)", "Summary (Portuguese)", "Summary (Spanish)", "Sources"),
            *("Note on the sources (English)", "Note on the sources (French)"),
        ],
        start=2,
    )
}
IN_FRENCH = {
    "Title (English)": "Fair recruitment of seafarers",
    "Lead country": "Côte d’Ivoire",
    "Received": "3 août 2018",
    "Accepted": "2018-09",
}
IMPOSSIBLE = {
    "Title (English)": "A register of diaspora associations",
    "Lead country": "Ghana",
    "Received": "31/2/2018",
    "Accepted": "2018-09",
}


@pytest.fixture
def editors_page(browser, own_portal):
    context = browser.new_context(java_script_enabled=False, base_url=own_portal.url)
    page = context.new_page()
    log_in_as(page, own_portal, "editor")
    yield page
    context.close()


@pytest.fixture
def axe(browser, editors_page):
    """What axe finds on a page that the editor sees; axe itself is a script."""

    def find(path):
        state = editors_page.context.storage_state()
        context = browser.new_context(storage_state=state)
        page = context.new_page()
        page.goto(path)
        found = broken_rules(page)
        context.close()
        return found

    return find


def exported(page) -> bytes:
    page.goto(LIST)
    with page.expect_download() as download:
        page.get_by_role("link", name="Export as XLSX").click()
    return Path(download.value.path()).read_bytes()


def table(content: bytes) -> list[dict[str, object]]:
    head, *rows = load_workbook(BytesIO(content)).worksheets[0].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def changed(content: bytes, *added: dict[str, str]) -> bytes:
    """Ten cells changed, and rows added below."""
    book = load_workbook(BytesIO(content))
    page = book.worksheets[0]
    columns = {cell.value: cell.column for cell in page[1]}
    for row, (heading, text) in CHANGED.items():
        page.cell(row, columns[heading]).value = text
    for row, values in enumerate(added, start=page.max_row + 1):
        for heading, text in values.items():
            page.cell(row, columns[heading]).value = text
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def brought_in(page, content: bytes) -> None:
    page.get_by_label("File").set_input_files(
        {
            "name": "interventions.xlsx",
            "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "buffer": content,
        }
    )
    page.get_by_role("button", name="Read the file").click()


def outcomes(page) -> list[str]:
    return page.locator("td[data-outcome]").all_inner_texts()


def test_ten_cells_and_two_rows_are_changed_in_calc_imported_and_taken_back(
    editors_page, axe, tmp_path
):
    page = editors_page
    before = exported(page)
    were = table(before)
    last = len(were) + 1
    (tmp_path / "wrong").mkdir()
    (tmp_path / "mended").mkdir()
    wrong = saved_by_calc(changed(before, IN_FRENCH, IMPOSSIBLE), tmp_path / "wrong", "xlsx")

    page.get_by_role("link", name="Import", exact=True).click()
    assert axe(page.url) == []
    brought_in(page, wrong)

    # What differs, and the one cell that is wrong.
    assert axe(page.url) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    page.get_by_role("link", name="changed: 10").click()
    assert outcomes(page) == ["changed"] * 10
    for row, (heading, text) in CHANGED.items():
        line = page.get_by_role("row").filter(
            has=page.get_by_role("rowheader", name=str(row), exact=True)
        )
        expect(line.get_by_role("term")).to_have_text(heading)
        expect(line.locator("ins")).to_have_text(text)
    page.get_by_role("link", name="new: 1").click()
    expect(page.locator("td[data-outcome]")).to_have_text(["new"])
    expect(page.get_by_role("region", name="Table of rows")).to_contain_text("Côte d’Ivoire")
    page.get_by_role("link", name="refused: 1").click()
    expect(page.locator("td[data-outcome]")).to_have_text(["refused"])
    refusal = page.get_by_role("region", name="Table of rows").get_by_role("listitem")
    expect(refusal).to_have_count(1)
    expect(refusal).to_contain_text(f"{last + 2} (Received): “31/2/2018” is no date")
    expect(page.get_by_role("button", name="Import these records")).to_have_count(0)
    assert table(exported(page)) == were

    # Mended, confirmed.
    mended = IMPOSSIBLE | {"Received": "28/2/2018"}
    right = saved_by_calc(changed(before, IN_FRENCH, mended), tmp_path / "mended", "xlsx")
    page.get_by_role("link", name="Import", exact=True).click()
    brought_in(page, right)
    expect(page.get_by_role("button", name="Import these records")).to_be_visible()
    page.get_by_role("button", name="Import these records").click()
    expect(page.get_by_role("heading", name="Interventions: carried out")).to_be_visible()
    batch = page.url
    assert axe(batch) == []
    now = table(exported(page))
    assert [now[row - 2][heading] for row, (heading, _text) in CHANGED.items()] == [
        text for _heading, text in CHANGED.values()
    ]
    added = {row["Title (English)"]: row for row in now[len(were) :]}
    assert added[IN_FRENCH["Title (English)"]]["Lead country"] == "Côte d’Ivoire"
    assert added[IN_FRENCH["Title (English)"]]["Received"] == "2018-08-03"
    assert added[IMPOSSIBLE["Title (English)"]]["Received"] == "2018-02-28"

    # Taken back: a log is final, so that what was new is cancelled.
    page.goto(batch)
    page.get_by_role("button", name="Take the whole import back").click()
    expect(page.get_by_role("heading", name="Interventions: taken back")).to_be_visible()
    back = table(exported(page))
    assert back[: len(were)] == were
    assert [row["Status"] for row in back[len(were) :]] == ["cancelled", "cancelled"]
