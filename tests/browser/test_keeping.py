"""Nothing typed is lost, in a browser: the log-in in between, the next person, a full disk."""

import os
import re
import resource
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import log_in_as, show_code
from tests.browser.portal import Portal
from tests.browser.test_layout import too_wide
from tests.browser.visits import PHONE, broken_rules
from tests.factories.files import pdf

LOG = "/coordination/interventions/sample-042-vanuatu/log/"
NOTE = "The workshop is done; 34 people came."
KEPT = "What you typed is kept. Log in and it is waiting for you."
WAITING = re.compile("It has not been sent yet")
# Of one file: enough for what the database itself needs to be read.
ROOM = 64 * 1024


def lose_session(context: BrowserContext) -> None:
    """What a server does that has ended it: the browser's cookie opens nothing any more."""
    kept = [one for one in context.cookies() if "session" not in one["name"]]
    context.clear_cookies()
    context.add_cookies(kept)


def log_in_here(page: Page, where: Portal, who: str) -> None:
    """Log in on the page where one is."""
    login = where.logins[who]
    page.get_by_label("E-mail address").fill(login["email"])
    page.get_by_label("Password").fill(login["password"])
    page.get_by_role("button", name="Log in").click()
    if "totp" in login:
        show_code(page, login["totp"])


def test_an_entry_with_its_report_waits_behind_the_log_in_for_its_author_only(browser, own_portal):
    """Without scripts: with them the browser keeps the entry itself."""
    context = browser.new_context(
        base_url=own_portal.url, viewport=PHONE, java_script_enabled=False
    )
    page = context.new_page()
    log_in_as(page, own_portal, "coordinator_other_region")
    page.goto(LOG)
    page.locator("[name=note]").fill(NOTE)
    report = {"name": "Report.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    page.locator("[name=document]").set_input_files(report)
    lose_session(context)
    page.get_by_role("button", name="Save progress").click()
    expect(page.get_by_role("status")).to_have_text(KEPT)

    # Somebody else on the same phone finds nothing of it.
    log_in_here(page, own_portal, "expert")
    assert NOTE not in page.content()
    page.goto("/experts/me/about-you/")
    assert NOTE not in page.content()
    lose_session(context)

    page.goto(LOG)
    log_in_here(page, own_portal, "coordinator_other_region")
    expect(page).to_have_url(re.compile(LOG))
    expect(page.get_by_text(WAITING)).to_be_visible()
    expect(page.locator("[name=note]")).to_have_value(NOTE)
    expect(page.get_by_label(re.compile("Report.pdf .* is kept"))).to_be_checked()
    assert too_wide(page) == []
    page.get_by_role("button", name="Save progress").click()
    page.goto(LOG.removesuffix("log/"))
    assert page.get_by_text(NOTE).count() == 1
    page.goto(LOG)
    expect(page.get_by_text(WAITING)).to_have_count(0)
    context.close()


def test_a_page_of_the_profile_that_waits_has_no_fault(browser, own_portal):
    context = browser.new_context(base_url=own_portal.url, viewport=PHONE)
    page = context.new_page()
    log_in_as(page, own_portal, "expert")
    page.goto("/experts/me/availability/")
    page.get_by_label("Days a month").fill("12")
    cv = {"name": "My CV.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    page.locator("[name=cv]").set_input_files(cv)
    lose_session(context)
    page.get_by_role("button", name="Save", exact=True).click()
    log_in_here(page, own_portal, "expert")

    expect(page.get_by_label("Days a month")).to_have_value("12")
    expect(page.get_by_label(re.compile("My CV.pdf .* is kept"))).to_be_checked()
    assert too_wide(page) == []
    assert broken_rules(page) == []
    page.get_by_role("button", name="Throw it away").click()
    expect(page.get_by_text(WAITING)).to_have_count(0)
    expect(page.get_by_label("Days a month")).not_to_have_value("12")
    context.close()


# A full disk -------------------------------------------------------------------------------------


@contextmanager
def without_room(where: Portal) -> Iterator[None]:
    """Let the portal's processes write no file beyond a size, as on a disk that is full."""
    workers = Path(f"/proc/{where.pid}/task/{where.pid}/children").read_text().split()
    assert workers
    for worker in workers:
        resource.prlimit(int(worker), resource.RLIMIT_FSIZE, (ROOM, resource.RLIM_INFINITY))
    yield
    for worker in workers:
        unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
        resource.prlimit(int(worker), resource.RLIMIT_FSIZE, unlimited)


@pytest.fixture
def availability(browser, own_portal) -> Iterator[Page]:
    """The page of a profile that has few questions and the CV."""
    context = browser.new_context(base_url=own_portal.url, viewport=PHONE)
    page = context.new_page()
    log_in_as(page, own_portal, "expert")
    page.goto("/experts/me/availability/")
    yield page
    context.close()


def save(page: Page, days: int, file: bytes = b"") -> int:
    page.get_by_label("Days a month").fill(str(days))
    if file:
        cv = {"name": "cv.pdf", "mimeType": "application/pdf", "buffer": file}
        page.locator("[name=cv]").set_input_files(cv)
    with page.expect_response(lambda answer: answer.request.method == "POST") as answered:
        page.get_by_role("button", name="Save", exact=True).click()
    return int(answered.value.status)


def large_pdf() -> bytes:
    def fill(document: pikepdf.Pdf) -> None:
        document.Root.Filling = document.make_stream(os.urandom(4 * ROOM))

    return pdf(fill)


def uploads(where: Portal) -> list[str]:
    folder = where.mails.parent / "media"
    return sorted(str(file) for file in folder.rglob("*") if file.is_file())


def stored_days(where: Portal) -> list[int]:
    """What the expert's profile says, in a database without a fault."""
    with sqlite3.connect(where.mails.parent / "db.sqlite3") as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        found = database.execute(
            "SELECT days_a_month FROM experts_expert JOIN accounts_user u ON u.id = user_id "
            "WHERE u.email = ?",
            [where.logins["expert"]["email"]],
        ).fetchall()
    database.close()
    return [days for (days,) in found]


def test_without_room_for_an_upload_nothing_of_its_form_is_saved(availability, own_portal):
    page, before, days = availability, uploads(own_portal), stored_days(own_portal)

    with without_room(own_portal):
        assert save(page, 31, large_pdf()) == 503
        expect(page.get_by_text("Nothing was saved: there is no room")).to_be_visible()
        expect(page.get_by_text("The file was not kept: choose it again.")).to_be_visible()
        expect(page.get_by_label("Days a month")).to_have_value("31")
        assert (uploads(own_portal), stored_days(own_portal)) == (before, days)
        assert page.request.get("/interventions/").status == 200

    assert save(page, 31, large_pdf()) == 302
    assert stored_days(own_portal) == [31]


def test_without_room_for_the_database_what_was_answered_stands_and_the_rest_is_not_lost(
    availability, own_portal
):
    page, saved = availability, 0

    with without_room(own_portal):
        for days in range(1, 32):
            if save(page, days) == 503:
                break
            saved = days
            page.goto("/experts/me/availability/")
        expect(page.get_by_text("Nothing was saved: the database")).to_be_visible()
        expect(page.get_by_label("Days a month")).to_have_value(str(saved + 1))
        assert page.request.get("/interventions/").status == 200

    assert stored_days(own_portal) == [saved]
    assert save(page, saved + 1) == 302
    assert stored_days(own_portal) == [saved + 1]
