"""The same pages in four languages."""

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext, override

from dashboard.figures import Figure
from tests.dashboard.reading import Page
from tests.factories.reference import CountryFactory, RegionFactory, TopicFactory
from tests.factories.technical_assistance import InterventionFactory

pytestmark = pytest.mark.django_db

LANGUAGES = [code for code, _name in settings.LANGUAGES]
ADDRESSES = [
    "/",
    "/interventions/",
    "/interventions/?view=table&region=caribbean&q=title",
    "/interventions/map/?topic=visas",
    "/interventions/shown/",
    "/requests/?state=declined",
    "/regions/caribbean/",
    "/countries/haiti/",
    "/topics/visas/",
]


@pytest.fixture
def shown():
    """French and English, but neither Portuguese nor Spanish."""
    country = CountryFactory(
        slug="haiti",
        name="Haiti",
        name_fr="Haïti",
        region=RegionFactory(slug="caribbean", name="Caribbean", name_fr="Caraïbes"),
    )
    return InterventionFactory(
        published=True,
        slug="shown",
        country=country,
        topics=[TopicFactory(slug="visas", name="Visas", name_pt="Vistos")],
        title="English title",
        title_fr="Titre français",
        summary="English summary",
        summary_fr="Résumé français",
    )


def at(language: str, address: str) -> str:
    return address if language == "en" else f"/{language}{address}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_says_its_language_and_where_the_others_are(client, shown, address, language):
    response = client.get(at(language, address))
    page, path = Page(response.text), address.partition("?")[0]
    canonical = page.one("link", rel="canonical").attributes["href"]
    others = {
        link.attributes["hreflang"]: link.attributes["href"]
        for link in page.all("link", rel="alternate", hreflang=None)
    }

    assert response.status_code == 200
    assert page.one("html").attributes["lang"] == response["Content-Language"] == language
    assert canonical == f"http://testserver{at(language, path)}"
    assert others == {
        **{code: f"http://testserver{at(code, path)}" for code in LANGUAGES},
        "x-default": f"http://testserver{path}",
    }
    assert page.one("title").text.rpartition(" – ")[0].strip()
    assert page.one("meta", name="description").attributes["content"]
    assert len(page.all("h1")) == 1


@pytest.mark.parametrize("address", ADDRESSES)
def test_whoever_changes_the_language_stays_on_the_page_and_its_selection(client, shown, address):
    page = Page(client.get(address).text)
    switch = {
        link.attributes["hreflang"]: link.attributes["href"]
        for link in page.all("a", hreflang=None)
    }

    assert switch == {code: at(code, address) for code in LANGUAGES}
    back = Page(client.get(switch["fr"]).text).all("a", hreflang="en")[0].attributes["href"]
    assert back == address


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_reader_never_leaves_the_own_language_by_a_link(client, shown, address):
    page = Page(client.get(at("fr", address)).text)
    others = {link.attributes["href"] for link in page.all("a", hreflang=None)}
    inside = {link for link in page.links if link.startswith("/")} - others
    # Programs have one address, and are told the language.
    to_data = {link for link in inside if link.startswith("/api/")}

    assert inside - to_data
    assert {link for link in inside - to_data if not link.startswith("/fr/")} == set()
    assert {link for link in to_data if "lang=fr" not in link} == set()


def test_a_record_is_shown_in_the_readers_language(client, shown):
    page = Page(client.get("/fr/interventions/shown/").text)

    assert page.one("h1").text == "Titre français"
    assert "lang" not in page.one("h1").attributes
    assert "Résumé français" in page.one("article").text
    assert "Haïti" in page.one("dl", class_="facts").text
    assert "Caraïbes" in page.one("dl", class_="facts").text


@pytest.mark.parametrize("language", ["pt", "es"])
def test_what_is_not_translated_is_shown_in_english_with_a_note(client, shown, language):
    page = Page(client.get(f"/{language}/interventions/shown/").text)
    with override(language):
        words = gettext("This record is not translated yet: it is shown in English.")

    assert page.one("h1").text == "English title"
    assert page.one("h1").attributes["lang"] == "en"
    assert words in page.one("header", class_="head").text
    assert "English summary" in page.one("article").text


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_translated_record_has_no_note(client, shown, language):
    with override(language):
        words = gettext("This record is not translated yet: it is shown in English.")

    assert words not in client.get(at(language, "/interventions/shown/")).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_rows_are_ordered_by_the_title_that_is_read(client, language):
    InterventionFactory(published=True, title="A", title_fr="Z")
    InterventionFactory(published=True, title="B", title_fr="Y")
    lines = client.get(at(language, "/interventions/?sort=title")).context["lines"]

    expected = ["Y", "Z"] if language == "fr" else ["A", "B"]
    assert [line.title for line in lines] == expected


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", "12,345"), ("fr", "12\u00a0345"), ("pt", "12.345"), ("es", "12\u00a0345")],
)
def test_numbers_are_written_as_readers_write_them_but_counted_plainly(language, written):
    with override(language):
        html = render_to_string(
            "components/figure.html", {"figure": Figure("name", 12_345, "rows", "/x/")}
        )

    assert f">{written} <" in html
    assert Page(html).values == {"name": 12_345}
