"""A link to a draft: an editor sends it, a ministry reads it without a log-in, it is revoked."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

GRANT = "/admin/nsa_grants/grantproject/1"


@pytest.mark.parametrize("has_scripts", [True, False])
def test_ministry_reads_a_draft_until_its_link_is_revoked(
    browser, own_portal, page, log_in, has_scripts
):
    log_in(own_portal, "editor")
    page.goto(f"{own_portal.url}{GRANT}/change/")
    title = page.get_by_label("Title [en]:").input_value()
    page.get_by_role("link", name="Take back from the public").click()
    page.get_by_role("button", name="Take back from the public").click()
    page.get_by_role("link", name="Preview links").click()
    page.get_by_label("For whom:").fill("Ministry of Labour")
    page.get_by_label("Ends in:").select_option("7 days")
    page.get_by_role("button", name="Make a link").click()
    address = page.get_by_label("Address to copy:").input_value()
    assert Axe().run(page).response["violations"] == []

    reader = browser.new_context(java_script_enabled=has_scripts).new_page()
    refused_by_policy = []
    reader.on("console", lambda message: refused_by_policy.append(message.text))
    reader.goto(address)

    expect(reader.get_by_role("heading", level=1)).to_have_text(title)
    expect(reader.get_by_role("heading", name="Preview for Ministry of Labour")).to_be_visible()
    reader.get_by_role("link", name="Français").first.click()
    expect(reader.get_by_role("heading", name="Ministry of Labour")).to_be_visible()
    assert "/fr/preview/" in reader.url
    assert not [said for said in refused_by_policy if "Content Security Policy" in said]

    page.reload()
    expect(page.get_by_text("Opened 1 time")).to_be_visible()
    page.get_by_role("button", name="Revoke the link for Ministry of Labour").click()
    expect(page.get_by_text("The link was revoked")).to_be_visible()
    answer = reader.goto(address)

    assert answer.status == 410
    expect(reader.get_by_role("heading", level=1)).to_have_text("This preview has ended")
    assert title not in reader.content()
    reader.context.close()


def test_what_was_taken_back_says_so_at_its_address_and_an_old_version_comes_back(
    own_portal, page, log_in
):
    log_in(own_portal, "editor")
    page.goto(f"{own_portal.url}{GRANT}/change/")
    title = page.get_by_label("Title [en]:").input_value()
    public = page.get_by_role("link", name="View on site").get_attribute("href")
    page.get_by_label("Title [en]:").fill("Another title")
    page.get_by_role("button", name="Save and continue editing").click()
    page.get_by_role("link", name="History", exact=True).click()
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("link", name="Restore this version").first.click()
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("button", name="Restore this version").click()

    expect(page.get_by_label("Title [en]:")).to_have_value(title)
    public = page.request.get(f"{own_portal.url}{public}").url
    page.get_by_role("link", name="Take back from the public").click()
    page.get_by_role("button", name="Take back from the public").click()
    page.goto(public)

    expect(page.get_by_role("heading", level=1)).to_have_text("This page was taken back")
    assert title not in page.content()
    assert Axe().run(page).response["violations"] == []
