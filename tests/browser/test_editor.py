"""An editor's way from a request to a public intervention, and two editors on one record."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import log_in_as
from tests.factories.files import pdf

REQUESTS = "/admin/technical_assistance/assistancerequest/"
INTERVENTIONS = "/admin/technical_assistance/intervention/"
TITLE = "Guidance on the cost of remittances"


@pytest.fixture
def figures(page, own_portal):
    """The figures of the home page as it is now, by name."""

    def read():
        page.goto(f"{own_portal.url}/")
        return {
            figure.get_attribute("data-figure"): int(figure.get_attribute("data-value"))
            for figure in page.locator("[data-figure]").all()
        }

    return read


def step(page, button):
    """Press a button on top of a record, and the one that its page asks to confirm with."""
    page.get_by_role("link", name=button, exact=True).click()
    page.get_by_role("button", name=button, exact=True).click()


def test_what_an_editor_publishes_is_counted_at_the_next_reload(page, own_portal, log_in, figures):
    before = figures()
    log_in(own_portal, "editor")

    page.goto(f"{own_portal.url}{REQUESTS}add/")
    page.get_by_label("Lead country:").select_option("Jamaica")
    page.get_by_label("Remittances").check()
    page.get_by_role("button", name="Receive a request").click()
    page.goto(f"{own_portal.url}{REQUESTS}")
    page.locator("#result_list tbody th a").first.click()
    step(page, "Publish")
    page.get_by_role("link", name="Accept", exact=True).click()
    page.get_by_label("Title of the intervention").fill(TITLE)
    page.get_by_role("button", name="Accept", exact=True).click()
    intervention = page.url

    page.get_by_label("Summary [en]:").fill("What it costs to send money home, and why.")
    document = page.locator("#documents-0")
    document.get_by_label("Stage:").select_option("concept note")
    document.get_by_label("Kind:").select_option("concept note")
    document.get_by_label("Title:").fill("Concept note")
    document.get_by_label("Language:").select_option("English")
    document.get_by_label("File:").set_input_files(
        {"name": "concept-note.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    )
    page.get_by_role("button", name="Save and continue editing").click()
    step(page, "Publish")
    published = figures()
    page.goto(intervention)
    step(page, "Complete: concept note")
    completed = figures()

    assert changes(before, published) == {
        "requests-received": 1,
        "interventions-implemented": 1,
        "interventions-national": 1,
        "interventions-ongoing": 1,
        "interventions-by-region-all": 1,
        "interventions-by-region-all-ongoing": 1,
        "interventions-by-region-caribbean": 1,
        "interventions-by-region-caribbean-ongoing": 1,
        "interventions-by-topic-remittances": 1,
        "interventions-by-topic-remittances-ongoing": 1,
        "interventions-by-typology-not-stated": 1,
        "interventions-by-typology-not-stated-ongoing": 1,
        "interventions-by-stage-concept-note": 1,
    }
    assert changes(published, completed) == {
        "interventions-by-stage-concept-note": -1,
        "interventions-by-stage-ta-fiche": 1,
    }


def test_the_second_of_two_editors_sees_the_first_ones_text_and_keeps_the_own(
    browser, own_portal, page, log_in
):
    log_in(own_portal, "editor")
    second = browser.new_context().new_page()
    log_in_as(second, own_portal, "administrator")
    for editor in (page, second):
        editor.goto(f"{own_portal.url}{INTERVENTIONS}1/change/")

    page.get_by_label("Summary [en]:").fill("The first one's summary.")
    page.get_by_role("button", name="Save", exact=True).click()
    second.get_by_label("Summary [en]:").fill("The second one's summary.")
    second.get_by_role("button", name="Save", exact=True).click()

    expect(second.locator(".errorlist.nonfield")).to_contain_text("Demo editor changed this at")
    expect(second.locator(".field-summary_en")).to_contain_text("The first one's summary.")
    expect(second.get_by_label("Summary [en]:")).to_have_value("The second one's summary.")
    second.context.close()


def test_a_file_is_replaced_at_the_same_address(page, own_portal, log_in):
    def add_page(document):
        document.add_blank_page()

    log_in(own_portal, "editor")
    address = f"{own_portal.url}/knowledge/sample-readmission-in-acp-countries/"
    page.goto(address)
    before = page.locator(".dl a").first.get_attribute("href")
    title = page.get_by_role("heading", level=1).inner_text()
    page.goto(f"{own_portal.url}/admin/knowledge/knowledgeproduct/")
    page.get_by_role("link", name=title, exact=True).click()
    kept = page.locator(".field-kept_file a", has_text=before.rpartition("/")[2])
    part = page.locator(".inline-related", has=kept)
    part.get_by_label("File:").set_input_files(
        {"name": "new.pdf", "mimeType": "application/pdf", "buffer": pdf(add_page)}
    )
    page.get_by_role("button", name="Save", exact=True).click()
    page.goto(address)

    replaced = page.locator(f'.dl li li:has(a[href="{before}"])')
    expect(replaced).to_contain_text("2 pages")
    assert page.request.get(f"{own_portal.url}{before}").body() == pdf(add_page)


def changes(before, after):
    return {
        name: after[name] - before.get(name, 0)
        for name in after
        if after[name] != before.get(name, 0)
    }


def test_whoever_leaves_a_form_with_something_new_is_asked_first(own_portal, page, log_in):
    log_in(own_portal, "editor")
    page.goto(f"{own_portal.url}/admin/nsa_grants/grantproject/1/change/")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))

    page.get_by_role("link", name="Preview", exact=True).click()
    page.wait_for_url("**/preview/")
    assert asked == []

    page.go_back()
    page.locator("#id_title_en").fill("Another title")
    page.get_by_role("link", name="Preview", exact=True).click()
    assert asked == ["beforeunload"]
    assert page.locator("#id_title_en").input_value() == "Another title"
