"""Mails, calendar and tokens of a coordinator in a browser."""

from playwright.sync_api import expect

from tests.browser.test_layout import too_wide
from tests.browser.visits import broken_rules


def test_a_coordinator_chooses_mails_and_subscribes_to_the_own_calendar(own_portal, page, log_in):
    log_in(own_portal, "coordinator")

    page.goto(f"{own_portal.url}/coordination/mails/")
    page.get_by_label("Progress of interventions").uncheck()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("[data-level=success]")).to_have_text("Your choice is kept.")
    expect(page.get_by_label("Progress of interventions")).not_to_be_checked()
    assert (broken_rules(page), too_wide(page)) == ([], [])

    page.goto(f"{own_portal.url}/coordination/calendar/")
    assert (broken_rules(page), too_wide(page)) == ([], [])
    page.get_by_role("button", name="Make my address").click()
    field = page.get_by_label("Copy it into your calendar now")
    address = field.input_value()
    expect(field).to_be_focused()
    assert (broken_rules(page), too_wide(page)) == ([], [])
    stranger = page.context.browser.new_context().request
    assert stranger.get(address).text().startswith("BEGIN:VCALENDAR")

    page.get_by_role("button", name="Revoke it").click()
    expect(page.locator("[data-level=success]")).to_have_text("The address does not work any more.")
    assert stranger.get(address).status == 404


def test_a_coordinator_makes_a_token_that_opens_the_api_until_it_is_revoked(
    own_portal, page, log_in
):
    log_in(own_portal, "coordinator")
    stranger = page.context.browser.new_context().request

    def status(token):
        told = {"Authorization": f"Bearer {token}"}
        return stranger.get(
            f"{own_portal.url}/api/v1/coordination/interventions/", headers=told
        ).status

    page.goto(f"{own_portal.url}/coordination/tokens/")
    assert (broken_rules(page), too_wide(page)) == ([], [])
    page.get_by_label("What is it for?").fill("Field app")
    page.get_by_role("button", name="Make it").click()
    token = page.locator("input[value^=acpeu_]").input_value()
    assert (broken_rules(page), too_wide(page)) == ([], [])
    assert status(token) == 200

    page.get_by_role("button", name="Revoke “Field app”").click()
    assert (broken_rules(page), too_wide(page)) == ([], [])
    assert status(token) == 401
