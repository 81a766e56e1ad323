"""Requests, people and the hand-over of a coordinator in a browser."""

import io
import re
import subprocess
import sys

import pikepdf
from playwright.sync_api import expect

from tests.browser.portal import ROOT, environment
from tests.browser.test_layout import too_wide
from tests.browser.visits import broken_rules
from tests.factories.files import pdf

# A second coordinator of the Caribbean.
SUCCESSOR = """
from acpmigration.accounts.models import User
from acpmigration.reference.models import Region
person = User.objects.get(email="coordinator-other-region@demo.invalid")
person.regions.add(Region.objects.get(slug="caribbean"))
person.name = "Sam Successor"
person.save()
"""


def looks_right(page):
    return (broken_rules(page), too_wide(page)) == ([], [])


def test_a_coordinator_receives_a_request_and_reads_its_letter_back(own_portal, page, log_in):
    log_in(own_portal, "coordinator")

    page.goto(f"{own_portal.url}/coordination/requests/")
    assert looks_right(page)
    page.get_by_role("link", name="Receive a request").click()
    assert looks_right(page)
    page.get_by_label("Lead country").select_option(label="Haiti")
    page.get_by_label("Received").fill("2018-09")
    page.get_by_label("Letter").set_input_files(
        {"name": "fax.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    )
    page.get_by_role("button", name="Save the request").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Haiti")
    assert looks_right(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the letter").click()
    assert download.value.path().read_bytes() == pdf()

    page.get_by_role("link", name="Record a withdrawal").click()
    page.get_by_role("button", name="Record a withdrawal").click()
    expect(page.get_by_role("alert")).to_contain_text("Say why")
    assert looks_right(page)
    page.get_by_label("Reason").fill("A new government.")
    page.get_by_role("button", name="Record a withdrawal").click()
    expect(page.get_by_text("A new government.")).to_be_visible()


def test_a_coordinator_names_people_and_hands_over_with_a_sheet_for_each(own_portal, page, log_in):
    subprocess.run(  # noqa: S603
        [sys.executable, "manage.py", "shell", "-v0", "-c", SUCCESSOR],
        cwd=ROOT,
        env=environment(own_portal.mails.parent),
        check=True,
    )
    log_in(own_portal, "coordinator")
    page.goto(f"{own_portal.url}/coordination/interventions/sample-001-dominican-republic/people/")
    page.get_by_role("link", name="Add a focal point").click()
    page.get_by_label("Name").fill("Ann Joseph")
    page.get_by_label("Telephone").fill("+1 758 4680000")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Ann Joseph", exact=True)).to_be_visible()
    assert looks_right(page)

    page.goto(f"{own_portal.url}/coordination/hand-over/")
    page.get_by_label("Who takes over?").select_option(label="Sam Successor")
    page.get_by_role("button", name="Show what moves").click()
    assert looks_right(page)
    page.get_by_role("button", name="Hand all of this over").click()
    expect(page).to_have_url(re.compile(r"/coordination/hand-over/\d+/$"))
    assert looks_right(page)

    page.get_by_role("link", name="All notes on one page").click()
    assert looks_right(page)
    notes = page.get_by_role("article").count()
    with pikepdf.open(io.BytesIO(page.pdf())) as printed:
        assert len(printed.pages) >= notes > 1
