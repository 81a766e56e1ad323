"""What is new in a list, as news readers take it."""

from datetime import UTC, datetime

import pytest
from lxml import etree

from knowledge.models import Recommendation
from technical_assistance.models import AssistanceRequest, Intervention
from tests.dashboard.reading import Page
from tests.factories.knowledge import EventFactory, KnowledgeProductFactory, RecommendationFactory
from tests.factories.nsa_grants import GrantProjectFactory
from tests.factories.reference import OrganisationFactory, RegionFactory
from tests.factories.technical_assistance import AssistanceRequestFactory, InterventionFactory

KINDS = {
    "interventions": InterventionFactory,
    "requests": AssistanceRequestFactory,
    "grants": GrantProjectFactory,
    "knowledge": KnowledgeProductFactory,
    "events": EventFactory,
    "recommendations": RecommendationFactory,
}
FEED = "/interventions.atom"
NAMES = {"a": "http://www.w3.org/2005/Atom"}
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

pytestmark = pytest.mark.django_db


def read(response):
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return etree.fromstring(response.content)


def texts(feed, path):
    return [str(each) for each in feed.xpath(path, namespaces=NAMES)]


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("kind", KINDS)
def test_the_news_of_a_list_take_a_fixed_number_of_queries(
    client, django_assert_num_queries, kind, number
):
    rows = [KINDS[kind](published=True) for _row in range(number)]
    draft = KINDS[kind]()

    with django_assert_num_queries(3):
        response = client.get(f"/{kind}.atom")

    ids = texts(read(response), "a:entry/a:id/text()")
    assert ids == [f"tag:testserver,2026:{kind}/{row.slug}" for row in reversed(rows)]
    assert draft.slug not in response.text


def test_an_entry_says_what_when_and_where_to_read_on(client):
    row = InterventionFactory(published=True, title="Remittances <&>", summary="A & <b>B</b>")
    Intervention.objects.filter(pk=row.pk).update(
        published_at=datetime(2026, 1, 2, 3, tzinfo=UTC),
        updated_at=datetime(2026, 2, 3, 4, tzinfo=UTC),
    )

    feed = read(client.get(FEED))

    assert texts(feed, "a:entry/a:title/text()") == ["Remittances <&>"]
    assert texts(feed, "a:entry/a:summary/text()") == ["A &amp; &lt;b&gt;B&lt;/b&gt;"]
    assert texts(feed, "a:entry/a:link/@href") == [f"https://testserver/interventions/{row.slug}/"]
    assert texts(feed, "a:entry/a:published/text()") == ["2026-01-02T03:00:00+00:00"]
    assert texts(feed, "a:entry/a:updated/text()") == ["2026-02-03T04:00:00+00:00"]
    assert texts(feed, "a:updated/text()") == ["2026-02-03T04:00:00+00:00"]
    assert texts(feed, "a:author/a:name/text()") == ["ACP-EU Migration Action"]
    assert texts(feed, "a:rights/text()") == ["https://creativecommons.org/licenses/by/4.0/"]


