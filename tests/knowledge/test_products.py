"""The list of products, their pages, and what these keep to themselves."""

from datetime import date

import pytest

from knowledge.enums import ProductKind
from knowledge.panels.subjects import SHOWN
from tests.dashboard.reading import Page
from tests.factories.knowledge import (
    EditionFactory,
    EventFactory,
    KnowledgeProductFactory,
    RecommendationFactory,
)
from tests.factories.nsa_grants import GrantProjectFactory
from tests.factories.reference import CountryFactory, RegionFactory, TopicFactory
from tests.factories.technical_assistance import InterventionFactory
from tests.technical_assistance.back_office import change_page, typed

pytestmark = pytest.mark.django_db


def titles(client, query: str = "") -> set[str]:
    return {line["title"] for line in client.get(f"/knowledge/?{query}").context["lines"]}


@pytest.mark.parametrize(
    "query",
    [
        "kind=guide",
        "topic=visas",
        "region=caribbean",
        "country=haiti",
        "language=fr",
        "year=2018",
        "kind=guide&kind=report&topic=visas&language=fr&year=2018",
    ],
)
def test_a_filter_keeps_the_products_that_have_its_value(client, query):
    caribbean = RegionFactory(slug="caribbean")
    product = KnowledgeProductFactory(
        published=True,
        title="Wanted",
        kind=ProductKind.GUIDE,
        topics=[TopicFactory(slug="visas")],
        regions=[caribbean],
        countries=[CountryFactory(slug="haiti", region=caribbean)],
        issued_from=date(2018, 3, 1),
        issued_until=date(2018, 3, 31),
    )
    EditionFactory(product=product, language="fr")
    EditionFactory(product=product, language="fr", variant="light")
    other = KnowledgeProductFactory(published=True, kind=ProductKind.HANDOUT)
    EditionFactory(product=other, language="en")
    KnowledgeProductFactory(kind=ProductKind.GUIDE, title="A draft")

    page = Page(client.get(f"/knowledge/?{query}").text)

    assert titles(client, query) == {"Wanted"}
    assert page.count == 1


def test_two_kinds_together_count_the_publications(client):
    for kind in ProductKind:
        KnowledgeProductFactory(published=True, kind=kind)

    page = Page(client.get("/knowledge/?kind=thematic_publication&kind=good_practices").text)

    assert page.count == len(ProductKind.publications())


def test_the_latest_comes_first_and_what_has_no_date_last(client):
    for title, year in (("Old", 2015), ("New", 2019)):
        day = date(year, 1, 1)
        KnowledgeProductFactory(published=True, title=title, issued_from=day, issued_until=day)
    KnowledgeProductFactory(published=True, title="Undated")

    lines = client.get("/knowledge/").context["lines"]

    assert [line["title"] for line in lines] == ["New", "Old", "Undated"]


def test_a_draft_is_nowhere(client):
    draft = KnowledgeProductFactory(title="Unpublished words", topics=[TopicFactory(slug="visas")])
    KnowledgeProductFactory(published=True)

    assert client.get(draft.get_absolute_url()).status_code == 404
    for address in ("/knowledge/", "/topics/visas/"):
        assert "Unpublished words" not in client.get(address).text


def test_a_page_shows_no_draft_that_the_product_is_tied_to(client):
    draft = {"title": "Unpublished words"}
    product = KnowledgeProductFactory(
        published=True,
        extract_of=KnowledgeProductFactory(**draft),
        interventions=[InterventionFactory(**draft)],
        grants=[GrantProjectFactory(**draft)],
        events=[EventFactory(**draft)],
    )
    KnowledgeProductFactory(extract_of=product, **draft)
    EventFactory(products_discussed=[product], **draft)
    RecommendationFactory(products=[product], text=draft["title"])

    assert "Unpublished words" not in client.get(product.get_absolute_url()).text


def test_the_page_leads_from_an_extract_to_its_whole_and_back(client):
    whole = KnowledgeProductFactory(published=True)
    extract = KnowledgeProductFactory(published=True, extract_of=whole)

    for here, there in ((whole, extract), (extract, whole)):
        links = Page(client.get(here.get_absolute_url()).text).links
        assert there.get_absolute_url() in links


