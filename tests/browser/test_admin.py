"""The back-office in a browser: the policy holds, axe finds nothing, scripts are optional."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import log_in_as
from tests.browser.visits import PHONE, first_visit

PAGES = [
    "/admin/",
    "/fr/admin/",
    "/admin/technical_assistance/intervention/",
    "/admin/technical_assistance/intervention/1/change/",
    "/admin/technical_assistance/intervention/1/history/",
    "/admin/technical_assistance/intervention/1/note/",
    "/admin/technical_assistance/assistancerequest/",
    "/admin/technical_assistance/assistancerequest/add/",
    "/admin/technical_assistance/assistancerequest/1/change/",
    "/admin/dashboard/datarelease/",
    "/admin/dashboard/datarelease/add/",
    "/admin/technical_assistance/progressentry/",
    "/admin/nsa_grants/grantproject/1/change/",
    "/admin/knowledge/knowledgeproduct/1/change/",
    "/admin/knowledge/event/add/",
    "/admin/pages/text/1/change/",
    "/admin/reference/country/",
    "/admin/reference/topic/add/",
]


@pytest.mark.parametrize("path", PAGES)
def test_policy_holds_and_axe_finds_nothing(browser, portal, editor_state, path):
    visit = first_visit(browser, portal.url + path, editor_state)

    assert visit.hosts == {urlsplit(portal.url).netloc}
    assert visit.reported == []
    assert visit.broken_rules == []


def test_tables_scroll_by_themselves_and_no_page_scrolls_sideways(browser, portal, editor_state):
    context = browser.new_context(storage_state=editor_state, viewport=PHONE)
    page = context.new_page()
    needed = {}
    for path in PAGES:
        page.goto(portal.url + path)
        needed[path] = page.evaluate("document.documentElement.scrollWidth")
    context.close()

    assert {path: width for path, width in needed.items() if width > PHONE["width"]} == {}


def test_choosing_by_name_works_under_the_strict_policy(page, own_portal, log_in):
    log_in(own_portal, "editor")
    reported = []
    page.on("console", lambda message: reported.append(message.text))
    page.goto(f"{own_portal.url}/admin/technical_assistance/intervention/1/change/")

    # The empty one: a partner that is there already has its name in the label.
    page.get_by_role("combobox", name="Organisation:", exact=True).click()
    page.get_by_role("searchbox", name="Organisation:").fill("secretariat")
    page.get_by_role("option", name="Secretariat").first.click()
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.locator(".messagelist")).to_contain_text("changed successfully")
    assert reported == []


def test_names_are_typed_where_no_script_looks_them_up(browser, own_portal):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    log_in_as(page, own_portal, "editor")
    page.goto(f"{own_portal.url}/admin/technical_assistance/intervention/1/change/")

    typing = page.locator(".field-entity").get_by_label("Or type a part of its name:")
    typing.fill("sample ministry")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator(".field-entity .errorlist")).to_contain_text("Several are found by")
    page.get_by_label("Requesting entity:").select_option("Sample ministry (Barbados)")
    page.get_by_role("button", name="Save and continue editing").click()

    expect(page.locator(".messagelist")).to_contain_text("changed successfully")
    chosen = page.get_by_label("Requesting entity:").locator("option[selected]")
    assert chosen.all_inner_texts() == ["Sample ministry (Barbados)"]
    context.close()


def test_request_is_accepted_and_its_stage_completed_without_scripts(browser, own_portal):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    log_in_as(page, own_portal, "editor")
    page.goto(f"{own_portal.url}/admin/technical_assistance/assistancerequest/?state=received")
    page.locator("#result_list tbody th a").first.click()
    page.get_by_role("link", name="Accept", exact=True).click()
    page.get_by_label("Title of the intervention").fill("Accepted without a script")
    page.get_by_role("button", name="Accept").click()
    page.get_by_role("link", name="Complete: concept note").click()
    page.get_by_role("button", name="Complete: concept note").click()

    expect(page.locator(".errorlist")).to_contain_text("The concept note is not attached.")
    expect(page.get_by_role("heading", level=1)).to_have_text("Complete: concept note")
    context.close()
