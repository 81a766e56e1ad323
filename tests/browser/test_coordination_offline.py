"""A coordinator on a phone with a bad link: what was read is there, what is written comes once."""

import re
import time
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import log_in_as
from tests.browser.records import entries_with, reopen, run
from tests.browser.visits import PHONE, broken_rules
from tests.factories.files import pdf

PACIFIC, CARIBBEAN = "coordinator_other_region", "coordinator"
MSG, SAMOA, VANUATU = "msg-labour-mobility", "sample-033-samoa", "sample-042-vanuatu"
REPORT = {"name": "baseline.pdf", "mimeType": "application/pdf", "buffer": pdf()}
KEPT = "async (address) => Boolean(await caches.match(address, {ignoreVary: true}))"
NOTHING_KEPT = "async () => !(await caches.has('coordination-pages'))"
NOTHING_WAITS = """
  () => new Promise((resolve) => {
    indexedDB.open("coordination").onsuccess = ({target}) => {
      const entries = target.result.transaction("entries").objectStore("entries");
      entries.count().onsuccess = (counted) => {
        target.result.close();
        resolve(counted.target.result === 0);
      };
    };
  })
"""
SECONDS = 20
QUEUE = "[data-queue] [data-list] > li"
OFFLINE = "You are offline. This is how it was on"
NO_PAGE = r"ERR_(INTERNET_DISCONNECTED|FAILED)"


def board_of(where):
    return f"{where.url}/coordination/"


def page_of(where, slug):
    return f"{where.url}/coordination/interventions/{slug}/"


def log_of(where, slug):
    return f"{page_of(where, slug)}log/"


@pytest.fixture
def phone(browser, own_portal):
    """A page on a phone, and what was reported on it."""
    context = browser.new_context(viewport=PHONE)
    yield context.new_page()
    context.close()


@contextmanager
def offline(page):
    page.context.set_offline(True)
    yield
    page.context.set_offline(False)


def wait_until(page, is_true, argument=None):
    """Ask again and again: Playwright's own waiting takes a promise for an answer."""
    end = time.monotonic() + SECONDS
    while not page.evaluate(is_true, argument):
        assert time.monotonic() < end, f"{is_true} never became true for {argument}"
        page.wait_for_timeout(100)


def keep(page, *addresses):
    """Wait until the browser has copies of them."""
    for address in addresses:
        wait_until(page, KEPT, address)


def tell(page, note, **more):
    form = page.locator("form[data-queued]:visible")
    form.locator("[name=note]").fill(note)
    for name, value in more.items():
        form.locator(f"[name={name}]").fill(value)
    form.locator("[type=submit]").click()


def write_offline(page, where, slug, note):
    """Read the form, lose the link, write, see it waiting, and lose the session too.

    With both the page would send it as soon as there is a link.
    """
    page.goto(log_of(where, slug))
    keep(page, log_of(where, slug))
    with offline(page):
        tell(page, note)
        expect(page.locator(QUEUE)).to_contain_text(note)
        page.context.clear_cookies()


def test_a_coordinator_logs_from_the_field(own_portal, phone):
    reopen(own_portal, MSG, 4, 3)
    log_in_as(phone, own_portal, PACIFIC)
    phone.goto(log_of(own_portal, MSG))
    phone.get_by_label("This stage is done").check()
    phone.locator("[name=document]").set_input_files(REPORT)
    tell(phone, "The report is in.")
    phone.wait_for_url(page_of(own_portal, MSG))
    expect(phone.locator("[data-said]")).to_have_text("Saved.")
    phone.goto(board_of(own_portal))
    keep(phone, board_of(own_portal), page_of(own_portal, SAMOA), f"{board_of(own_portal)}log/")

    with offline(phone):
        phone.goto(board_of(own_portal))
        expect(phone.locator("[data-offline]")).to_contain_text(
            "You are offline. This is how it was on"
        )
        for not_kept in ("mails/", "?whose=mine"):
            phone.goto(f"{board_of(own_portal)}{not_kept}")
            expect(phone.locator("[data-missing]")).to_be_visible()
        phone.goto(page_of(own_portal, SAMOA))
        expect(phone.locator("[data-missing]")).to_be_hidden()
        expect(phone.locator("h1")).to_be_visible()
        assert broken_rules(phone) == []
        phone.goto(log_of(own_portal, VANUATU))
        expect(phone.locator("[data-choice] option:checked")).to_contain_text("Vanuatu")
        tell(phone, "The minister has changed.")
        expect(phone.locator(QUEUE)).to_contain_text("The minister has changed.")
        expect(phone.locator(QUEUE)).to_contain_text("Waiting to be sent")
        assert broken_rules(phone) == []

    expect(phone.locator(QUEUE)).to_have_count(0)
    expect(phone.locator("[data-no-link]")).to_be_hidden()
    expect(phone.get_by_role("link", name="Show how it is now")).to_be_visible()
    assert entries_with(own_portal, "The report is in.") == 1
    assert entries_with(own_portal, "The minister has changed.") == 1


