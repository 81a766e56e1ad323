"""One search over everything: all kinds, places, drafts left out, words marked."""

from urllib.parse import quote

import pytest

from acpmigration.search import sources
from acpmigration.search.highlighting import excerpt, marked
from acpmigration.search.indexing import refresh
from acpmigration.search.query import parse
from dashboard.views.search import KINDS, ON_A_PAGE, _known_words
from tests.dashboard.reading import Page
from tests.factories.knowledge import EventFactory, KnowledgeProductFactory
from tests.factories.nsa_grants import GrantProjectFactory
from tests.factories.reference import (
    CountryFactory,
    OrganisationFactory,
    RegionFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db


def found(client, words, **more):
    response = client.get("/search/", {"q": words, **more})
    assert response.status_code == 200
    return response


def titles(response):
    return [str(line["title"]) for line in response.context["lines"]]


def indexed(*rows):
    refresh(*rows)
    return rows


@pytest.fixture
def records():
    grantee = OrganisationFactory(name="Remittances forum")
    grant = GrantProjectFactory(published=True, title="Remittances on the radio", grantee=grantee)
    product = KnowledgeProductFactory(published=True, title="Guide to remittances")
    event = EventFactory(published=True, title="Seminar", summary="Sending remittances home.")
    return indexed(grantee, grant, product, event)


def test_every_kind_is_found_and_counted(client, records):
    response = found(client, "remittance")

    assert {line["link"] for line in response.context["lines"]} == {
        row.get_absolute_url() for row in records
    }
    assert {kind["link"]: kind["count"] for kind in response.context["kinds"]} == {
        "/grants/?q=remittance": 1,
        "/knowledge/?q=remittance": 1,
        "/events/?q=remittance": 1,
        "/organisations/?q=remittance": 1,
    }


def test_each_kinds_number_is_that_of_its_list(client, records):
    for kind in found(client, "remittances").context["kinds"]:
        assert Page(client.get(kind["link"]).text).count == kind["count"], kind["link"]


def test_drafts_are_not_found(client):
    indexed(
        GrantProjectFactory(title="Hidden words"),
        KnowledgeProductFactory(title="Hidden words"),
        EventFactory(title="Hidden words"),
        OrganisationFactory(name="Hidden words"),
    )

    response = found(client, "hidden")

    assert (response.context["total"], titles(response)) == (0, [])


@pytest.mark.parametrize("count", [1, 3])
def test_search_takes_at_most_eight_queries(client, count, django_assert_max_num_queries):
    for _number in range(count):
        grantee = OrganisationFactory(name="Words")
        grant = GrantProjectFactory(published=True, title="Words", grantee=grantee)
        product = KnowledgeProductFactory(published=True, title="Words")
        indexed(grantee, grant, product, EventFactory(published=True, title="Words"))

    with django_assert_max_num_queries(8):
        response = found(client, "words")

    assert response.context["total"] == 4 * count


def test_places_and_topics_lead_to_their_pages(client):
    CountryFactory(name="Cabo Verde", slug="cabo-verde")
    TopicFactory(name="Remittances", slug="remittances")

    for typed, link in (
        ("cabo ver", "/countries/cabo-verde/"),
        ("VERDE", "/countries/cabo-verde/"),
        ("remit", "/topics/remittances/"),
    ):
        assert [place["link"] for place in found(client, typed).context["places"]] == [link]
    assert found(client, "verde remittances").context["places"] == []


def test_what_was_found_is_shown_in_pages(client):
    rows = [EventFactory(published=True, title="Words") for _number in range(ON_A_PAGE + 1)]
    indexed(*rows)

    first, second = (set(links(client, page)) for page in (1, 2))

    assert (len(first), len(second)) == (ON_A_PAGE, 1)
    assert not first & second
    assert client.get("/search/?q=words&page=3").status_code == 404
    assert client.get("/search/?q=words&page=x").status_code == 404


def links(client, page):
    return [line["link"] for line in found(client, "words", page=page).context["lines"]]


@pytest.mark.parametrize("typed", ["", "?!", "zzzz", "%00'\"<>", "x" * 1_000, "a " * 400])
def test_whatever_is_typed_is_answered_with_a_way_on(client, typed):
    response = found(client, typed)

    assert titles(response) == []
    assert all(kind["link"] in response.text for kind in response.context["lists"])


def test_words_are_marked_and_markup_is_text(client):
    indexed(EventFactory(published=True, title="<b>Remittances</b> & more"))

    text = found(client, "remittance").text

    assert "&lt;b&gt;<mark>Remittances</mark>&lt;/b&gt; &amp; more" in text


def test_marks_follow_endings_accents_and_the_last_words_start():
    query = parse("migrants côte remit", "en")

    assert marked("Migrant in Cote: remittances, côtés", "en", query) == (
        "<mark>Migrant</mark> in <mark>Cote</mark>: <mark>remittances</mark>, <mark>côtés</mark>"
    )


def test_excerpt_stands_around_the_first_word_found():
    query = parse("visa", "en")
    text = "Before. " * 60 + "Then a visa is asked for. " + "After. " * 60

    shown = excerpt(text, "en", query)

    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert "a <mark>visa</mark> is" in shown
    assert len(shown) < 300


def test_every_kind_with_a_list_is_searched():
    registered = {source.kind for source in sources.registered()}

    assert set(KINDS) == registered


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("remitances", "remittances"),
        ("remittanecs radio", "remittances radio"),
        ("Remitances  GUIDES", "remittances GUIDES"),
        ("carribean", "caribbean"),
    ],
)
def test_slips_are_answered_with_what_may_be_meant(client, records, typed, meant):
    _known_words.cache_clear()
    RegionFactory(slug="caribbean", name="Caribbean")

    response = found(client, typed)

    assert response.context["meant"] == meant
    assert f"/search/?q={quote(meant, safe='')}" in Page(response.text).links
    assert found(client, meant).context["total"] or found(client, meant).context["places"]


def test_words_of_drafts_and_words_without_a_likeness_are_not_suggested(client, records):
    _known_words.cache_clear()
    indexed(GrantProjectFactory(title="Clandestine"))

    three = "remitances forumm seminarr"
    for typed in ("clandestin", "zzzzzz", "remittances zzzzzz", "ram", three):
        assert found(client, typed).context["meant"] == ""


def test_a_slip_takes_at_most_eight_queries(client, records, django_assert_max_num_queries):
    _known_words.cache_clear()

    with django_assert_max_num_queries(8):
        found(client, "remitances")


def test_endings_do_not_matter_in_names_of_topics_either(client):
    TopicFactory(name="Remittances", slug="remittances")
    CountryFactory(name="Cabo Verde", slug="cabo-verde")

    assert found(client, "remittance").context["places"]
    assert not found(client, "b").context["places"]


def test_a_hit_without_a_marked_word_says_where_it_was_found(client):
    product = KnowledgeProductFactory(published=True, title="Guide", authors="Diop, Awa")
    indexed(product)

    assert "Found in the text of its file" in found(client, "diop").text
    assert "Found in" not in found(client, "guide").text
