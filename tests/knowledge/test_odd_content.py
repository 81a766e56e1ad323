"""Products, events and recommendations that nobody would expect, shown whole and harmless."""

import pytest

from acpmigration.search.indexing import refresh
from tests.dashboard.reading import Page
from tests.dashboard.test_odd_content import ODD, PAIRS, danger
from tests.factories.knowledge import (
    EditionFactory,
    EventFactory,
    KnowledgeProductFactory,
    RecommendationFactory,
    UseFactory,
)
from tests.factories.reference import (
    CountryFactory,
    OrganisationFactory,
    RegionFactory,
    TopicFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

PAGES = [
    *("/knowledge/", "/knowledge/shown/", "/events/", "/events/shown/", "/recommendations/"),
    *("/organisations/", "/organisations/shown/", "/search/?q=shown", "/topics/visas/"),
    *("/countries/somewhere/", "/countries/somewhere/brief/", "/fr/knowledge/shown/"),
]


def everywhere(text):
    """A product, an event and a recommendation that have ``text`` wherever it can be written."""
    country = CountryFactory(
        slug="somewhere", name=text[:100], region=RegionFactory(slug="caribbean", name=text[:100])
    )
    topic = TopicFactory(slug="visas", name=text[:100], description=text)
    organisation = OrganisationFactory(slug="shown", name=text[:200], short_name=text[:40])
    own = {"published": True, "slug": "shown", "title": text[:200]}
    product = KnowledgeProductFactory(
        **own,
        abstract=text,
        authors=text,
        publisher=text[:200],
        licence=text[:100],
        reference=text[:60],
        sources=text,
        source_note=text,
        topics=[topic],
        countries=[country],
    )
    UseFactory(product=product, where=text[:300])
    EditionFactory(product=product, elsewhere=True)
    event = EventFactory(
        **own,
        summary=text,
        outcomes=f"<p>{text}</p>",
        place=text[:120],
        country=country,
        topics=[topic],
        partners=[organisation],
    )
    event.products_discussed.add(product)
    said = RecommendationFactory(published=True, topic=topic, text=text)
    said.products.add(product)
    refresh(product, event, said, organisation)


@pytest.mark.parametrize("attack", PAIRS)
def test_text_is_never_run(client, attack):
    everywhere(attack)

    for address in PAGES:
        assert danger(Page(client.get(address).text)) == [], address
    for address in ("/knowledge/", "/events/", "/recommendations/", "/search/", "/organisations/"):
        searched = client.get(address, {"q": attack, "topic": attack})
        assert danger(Page(searched.text)) == [], address


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_text_is_shown_whole_in_its_own_direction(client, text):
    everywhere(text)
    titles = {
        "/knowledge/": "h2",
        "/knowledge/shown/": "h1",
        "/events/": "h2",
        "/events/shown/": "h1",
        "/organisations/shown/": "a",
        "/countries/somewhere/brief/": "a",
    }

    for address in PAGES:
        assert client.get(address).status_code == 200, address
    for address, tag in titles.items():
        shown = Page(client.get(address).text).all(tag, dir="auto")
        assert " ".join(text.split()) in [element.text for element in shown], address


@pytest.mark.parametrize("style", ["bib", "ris"])
def test_a_citation_of_odd_text_is_one_record(client, style):
    everywhere("Line one\nER  - \n@book{x,\n title = {y}}")

    cited = client.get(f"/knowledge/shown/citation.{style}").content.decode()

    assert cited.count("\nER  - ") == (style == "ris")
    assert cited.count("\n@") == 0


def test_fields_of_5000_characters_are_shown_whole(client):
    text = "Remittances, envois, remessas, remesas ﷺ " * 122
    everywhere(text)

    for address in PAGES:
        assert client.get(address).status_code == 200, address
    for address in ("/knowledge/shown/", "/events/shown/", "/recommendations/"):
        assert " ".join(text.split()) in Page(client.get(address).text).one("main").text, address


@pytest.mark.parametrize("words", ["jose", "José", "JOSE\u0301", "nuñez"])
def test_jose_is_found_however_he_is_written(client, words):
    product = KnowledgeProductFactory(published=True, title="Savings", authors="Núñez, José")
    event = EventFactory(published=True, title="Seminar", summary="José Núñez told it.")
    refresh(product, event)

    assert client.get("/search/", {"q": words}).context["total"] == 2
    assert Page(client.get("/knowledge/", {"q": words}).text).count == 1
    assert Page(client.get("/events/", {"q": words}).text).count == 1