def test_a_log_out_empties_the_copies_and_keeps_what_is_unsent_for_its_person(own_portal, phone):
    log_in_as(phone, own_portal, PACIFIC)
    phone.goto(board_of(own_portal))
    keep(phone, board_of(own_portal), page_of(own_portal, SAMOA))
    write_offline(phone, own_portal, SAMOA, "Written at sea.")
    phone.goto(board_of(own_portal))
    expect(phone).to_have_url(re.compile("/accounts/login/"))
    wait_until(phone, NOTHING_KEPT)

    log_in_as(phone, own_portal, CARIBBEAN)
    phone.goto(board_of(own_portal))
    expect(phone.locator("[data-queue]")).to_be_hidden()
    phone.get_by_role("link", name="Log out").click()
    phone.locator("main form [type=submit]").click()
    with offline(phone), pytest.raises(Exception, match=NO_PAGE):
        phone.goto(board_of(own_portal))

    assert entries_with(own_portal, "Written at sea.") == 0
    log_in_as(phone, own_portal, PACIFIC)
    # By the page after the log-in, or by the worker before it.
    wait_until(phone, NOTHING_WAITS)
    assert entries_with(own_portal, "Written at sea.") == 1


def test_a_log_out_without_a_link_empties_the_copies_at_once(own_portal, phone):
    log_in_as(phone, own_portal, PACIFIC)
    phone.goto(board_of(own_portal))
    keep(phone, board_of(own_portal))

    with offline(phone):
        phone.get_by_role("link", name="Log out").click()
        expect(phone.locator("[data-left]")).to_be_visible()
        expect(phone.locator("main > :not(template)")).to_have_count(1)
        with pytest.raises(Exception, match=NO_PAGE):
            phone.goto(board_of(own_portal))


def test_what_was_written_in_a_session_that_is_over_waits_for_the_log_in(own_portal, phone):
    log_in_as(phone, own_portal, PACIFIC)
    phone.goto(log_of(own_portal, SAMOA))
    phone.context.clear_cookies()

    tell(phone, "The session was over.")

    expect(phone.locator(QUEUE)).to_contain_text("The session was over.")
    expect(phone.get_by_role("link", name="Log in to send them")).to_be_visible()
    log_in_as(phone, own_portal, PACIFIC)
    # By the page after the log-in, or by the worker before it.
    wait_until(phone, NOTHING_WAITS)
    assert entries_with(own_portal, "The session was over.") == 1


def test_what_somebody_recorded_meanwhile_is_shown_beside_and_the_person_decides(own_portal, phone):
    log_in_as(phone, own_portal, PACIFIC)
    phone.goto(log_of(own_portal, VANUATU))
    keep(phone, log_of(own_portal, VANUATU))
    run(
        own_portal,
        """
        from acpmigration.accounts.models import User
        from acpmigration.dates import DatedFact, today
        from technical_assistance.domain.stages import waive_stage
        from technical_assistance.models import Intervention

        waive_stage(
            intervention=Intervention.objects.get(slug="sample-042-vanuatu"), kind=3,
            when=DatedFact.on(today()), today=today(), reason="A study was there already.",
            by=User.objects.get(email="editor@demo.invalid"),
        )
        """,
    )
    with offline(phone):
        phone.get_by_label("This stage is done").check()
        phone.locator("[name=document]").set_input_files(REPORT)
        tell(phone, "The baseline is done.")
        expect(phone.locator(QUEUE)).to_contain_text("Waiting to be sent")
    expect(phone.locator(QUEUE)).to_contain_text("Somebody recorded something meanwhile")
    expect(phone.locator(QUEUE)).to_contain_text("A study was there already.")

    phone.get_by_role("button", name="Open and change").click()
    expect(phone.get_by_role("alert")).to_contain_text("A study was there already.")
    form = phone.locator("form[data-queued]")
    expect(form.locator("[name=note]")).to_have_value("The baseline is done.")
    expect(form.get_by_label("Work went on")).to_be_checked()
    assert (
        form.locator("[name=document]").evaluate("input => input.files[0].name") == "baseline.pdf"
    )
    assert broken_rules(phone) == []
    form.locator("[type=submit]").click()
    phone.wait_for_url(page_of(own_portal, VANUATU))
    expect(phone.locator("[data-queue]")).to_be_hidden()
    assert entries_with(own_portal, "The baseline is done.") == 1