def test_the_latest_thirty_come_newest_first(client):
    rows = InterventionFactory.create_batch(32, published=True)
    for day, row in enumerate(rows):
        Intervention.objects.filter(pk=row.pk).update(
            updated_at=datetime(2026, 1, 1 + day % 31, 1 + day // 31, tzinfo=UTC)
        )

    ids = texts(read(client.get(FEED)), "a:entry/a:id/text()")

    latest = Intervention.objects.order_by("-updated_at").values_list("slug", flat=True)[:30]
    assert ids == [f"tag:testserver,2026:interventions/{slug}" for slug in latest]


def test_a_selection_has_news_of_its_own_under_a_name_of_its_own(client):
    caribbean = RegionFactory(slug="caribbean", name="Caribbean")
    shown = InterventionFactory(published=True, country__region=caribbean)
    InterventionFactory(published=True)

    whole, feed = read(client.get(FEED)), read(client.get(f"{FEED}?region=caribbean&sort=title"))

    address = "https://testserver/interventions"
    assert texts(feed, "a:entry/a:id/text()") == [f"tag:testserver,2026:interventions/{shown.slug}"]
    assert texts(feed, "a:title/text()") == [
        "Technical assistance interventions: news (Region: Caribbean)"
    ]
    assert texts(feed, "a:link[@rel='self']/@href") == [f"{address}.atom?region=caribbean"]
    assert texts(feed, "a:link[@rel='alternate']/@href") == [f"{address}/?region=caribbean"]
    assert texts(feed, "a:id/text()") != texts(whole, "a:id/text()")


def test_news_in_french_say_which_entries_are_in_english(client):
    InterventionFactory(published=True, title="Only English")
    InterventionFactory(published=True, title="Two", title_fr="Deux", slug="deux")

    feed = read(client.get(f"/fr{FEED}"))

    assert feed.get(LANGUAGE) == "fr"
    assert [
        (entry.findtext("a:title", namespaces=NAMES), entry.get(LANGUAGE))
        for entry in feed.findall("a:entry", NAMES)
    ] == [("Deux", None), ("Only English", "en")]
    assert texts(feed, "a:entry/a:link/@href")[0] == "https://testserver/fr/interventions/deux/"
    assert texts(feed, "a:entry/a:id/text()")[0] == "tag:testserver,2026:interventions/deux"


def test_a_request_leads_to_what_it_opened_once_that_is_public(client):
    opened = AssistanceRequestFactory(published=True, accepted=True)
    Intervention.objects.filter(pk=opened.intervention_id).update(title_en="Secret title")
    waiting = AssistanceRequestFactory(published=True)

    before = client.get("/requests.atom")
    Intervention.objects.filter(pk=opened.intervention_id).update(
        published_at=datetime(2026, 1, 2, tzinfo=UTC), published_by=opened.published_by
    )
    after = client.get("/requests.atom")

    listed = f"https://testserver/requests/?state={waiting.state}"
    address = f"https://testserver/interventions/{opened.intervention.slug}/"
    assert texts(read(before), "a:entry/a:link/@href") == [
        listed,
        "https://testserver/requests/?state=accepted",
    ]
    assert "Secret title" not in before.text
    assert opened.intervention.slug not in before.text.replace(opened.slug, "")
    assert texts(read(after), "a:entry/a:link/@href") == [listed, address]


def test_nothing_internal_of_a_request(client):
    row = AssistanceRequestFactory(published=True)
    AssistanceRequest.objects.filter(pk=row.pk).update(reason="Secret reason", state="declined")

    response = client.get("/requests.atom")

    assert len(texts(read(response), "a:entry/a:id/text()")) == 1
    assert "Secret reason" not in response.text


def test_a_sample_says_that_it_is_one(client):
    InterventionFactory(published=True, slug="sample-001", summary="Invented")

    feed = read(client.get(FEED))

    assert texts(feed, "a:entry/a:summary/text()") == ["Sample record, not a fact. Invented"]


def test_what_xml_cannot_hold_is_left_out(client):
    row = RecommendationFactory(published=True)
    Recommendation.objects.filter(pk=row.pk).update(text_en="A\x01B\x0b\ufffeC " + "x" * 5_000)

    feed = read(client.get("/recommendations.atom"))

    assert texts(feed, "a:entry/a:summary/text()") == ["ABC " + "x" * 5_000]
    assert len(texts(feed, "a:entry/a:title/text()")[0]) <= 120


@pytest.mark.parametrize("number", [1, 3])
def test_an_organisation_is_news_when_a_record_that_names_it_becomes_public(
    client, django_assert_num_queries, number
):
    first, *others = (OrganisationFactory(kind="ngo") for _row in range(number))
    for each in (first, *others):
        GrantProjectFactory(published=True, grantee=each)
    GrantProjectFactory(grantee=OrganisationFactory(name="Of a draft"))
    later = InterventionFactory(published=True, entity=first)
    Intervention.objects.filter(pk=later.pk).update(published_at=datetime(2026, 3, 4, tzinfo=UTC))

    with django_assert_num_queries(3):
        response = client.get("/organisations.atom?kind=ngo")

    feed = read(response)
    assert len(texts(feed, "a:entry/a:id/text()")) == number
    assert texts(feed, "a:entry/a:id/text()")[0].endswith(f":organisations/{first.slug}")
    assert texts(feed, "a:entry/a:updated/text()")[0] == "2026-03-04T00:00:00+00:00"
    assert "Of a draft" not in response.text


@pytest.mark.parametrize("language", ["", "/fr", "/pt", "/es"])
def test_a_page_names_all_that_can_be_followed(client, language):
    page = Page(client.get(f"{language}/open-data/feeds/").text)

    found = [
        link.attributes["href"].removeprefix("https://testserver")
        for link in page.all("link", rel="alternate", type="application/atom+xml")
    ]
    assert found == [f"{language}/{kind}.atom" for kind in (*KINDS, "organisations")]
    for address in (*found, f"{language}/events/calendar.ics"):
        assert f"https://testserver{address}" in page.links
        assert client.get(address).status_code == 200


def test_the_page_of_what_can_be_followed_leads_back_to_all_data(client):
    trail = client.get("/open-data/feeds/").context["trail"]

    assert [(str(each["label"]), each.get("link")) for each in trail[-2:]] == [
        ("Open data", "/open-data/"),
        ("Feeds and calendars", None),
    ]


def test_news_of_nothing_are_the_same_bytes_again(client):
    first, second = client.get(FEED), client.get(FEED)

    assert texts(read(first), "a:entry") == []
    assert first.content == second.content


def test_who_asks_again_is_told_that_nothing_is_new_in_two_queries(
    client, django_assert_max_num_queries
):
    InterventionFactory(published=True)
    mark = client.get(FEED)["ETag"]

    with django_assert_max_num_queries(2):
        again = client.get(FEED, headers={"if-none-match": mark})
    InterventionFactory(published=True)
    changed = client.get(FEED, headers={"if-none-match": mark})

    assert [again.status_code, changed.status_code] == [304, 200]


def test_what_is_not_understood_is_named(client):
    response = client.get(f"{FEED}?region=atlantis&colour=red")

    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert {each["parameter"] for each in response.json()["errors"]} == {"region", "colour"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_names_its_news_of_the_same_selection(client, kind):
    row = KINDS[kind](published=True)
    del row
    page = Page(client.get(f"/fr/{kind}/?sort=nonsense&region=not-stated&page=1").text)

    link = page.one("link", rel="alternate", type="application/atom+xml").attributes["href"]

    assert link in {f"/fr/{kind}.atom", f"/fr/{kind}.atom?region=not-stated"}
    assert client.get(link).status_code == 200
