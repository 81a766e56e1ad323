"""An expert in a browser: from the first page to being erased, on a phone, with a bad link."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.mails import link_in, newest_mail
from tests.browser.places import LANGUAGES
from tests.browser.test_layout import too_wide
from tests.browser.visits import broken_rules, first_visit
from tests.factories.files import pdf

PARTS = ["about-you", "skills", "experience", "education", "availability"]
OWN = [
    "/experts/me/",
    *(f"/experts/me/{part}/" for part in PARTS),
    "/experts/me/send/",
    "/experts/me/data/",
    "/experts/me/withdraw/",
]
OPEN = ["/experts/", "/experts/confirm/forged/", "/experts/withdrawn/"]
SMALL = {"width": 360, "height": 740}
ADDRESS, PASSWORD = "marta@example.org", "fenêtre papaya lantern"


@pytest.mark.parametrize("path", OPEN)
def test_policy_holds_and_axe_finds_nothing_on_what_is_open(browser, portal, path):
    visit = first_visit(browser, portal.url + path)

    assert visit.hosts == {urlsplit(portal.url).netloc}
    assert (visit.reported, visit.broken_rules) == ([], [])


@pytest.mark.parametrize("path", OWN)
def test_policy_holds_and_axe_finds_nothing_on_the_own_profile(browser, portal, expert_state, path):
    visit = first_visit(browser, portal.url + path, expert_state)

    assert (visit.reported, visit.broken_rules) == ([], [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_of_the_roster_scrolls_sideways(browser, portal, expert_state, language):
    context = browser.new_context(storage_state=expert_state)
    page = context.new_page()
    found = {}
    for path in [*OPEN, *OWN]:
        page.goto(portal.url + language + path)
        found[path] = too_wide(page)
    context.close()

    assert {path: widths for path, widths in found.items() if widths} == {}


def go_on(page):
    page.get_by_role("button", name="Guardar e continuar", exact=True).click()


def signed_up(page, where):
    page.goto("/pt/experts/register/")
    page.locator("[name=email]").fill(ADDRESS)
    page.locator("[name=password1]").fill(PASSWORD)
    page.locator("[name=password2]").fill(PASSWORD)
    page.locator("main form [type=submit]").click()
    page.goto(link_in(newest_mail(where, ADDRESS)))
    page.locator("main form [type=submit]").click()
    page.locator("[name=login]").fill(ADDRESS)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form [type=submit]").first.click()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_person_registers_on_a_phone_with_a_link_that_breaks_and_leaves_again(
    browser, own_portal, scripts
):
    context = browser.new_context(
        java_script_enabled=scripts, base_url=own_portal.url, viewport=SMALL
    )
    page = context.new_page()
    signed_up(page, own_portal)
    expect(page.get_by_role("heading", level=1)).to_have_text("Registar-se como perito")
    page.get_by_role("button", name="Começar").click()

    # What is missing is said on top and at its question, and nothing that was typed is lost.
    page.get_by_label("Nome completo").fill("Marta Exemplo")
    go_on(page)
    expect(page.get_by_role("alert")).to_contain_text("Escolha a sua nacionalidade.")
    expect(page.get_by_label("Nome completo")).to_have_value("Marta Exemplo")
    page.get_by_label("Mulher").check()
    page.get_by_label("Nacionalidade").select_option(label="Cabo Verde")
    page.get_by_label("País onde vive").select_option(label="Senegal")
    page.get_by_label("Telefone").fill("+238 2600000")
    page.get_by_label("Independente", exact=True).check()
    go_on(page)

    # The link breaks while the second page is sent, before any of it reaches the portal: what
    # was sent before is kept, and that page is filled in anew.
    page.get_by_label("Remessas").check()
    context.set_offline(True)
    go_on(page)
    expect(page).to_have_url(re.compile("^chrome-error:"))
    context.set_offline(False)
    page.goto("/pt/experts/register/")
    expect(page.get_by_role("heading", level=1)).to_have_text("O que sabe")
    page.get_by_label("Remessas").check()
    page.locator("#id_rows-0-language").select_option(label="Português")
    page.locator("#id_rows-0-level").select_option(label="língua materna")
    go_on(page)

    page.get_by_label("Anos de trabalho em migração").fill("9")
    page.locator("#id_with_authorities_0").check()
    page.locator("#id_international_0").check()
    page.get_by_text("Pacífico", exact=True).click()
    page.get_by_label("Samoa").check()
    go_on(page)
    page.get_by_label("Mestrado ou equivalente").check()
    go_on(page)
    page.get_by_label("O seu CV").set_input_files(
        {"name": "cv.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    )
    go_on(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("Verificar e enviar")
    expect(page.get_by_text("Marta Exemplo")).to_be_visible()
    page.get_by_label("Aceito estar na bolsa, como diz este texto").check()
    page.get_by_label("O que escrevi é verdade").check()
    page.get_by_role("button", name="Enviar o meu perfil").click()
    expect(page.get_by_role("heading", name="Recebemos o seu perfil")).to_be_visible()
    assert "Marta Exemplo" in newest_mail(own_portal, ADDRESS)

    # The person takes the data along, and is erased.
    page.goto("/pt/experts/me/data/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Descarregar em JSON").click()
    assert "Marta Exemplo" in download.value.path().read_text(encoding="utf-8")
    page.goto("/pt/experts/me/withdraw/")
    page.get_by_role("button", name="Apaguem-me agora").click()
    page.get_by_label("Apagar agora o meu perfil e a minha conta").check()
    page.get_by_role("button", name="Apaguem-me agora").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Foi apagado")
    page.goto("/pt/experts/me/")
    expect(page).to_have_url(re.compile("/pt/accounts/login/"))
    assert traces(own_portal, b"Marta Exemplo", ADDRESS.encode()) == []
    context.close()


def traces(where, *words):
    """The files of the demo, but for the mails that it wrote out, that still hold a word."""
    folder = where.mails.parent
    return [
        file.name
        for file in folder.rglob("*")
        if file.is_file() and where.mails not in file.parents
        if any(word in file.read_bytes() for word in words)
    ]


def test_a_refused_page_puts_the_focus_on_what_is_wrong(browser, portal, expert_state):
    context = browser.new_context(storage_state=expert_state, base_url=portal.url, viewport=SMALL)
    page = context.new_page()
    page.goto("/experts/me/about-you/")
    page.get_by_label("Phone").fill("call me")
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("alert").get_by_role("link").first.click()
    expect(page.get_by_label("Phone")).to_be_focused()
    assert broken_rules(page) == []
    context.close()
