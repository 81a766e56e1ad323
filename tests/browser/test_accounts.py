"""The own account in a browser: from signing up to a second factor, and what axe says of it."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import show_code
from tests.browser.mails import link_in, newest_mail
from tests.browser.phone import codes_around_now
from tests.browser.places import LANGUAGES
from tests.browser.test_layout import too_wide
from tests.browser.visits import broken_rules, first_visit

OPEN = [
    "/accounts/login/",
    "/accounts/login/code/",
    "/accounts/signup/",
    "/accounts/confirm-email/",
    "/accounts/confirm-email/forged/",
    "/accounts/inactive/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/password/reset/key/1-forged/",
    "/accounts/password/reset/key/done/",
    "/accounts/invitation/forged/",
]
OWN = [
    "/accounts/",
    "/accounts/details/",
    "/accounts/email/",
    "/accounts/logout/",
    "/accounts/password/change/",
    "/accounts/reauthenticate/",
    "/accounts/2fa/",
    "/accounts/2fa/activate/",
    "/accounts/sessions/",
]
OF_STAFF = ["/accounts/2fa/", "/accounts/2fa/recovery-codes/", "/accounts/2fa/deactivate/"]
PASSWORD = "fenêtre papaya lantern"


@pytest.mark.parametrize("path", OPEN)
def test_policy_holds_and_axe_finds_nothing_where_people_come_in(browser, portal, path):
    visit = first_visit(browser, portal.url + path)

    assert visit.hosts == {urlsplit(portal.url).netloc}
    # A link that does not hold is told as such by its status, which the console repeats.
    assert [said for said in visit.reported if "410" not in said] == []
    assert visit.broken_rules == []


@pytest.mark.parametrize("path", OWN)
def test_policy_holds_and_axe_finds_nothing_on_the_own_account(browser, portal, expert_state, path):
    visit = first_visit(browser, portal.url + path, expert_state)

    assert (visit.reported, visit.broken_rules) == ([], [])


@pytest.mark.parametrize("path", OF_STAFF)
def test_policy_holds_and_axe_finds_nothing_on_the_second_factor(
    browser, portal, editor_state, path
):
    visit = first_visit(browser, portal.url + path, editor_state)

    assert (visit.reported, visit.broken_rules) == ([], [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_of_the_account_scrolls_sideways(browser, portal, expert_state, language):
    found = {}
    for paths, state in ((OPEN, None), (OWN, expert_state)):
        context = browser.new_context(storage_state=state)
        page = context.new_page()
        for path in paths:
            page.goto(portal.url + language + path)
            found[path] = too_wide(page)
        context.close()

    assert {path: widths for path, widths in found.items() if widths} == {}


def test_a_refused_form_puts_the_focus_on_what_is_wrong(page):
    page.goto("/accounts/signup/")
    page.get_by_label("E-mail address").fill("no address")
    page.get_by_role("button", name="Open an account").click()

    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.get_by_role("alert")).to_be_focused()
    assert page.get_by_label("E-mail address").input_value() == "no address"
    page.get_by_role("alert").get_by_role("link").first.click()
    expect(page.get_by_label("E-mail address")).to_be_focused()
    assert broken_rules(page) == []


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_person_signs_up_sets_up_a_phone_and_logs_out_elsewhere(browser, own_portal, scripts):
    context = browser.new_context(java_script_enabled=scripts, base_url=own_portal.url)
    page = context.new_page()
    page.goto("/accounts/signup/")
    page.get_by_label("E-mail address").fill("Ana@Example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("The same password again").fill(PASSWORD)
    page.get_by_role("button", name="Open an account").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mail")

    page.goto(link_in(newest_mail(own_portal, "ana@example.org")))
    page.get_by_role("button", name="Yes, confirm it").click()
    expect(page.get_by_role("status")).to_contain_text("Your address is confirmed.")
    log_in(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Register as an expert")

    page.goto("/accounts/2fa/")
    page.get_by_role("link", name="Set it up").click()
    secret = page.locator("code").inner_text()
    page.get_by_label("Code").fill(codes_around_now(secret)[0])
    page.get_by_role("button", name="Set it up").click()
    expect(page.locator(".codes li")).to_have_count(10)

    elsewhere = browser.new_context(java_script_enabled=scripts, base_url=own_portal.url)
    other = elsewhere.new_page()
    log_in(other)
    show_code(other, secret)
    expect(other.get_by_role("heading", level=1)).to_have_text("Register as an expert")
    other.goto("/accounts/")

    page.goto("/accounts/sessions/")
    page.get_by_role("button", name="Log out everywhere else").click()
    expect(page.get_by_text("You are logged in nowhere else.")).to_be_visible()
    other.reload()
    expect(other.get_by_role("heading", level=1)).to_have_text("Log in")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Where you are logged in")
    for each in (context, elsewhere):
        each.close()


def log_in(page):
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill("ana@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