def test_a_double_tap_and_two_tabs_with_the_same_form_make_one_entry(own_portal, phone):
    log_in_as(phone, own_portal, PACIFIC)
    phone.goto(log_of(own_portal, SAMOA))
    other = phone.context.new_page()
    other.goto(log_of(own_portal, SAMOA))
    key = phone.locator("[name=key]").input_value()
    other.locator("[name=key]").evaluate("(input, key) => { input.value = key; }", key)
    for tab in (phone, other):
        tab.locator("[name=note]").fill("Tapped twice.")

    phone.locator("form[data-queued] [type=submit]").dblclick()
    other.locator("form[data-queued] [type=submit]").dblclick()

    for tab in (phone, other):
        tab.wait_for_url(page_of(own_portal, SAMOA))
    assert entries_with(own_portal, "Tapped twice.") == 1


def test_a_form_that_comes_back_after_it_was_sent_keeps_its_key(own_portal, phone):
    log_in_as(phone, own_portal, PACIFIC)
    phone.goto(log_of(own_portal, SAMOA))
    tell(phone, "Sent and gone back.")
    phone.wait_for_url(page_of(own_portal, SAMOA))
    phone.go_back()
    phone.wait_for_url(log_of(own_portal, SAMOA))

    tell(phone, "Sent and gone back.")

    phone.wait_for_url(page_of(own_portal, SAMOA))
    expect(phone.locator("[data-said]")).to_have_text("This form was sent already: it stands once.")
    assert entries_with(own_portal, "Sent and gone back.") == 1


def test_what_is_wrong_is_said_beside_the_field_and_the_form_stays_as_it_is(own_portal, phone):
    log_in_as(phone, own_portal, PACIFIC)
    phone.goto(log_of(own_portal, SAMOA))
    phone.locator("[name=document]").set_input_files(REPORT)
    with offline(phone):
        tell(phone, " ")
        expect(phone.locator("[name=note]")).to_have_attribute("aria-invalid", "true")
        expect(phone.locator("[data-queue]")).to_be_hidden()

    tell(phone, "From the future.", on="2999-01-01")

    expect(phone.get_by_role("alert")).to_be_focused()
    expect(phone.locator("[name=on]")).to_have_attribute("aria-invalid", "true")
    assert broken_rules(phone) == []
    tell(phone, "From the future.", on="2019-03-01")
    phone.wait_for_url(page_of(own_portal, SAMOA))
    expect(phone.locator("[data-queue]")).to_be_hidden()
    assert entries_with(own_portal, "From the future.") == 1


def test_an_entry_that_waits_can_be_changed_and_discarded(own_portal, phone):
    log_in_as(phone, own_portal, PACIFIC)
    phone.goto(log_of(own_portal, SAMOA))
    keep(phone, log_of(own_portal, SAMOA))
    with offline(phone):
        for note in ("The first.", "The second."):
            tell(phone, note)
            expect(phone.locator(QUEUE).last).to_contain_text(note)
        phone.on("dialog", lambda dialog: dialog.accept())
        phone.locator(QUEUE).first.get_by_role("button", name="Discard").click()
        expect(phone.locator(QUEUE)).to_have_count(1)
        phone.get_by_role("button", name="Open and change").click()
        expect(phone.locator("[name=note]")).to_have_value("The second.")
        tell(phone, "The second, changed.")
        expect(phone.locator(QUEUE)).to_have_count(1)
    expect(phone.locator(QUEUE)).to_have_count(0)

    told = ("The first.", "The second.", "The second, changed.")
    assert [entries_with(own_portal, note) for note in told] == [0, 0, 1]


@pytest.mark.parametrize("without", ["scripts", "a store"])
def test_the_same_form_works_without(browser, own_portal, without):
    context = browser.new_context(viewport=PHONE, java_script_enabled=without != "scripts")
    page = context.new_page()
    page.add_init_script("indexedDB.open = () => { throw new Error('no room'); };")
    log_in_as(page, own_portal, PACIFIC)
    page.goto(log_of(own_portal, SAMOA))

    tell(page, "The ordinary way.")

    page.wait_for_url(page_of(own_portal, SAMOA))
    assert entries_with(own_portal, "The ordinary way.") == 1
    context.close()


def test_the_copies_of_another_reader_go_when_somebody_else_opens_a_page(
    browser, own_portal, phone
):
    log_in_as(phone, own_portal, PACIFIC)
    phone.goto(board_of(own_portal))
    keep(phone, page_of(own_portal, SAMOA))
    other = browser.new_context()
    log_in_as(other.new_page(), own_portal, CARIBBEAN)
    # No log-in page in between, which would empty them too.
    phone.context.clear_cookies()
    phone.context.add_cookies(other.cookies())
    phone.goto(page_of(own_portal, "sample-001-dominican-republic"))

    wait_until(phone, f"async (it) => !(await ({KEPT})(it))", page_of(own_portal, SAMOA))
    other.close()
