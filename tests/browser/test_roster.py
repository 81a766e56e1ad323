"""The roster in the back-office, in a browser: the policy, axe, and the way from need to answer."""

import re
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import log_in_as
from tests.browser.visits import first_visit

EXPERTS = "/admin/experts/expert/"
LISTS = [
    EXPERTS,
    f"{EXPERTS}waiting/",
    f"{EXPERTS}find/",
    f"{EXPERTS}find/?starts=2019-06-03",
    "/fr/admin/experts/expert/find/?language=fr&level=3",
    "/admin/experts/shortlist/",
    "/admin/experts/deployment/",
    "/admin/experts/consenttext/",
    "/admin/experts/rostersettings/1/change/",
    "/admin/experts/rosterrelease/",
    "/experts/invitations/forged/",
]


@pytest.mark.parametrize("path", LISTS)
def test_policy_holds_and_axe_finds_nothing_on_lists(browser, portal, editor_state, path):
    visit = first_visit(browser, portal.url + path, editor_state)

    assert visit.hosts == {urlsplit(portal.url).netloc}
    assert (visit.reported, visit.broken_rules) == ([], [])


def open_one(page, portal, where, pattern):
    """The address of the first page that a list leads to."""
    page.goto(portal.url + where)
    links = page.locator("#content-main a").evaluate_all("all => all.map(one => one.href)")
    return next(link for link in links if re.search(pattern, link))


PROFILE = r"/expert/[0-9a-f-]{36}/change/$"


@pytest.mark.parametrize("step", ["change/", "decline/", "note/"])
def test_policy_holds_and_axe_finds_nothing_on_a_profile(browser, portal, editor_state, step):
    context = browser.new_context(storage_state=editor_state)
    profile = open_one(context.new_page(), portal, f"{EXPERTS}waiting/", PROFILE)
    context.close()

    visit = first_visit(browser, urljoin(profile, f"../{step}"), editor_state)

    assert (visit.reported, visit.broken_rules) == ([], [])


def test_from_an_intervention_to_an_answer_without_scripts(browser, own_portal):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    log_in_as(page, own_portal, "editor")
    page.goto(f"{own_portal.url}/admin/technical_assistance/intervention/2/change/")
    page.get_by_role("link", name=re.compile(r"^Make a shortlist \(tech")).click()
    page.get_by_role("button", name="Make a shortlist").click()
    shortlist = page.url
    page.get_by_role("link", name="Find candidates").click()
    page.goto(f"{page.url.partition('?')[0]}?shortlist={shortlist.split('/')[-3]}")
    page.get_by_role("link", name=re.compile("^Add to the shortlist")).first.click()
    page.get_by_label("Reason").fill("Knows the ministry.")
    page.get_by_role("button", name="Add to the shortlist").click()
    page.get_by_role("link", name=re.compile("^Choose this person")).click()
    page.get_by_label("Reason").fill("Free in June.")
    page.get_by_role("button", name="Choose this person").click()
    expect(page.locator("#content-main")).to_contain_text("Knows the ministry.")
    seen = first_visit(browser, shortlist, context.storage_state())
    page.get_by_role("link", name=re.compile("^Plan a deployment")).click()
    page.get_by_label("First day").fill("2029-06-03")
    page.get_by_label("Last day").fill("2029-06-28")
    page.get_by_label("Working days").fill("12")
    page.get_by_role("button", name="Plan a deployment").click()

    expect(page.locator("#content-main")).to_contain_text("planned")
    deployment = first_visit(browser, page.url, context.storage_state())
    context.close()
    for visit in (seen, deployment):
        assert (visit.reported, visit.broken_rules) == ([], [])
