"""The Pacific coordinator on a phone: a stage done in four steps, and what the public sees."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import log_in_as
from tests.browser.records import reopen
from tests.browser.visits import PHONE
from tests.factories.files import pdf

PACIFIC = "coordinator_other_region"
MSG = "msg-labour-mobility"
TITLE = re.compile("Labour Mobility in the Melanesian Spearhead Group")
CARIBBEAN = "sample-001-dominican-republic"
SECONDS = 30


@pytest.mark.parametrize("scripts", [True, False])
def test_a_stage_is_logged_from_the_board_in_four_steps(browser, own_portal, scripts):
    reopen(own_portal, MSG, 4, 3)
    context = browser.new_context(viewport=PHONE, java_script_enabled=scripts)
    page, public = context.new_page(), browser.new_context(viewport=PHONE).new_page()
    log_in_as(page, own_portal, PACIFIC)
    public.goto(f"{own_portal.url}/interventions/{MSG}/")
    before = public.locator(".track").inner_text()
    public.goto(f"{own_portal.url}/interventions/?stage=technical-assistance")
    count = int(public.locator("[data-count]").first.get_attribute("data-count"))
    page.goto(f"{own_portal.url}/coordination/")
    expect(page.locator("[data-figure=coordination-late]")).to_have_attribute(
        "data-value", re.compile("[1-9]")
    )
    row = page.get_by_role("row").filter(has_text=TITLE)

    began = time.monotonic()
    row.get_by_role("link", name="Log").click()
    page.get_by_label("This stage is done").check()
    page.locator("[name=document]").set_input_files(
        {"name": "baseline.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    )
    page.get_by_role("button", name="Save progress").click()
    page.wait_for_url(re.compile(f"/interventions/{MSG}/$"))
    took = time.monotonic() - began

    assert took < SECONDS
    expect(page.locator("main")).to_contain_text("Saved.")
    public.goto(f"{own_portal.url}/interventions/{MSG}/")
    assert public.locator(".track").inner_text() != before
    public.goto(f"{own_portal.url}/interventions/?stage=technical-assistance")
    expect(public.locator("[data-count]").first).to_have_attribute("data-count", str(count + 1))
    context.close()


def test_a_completed_intervention_changes_the_home_page(browser, own_portal):
    reopen(own_portal, MSG, 4)
    page, public = browser.new_context().new_page(), browser.new_context().new_page()
    log_in_as(page, own_portal, PACIFIC)
    ongoing = "[data-figure=interventions-by-region-pacific-ongoing]"
    public.goto(own_portal.url)
    before = int(public.locator(ongoing).first.get_attribute("data-value"))

    page.goto(f"{own_portal.url}/coordination/interventions/{MSG}/log/")
    page.get_by_label("This stage is done").check()
    page.locator("[name=document]").set_input_files(
        {"name": "report.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    )
    page.get_by_role("button", name="Save progress").click()
    page.wait_for_url(re.compile(f"/interventions/{MSG}/$"))

    public.goto(own_portal.url)
    expect(public.locator(ongoing).first).to_have_attribute("data-value", str(before - 1))


def test_another_regions_intervention_is_refused_with_the_reason(browser, own_portal):
    page = browser.new_context(viewport=PHONE).new_page()
    log_in_as(page, own_portal, PACIFIC)

    answer = page.goto(f"{own_portal.url}/coordination/interventions/{CARIBBEAN}/log/")

    assert answer.status == 403
    expect(page.locator("main")).to_contain_text("This belongs to another region")
    page.goto(f"{own_portal.url}/coordination/interventions/{CARIBBEAN}/")
    assert page.url == f"{own_portal.url}/interventions/{CARIBBEAN}/"
