"""Grants that nobody would expect, shown whole and harmless."""

import pytest

from acpmigration.reference.enums import Component
from acpmigration.search.indexing import refresh
from nsa_grants.enums import ReachKind
from nsa_grants.models import GrantProject
from tests.dashboard.reading import Page
from tests.dashboard.test_odd_content import ATTACKS, ODD, PAIRS, danger
from tests.factories.nsa_grants import (
    GrantLinkFactory,
    GrantProjectFactory,
    QuoteFactory,
    ReachFactory,
)
from tests.factories.reference import (
    CountryFactory,
    OrganisationFactory,
    RegionFactory,
    TopicFactory,
    TypologyFactory,
)
from tests.factories.technical_assistance import InterventionFactory

pytestmark = pytest.mark.django_db

PAGES = [
    *("/grants/", "/grants/map/", "/grants/possible/", "/grants/shown/"),
    *("/regions/caribbean/", "/countries/somewhere/", "/topics/visas/"),
    "/countries/somewhere/brief/",
]


def everywhere(text: str) -> GrantProject:
    """A published grant that has ``text`` wherever text can be written."""
    country = CountryFactory(
        slug="somewhere", name=text[:100], region=RegionFactory(slug="caribbean", name=text[:100])
    )
    topics = [TopicFactory(slug="visas", name=text[:100], description=text)]
    grant = GrantProjectFactory(
        published=True,
        slug="shown",
        country=country,
        title=text[:200],
        summary=text,
        activities=text,
        channels=text,
        results=text,
        story=f"<p>{text}</p>",
        sources=text,
        source_note=text,
        topics=topics,
        typologies=[TypologyFactory(name=text[:100], component=Component.GRANTS)],
        grantee=OrganisationFactory(name=text[:200]),
        partners=[OrganisationFactory(name=text[:200])],
        intervention=InterventionFactory(
            published=True, title=text[:200], country=country, topics=topics
        ),
    )
    for kind in ReachKind:
        ReachFactory(grant=grant, kind=kind, source=text[:200])
    QuoteFactory(grant=grant, text=text, translation=text, attribution=text[:200])
    GrantLinkFactory(grant=grant, label=text[:200])
    GrantLinkFactory(grant=grant, label="An attack", url=text[:500])
    refresh(grant)
    return grant


@pytest.mark.parametrize("attack", PAIRS)
def test_text_is_never_run(client, attack):
    everywhere(attack)

    for address in [*PAGES, "/fr/grants/shown/"]:
        assert danger(Page(client.get(address).text)) == [], address
    searched = client.get("/grants/", {"q": attack, "topic": attack, "status": attack})
    assert danger(Page(searched.text)) == []


@pytest.mark.parametrize("attack", ATTACKS[:7])
def test_what_was_written_is_shown_as_it_was(client, attack):
    everywhere(attack)
    page = Page(client.get("/grants/shown/").text)

    assert page.one("h1").text == page.one("blockquote").text == attack
    assert attack in [item.text for item in page.all("li")]
    assert attack in [link.text for link in Page(client.get("/grants/").text).all("a")]


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_text_is_shown_whole_in_its_own_direction(client, text):
    everywhere(text)
    whole = " ".join(text.split())
    texts = {
        "/grants/": "h2",
        "/grants/shown/": "h1",
        "/grants/possible/": "a",
        "/countries/somewhere/": "h3",
    }

    for address in PAGES:
        assert client.get(address).status_code == 200, address
    for address, tag in texts.items():
        shown = Page(client.get(address).text).all(tag, dir="auto")
        assert whole in [element.text for element in shown], address
    page = Page(client.get("/grants/shown/").text)
    assert page.one("blockquote", dir="auto").text == whole
    assert [item.text for item in page.all("li", dir="auto")].count(whole) >= 3


def test_fields_of_5000_characters_are_shown_whole(client):
    text = "Remittances, envois, remessas, remesas ﷺ " * 122
    everywhere(text)
    page = Page(client.get("/grants/shown/").text)

    assert page.one("article").text.count(" ".join(text.split())) >= 6
    assert len(page.one("meta", name="description").attributes["content"]) <= 160