def test_editions_stand_under_their_languages_own_names(client):
    product = KnowledgeProductFactory(published=True)
    for language in ("en", "fr", "es"):
        EditionFactory(product=product, language=language)
    page = Page(client.get(f"/pt{product.get_absolute_url()}").text)

    assert [page.one("h3", lang=code).text for code in ("en", "fr", "es")] == [
        "English",
        "Français",
        "Español",
    ]


def test_an_edition_elsewhere_says_so_before_the_click(client):
    edition = EditionFactory(product__published=True, elsewhere=True)
    text = client.get(edition.product.get_absolute_url()).text

    assert edition.url in Page(text).links
    assert "on another site" in text


def test_what_is_not_known_is_left_out(client):
    product = KnowledgeProductFactory(published=True)
    terms = [term.text for term in Page(client.get(product.get_absolute_url()).text).all("dt")]

    assert terms == ["Kind"]


@pytest.mark.parametrize(
    ("kind", "type_name"),
    [("thematic_publication", "Book"), ("report", "Report"), ("handout", "CreativeWork")],
)
def test_machines_read_what_the_product_is(client, kind, type_name):
    product = KnowledgeProductFactory(
        published=True, kind=kind, title="Who moves", authors="Diop, Awa"
    )
    EditionFactory(product=product, language="fr")
    page = Page(client.get(product.get_absolute_url()).text)

    said = page.structured(type_name)
    assert (said["name"], said["inLanguage"]) == ("Who moves", ["fr"])


@pytest.mark.parametrize("facet", ["region", "country", "topic"])
def test_the_page_of_a_subject_shows_the_first_of_its_products_and_leads_to_all(client, facet):
    region, topic = RegionFactory(slug="caribbean"), TopicFactory(slug="visas")
    here = {
        "regions": [region],
        "countries": [CountryFactory(slug="haiti", region=region)],
        "topics": [topic],
    }
    for number in range(SHOWN + 1):
        day = date(2019, 1, 28 - number)
        KnowledgeProductFactory(
            published=True,
            title=f"Shown {number:02}",
            issued_from=day,
            issued_until=day,
            **here,
        )
    KnowledgeProductFactory(published=True, title="Elsewhere")
    slug = {"region": "caribbean", "country": "haiti", "topic": "visas"}[facet]
    plural = {"region": "regions", "country": "countries", "topic": "topics"}[facet]
    text = client.get(f"/{plural}/{slug}/").text

    assert f"Shown {SHOWN - 1:02}" in text
    for absent in (f"Shown {SHOWN:02}", "Elsewhere"):
        assert absent not in text
    link = f"/knowledge/?{facet}={slug}"
    assert link in Page(text).links
    assert Page(client.get(link).text).count == SHOWN + 1


def test_a_title_that_falls_back_to_english_says_so_on_the_page_of_a_subject(client):
    topic = TopicFactory(slug="visas")
    KnowledgeProductFactory(published=True, title="In English", topics=[topic])
    EventFactory(published=True, title="In English too", topics=[topic])
    page = Page(client.get("/fr/topics/visas/").text)

    titles = {link.text for link in page.all("a", lang="en", dir="auto")}
    assert {"In English", "In English too"} <= titles


def test_the_list_tells_each_language_and_format_once(client):
    product = KnowledgeProductFactory(published=True)
    EditionFactory(product=product, language="en")
    EditionFactory(product=product, language="fr")
    EditionFactory(product=product, language="fr", elsewhere=True)
    [line] = client.get("/knowledge/").context["lines"]

    languages, formats = line["facts"]
    assert sorted(languages.split(", ")) == ["English", "Français"]
    assert sorted(formats.split(", ")) == ["PDF", "web page"]


def test_a_product_is_found_in_the_regions_of_its_countries(editor_client, client):
    country = CountryFactory(region=RegionFactory(slug="pacific", name="Pacific"))
    product = KnowledgeProductFactory(published=True, countries=[country])
    page = change_page(product)

    editor_client.post(page, typed(editor_client.get(page)))

    assert [row.slug for row in product.regions.all()] == ["pacific"]
    assert Page(client.get("/knowledge/?region=pacific").text).count == 1
    assert Page(client.get("/knowledge/?q=pacific").text).count == 1
