"""The published requests and their funnel."""

from datetime import date

import pytest

from acpmigration.pages.models import Text
from tests.dashboard.reading import Page, parameters_of
from tests.factories.reference import CountryFactory, RegionFactory, TopicFactory
from tests.factories.technical_assistance import AssistanceRequestFactory, InterventionFactory

pytestmark = pytest.mark.django_db

LIST = "/requests/"


@pytest.fixture
def haiti():
    return CountryFactory(slug="haiti", name="Haiti", region=RegionFactory(slug="caribbean"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_shows_every_published_request_in_a_fixed_number_of_queries(
    client, count, haiti, django_assert_num_queries
):
    AssistanceRequestFactory.create_batch(count, published=True, accepted=True, country=haiti)
    AssistanceRequestFactory(country=CountryFactory(name="Draftland"))

    with django_assert_num_queries(8):
        response = client.get(LIST)
    with django_assert_num_queries(8):
        client.get(f"{LIST}?region=caribbean&country=haiti&topic=not-stated&state=accepted")

    page = Page(response.text)
    assert page.count == len(response.context["requests"]) == count
    assert page.values["requests-by-state-accepted"] == count
    assert "Draftland" not in response.text


def test_the_funnel_counts_each_state_under_the_other_filters(client, haiti):
    for state in ("under_review", "declined", "withdrawn", "accepted"):
        AssistanceRequestFactory(published=True, country=haiti, **{state: True})
    AssistanceRequestFactory(published=True, declined=True)
    page = Page(client.get(f"{LIST}?region=caribbean&state=declined&page=1").text)

    assert page.count == 1
    assert page.values == {
        "requests-by-state-received": 0,
        "requests-by-state-under_review": 1,
        "requests-by-state-accepted": 1,
        "requests-by-state-declined": 1,
        "requests-by-state-merged": 0,
        "requests-by-state-withdrawn": 1,
    }
    for figure in page.figures:
        assert parameters_of(figure.link)["region"] == "caribbean"
        assert Page(client.get(figure.link).text).count == figure.value


def test_the_funnel_says_how_it_counts(client):
    Text.objects.create(
        key="figure/requests-by-state",
        title_en="Requests",
        body_en="<p>One &amp; no more.</p>",
    )

    assert client.get(LIST).context["funnel"]["definition"] == "One & no more."


def test_a_definition_that_is_not_written_yet_says_nothing(client):
    Text.objects.create(key="figure/requests-by-state", title_en="Requests")

    assert client.get(LIST).context["funnel"]["definition"] == ""


def test_the_reason_the_letter_and_a_draft_it_opened_are_never_shown(client, haiti):
    AssistanceRequestFactory(published=True, country=haiti, declined=True, reason="Inner reasons")
    AssistanceRequestFactory(
        published=True,
        country=haiti,
        accepted=True,
        intervention=InterventionFactory(country=haiti, title="Still a draft"),
    )
    AssistanceRequestFactory(
        published=True,
        country=haiti,
        accepted=True,
        letter="letters/secret-name.pdf",
        intervention=InterventionFactory(published=True, country=haiti, title="Public by now"),
    )
    response = client.get(LIST)

    assert Page(response.text).count == 3
    assert "Public by now" in response.text
    for hidden in ("Inner reasons", "Still a draft", "secret-name"):
        assert hidden not in response.text


def test_the_latest_received_stand_first_and_unknown_dates_last(client):
    for name, day in (("Old", date(2015, 1, 1)), ("Undated", None), ("New", date(2018, 1, 1))):
        AssistanceRequestFactory(
            published=True,
            country=CountryFactory(name=name),
            received_from=day,
            received_until=day,
        )

    def order(query: str) -> list[str]:
        return [row.lead_name for row in client.get(LIST + query).context["requests"]]

    assert order("") == ["New", "Old", "Undated"]
    assert order("?sort=place") == ["New", "Old", "Undated"]
    assert order("?year=2018") == ["New"]
    assert order("?year=not-stated") == ["Undated"]
    assert "Not known" in client.get(LIST).text


def test_a_sample_says_that_it_is_one(client):
    AssistanceRequestFactory(published=True, slug="sample-001")
    AssistanceRequestFactory(published=True, slug="true-one")

    assert len(Page(client.get(LIST).text).all("span", data_status="sample")) == 1


def test_an_empty_selection_says_what_to_take_away(client, haiti):
    TopicFactory(slug="visas", name="Visas")
    AssistanceRequestFactory(published=True, country=haiti)
    page = Page(client.get(f"{LIST}?country=haiti&topic=visas").text)

    assert page.count == 0
    assert "1 result" in page.one("div", class_="empty").text
    assert f"{LIST}?country=haiti" in page.links


def test_pages_keep_the_selection(client, haiti):
    AssistanceRequestFactory.create_batch(25, published=True, country=haiti)
    first = client.get(f"{LIST}?country=haiti&sort=place")
    following = Page(first.text).one("a", rel="next").attributes["href"]

    assert parameters_of(following).dict() == {"country": "haiti", "sort": "place", "page": "2"}
    assert len(client.get(LIST + following).context["requests"]) == 1
    assert client.get(f"{LIST}?page=3").status_code == 404


def test_the_words_of_interventions_are_no_filter_of_requests(client, haiti):
    AssistanceRequestFactory(published=True, country=haiti)

    assert Page(client.get(f"{LIST}?typology=law&status=ongoing").text).count == 1
