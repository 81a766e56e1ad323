"""A product as programs read it: schema.org, Dublin Core, and names of scholars' indexes."""

from datetime import date

import pytest

from tests.dashboard.reading import Page
from tests.factories.knowledge import EditionFactory, KnowledgeProductFactory
from tests.factories.reference import TopicFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


@pytest.fixture
def product():
    product = KnowledgeProductFactory(
        published=True,
        slug="who-moves",
        title='Who "moves"',
        abstract="Why & where.",
        kind="report",
        authors="Diop, Awa\nInternational Organization for Migration",
        publisher="IOM",
        isbn="9789290687498",
        reference="RP/1",
        licence="CC BY 3.0 IGO",
        issued_from=date(2019, 3, 1),
        issued_until=date(2019, 3, 31),
        topics=[TopicFactory(name="Visas"), TopicFactory(name="Remittances")],
    )
    EditionFactory(product=product, language="en")
    EditionFactory(product=product, language="fr", elsewhere=True)
    return product


def meta_of(page):
    found = {}
    for element in page.all("meta", name=None, content=None):
        name = element.attributes["name"]
        if name.startswith(("DC.", "citation_")):
            found.setdefault(name, []).append(element.attributes["content"])
    return found


def test_libraries_read_dublin_core_and_scholars_indexes_their_names(client, product):
    page = Page(client.get(product.get_absolute_url()).text)
    address = "http://testserver/knowledge/who-moves/"

    found = meta_of(page)

    assert page.one("link", rel="schema.DC").attributes["href"] == (
        "http://purl.org/dc/elements/1.1/"
    )
    authors = ["Diop, Awa", "International Organization for Migration"]
    assert found == {
        "DC.title": ['Who "moves"'],
        "DC.creator": authors,
        "DC.publisher": ["IOM"],
        "DC.date": ["2019-03"],
        "DC.description": ["Why & where."],
        "DC.subject": ["Visas", "Remittances"],
        "DC.type": ["Text"],
        "DC.language": ["en", "fr"],
        "DC.format": ["application/pdf", "text/html"],
        "DC.identifier": [address, "urn:isbn:9789290687498"],
        "DC.rights": ["CC BY 3.0 IGO"],
        "citation_title": ['Who "moves"'],
        "citation_author": authors,
        "citation_publication_date": ["2019/03"],
        "citation_publisher": ["IOM"],
        "citation_isbn": ["9789290687498"],
        "citation_technical_report_number": ["RP/1"],
        "citation_language": ["en", "fr"],
        "citation_pdf_url": [f"{address}who-moves-en.pdf"],
    }
    assert client.get(
        found["citation_pdf_url"][0].removeprefix("http://testserver")
    ).status_code == (200)


def test_search_engines_read_the_editions_and_who_wrote(client, product):
    said = Page(client.get(product.get_absolute_url()).text).structured("Report")
    edition, elsewhere = product.editions.order_by("language")

    assert said["author"] == [
        {"@type": "Person", "name": "Diop, Awa"},
        {"@type": "Organization", "name": "International Organization for Migration"},
    ]
    assert said["encoding"] == [
        {
            "@type": "MediaObject",
            "contentUrl": "http://testserver/knowledge/who-moves/who-moves-en.pdf",
            "encodingFormat": "application/pdf",
            "inLanguage": "en",
            "contentSize": f"{edition.size} B",
        },
        {
            "@type": "MediaObject",
            "contentUrl": elsewhere.url,
            "encodingFormat": "text/html",
            "inLanguage": "fr",
        },
    ]


def test_what_is_not_known_is_not_said(client):
    product = KnowledgeProductFactory(published=True, kind="guide")
    page = Page(client.get(product.get_absolute_url()).text)

    assert set(meta_of(page)) == {
        "DC.title",
        "DC.description",
        "DC.type",
        "DC.identifier",
        "citation_title",
    }
    assert set(page.structured("CreativeWork")) == {
        *("@context", "@type", "name", "abstract", "url", "isAccessibleForFree"),
    }


def test_the_way_to_the_page_is_read_as_it_is_shown(client, product):
    page = Page(client.get(f"/fr{product.get_absolute_url()}").text)

    steps = page.structured("BreadcrumbList")["itemListElement"]

    assert [step["position"] for step in steps] == [1, 2, 3]
    assert [step["item"] for step in steps[:2]] == [
        "http://testserver/fr/",
        "http://testserver/fr/knowledge/",
    ]
    assert "item" not in steps[2]
    shown = page.one("ol", class_="crumbs-list").text
    assert shown == "".join(step["name"] for step in steps)
