"""The list of interventions, as cards and as a table."""

import pytest

from acpmigration.search.indexing import refresh
from technical_assistance.enums import StageKind
from technical_assistance.models import Intervention
from tests.dashboard.reading import Page, parameters_of
from tests.factories.reference import (
    CountryFactory,
    RegionFactory,
    SDGTargetFactory,
    TopicFactory,
    TypologyFactory,
)
from tests.factories.technical_assistance import AssistanceRequestFactory, InterventionFactory

pytestmark = pytest.mark.django_db

LIST = "/interventions/"
EVERY_FACET = (
    "region=caribbean&country=haiti&topic=visas&typology=training&status=ongoing"
    "&stage=concept-note&requester=national&partner_kind=not-stated&sdg=10-7&year=not-stated"
)


@pytest.fixture
def haiti():
    return CountryFactory(slug="haiti", name="Haiti", region=RegionFactory(slug="caribbean"))


def titles(response) -> list[str]:
    return [line.title for line in response.context["lines"]]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("address", [LIST, f"{LIST}?view=table"])
def test_the_list_shows_every_published_intervention_in_a_fixed_number_of_queries(
    client, count, address, haiti, django_assert_num_queries
):
    for number in range(count):
        InterventionFactory(published=True, country=haiti, title=f"Shown {number}")
    InterventionFactory(country=haiti, title="A draft")

    with django_assert_num_queries(11):
        response = client.get(address)

    assert sorted(titles(response)) == [f"Shown {number}" for number in range(count)]
    assert Page(response.text).count == count
    assert "A draft" not in response.text


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("words", ["", "q=done&"])
def test_all_facets_at_once_take_twelve_queries(
    client, count, words, haiti, django_assert_num_queries
):
    topic, typology = TopicFactory(slug="visas"), TypologyFactory(slug="training")
    target = SDGTargetFactory(code="10.7")
    rows = [
        InterventionFactory(published=True, country=haiti, topics=[topic], typologies=[typology])
        for _number in range(count)
    ]
    for row in rows:
        row.sdg_targets.add(target)
    refresh(*rows)

    with django_assert_num_queries(12):
        response = client.get(f"{LIST}?{words}{EVERY_FACET}")

    assert len(titles(response)) == count
    assert response.context["filter"].ignored() == []


def test_each_chip_takes_its_filter_away_and_leaves_the_rest(client, haiti):
    InterventionFactory(published=True, country=haiti)
    page = Page(client.get(f"{LIST}?region=caribbean&country=haiti&q=done&sort=title").text)
    chips = {
        chip.text: parameters_of(chip.attributes["href"]) for chip in page.all("a", class_="chip")
    }

    assert {words: sorted(left) for words, left in chips.items()} == {
        "Remove filter Search: “done”": ["country", "region", "sort"],
        "Remove filter Region: Caribbean": ["country", "q", "sort"],
        "Remove filter Country: Haiti": ["q", "region", "sort"],
    }


def test_rows_come_in_the_order_that_was_asked_for(client):
    second, first = (
        InterventionFactory(published=True, title=title, country=CountryFactory(name=name))
        for title, name in (("B", "Angola"), ("A", "Benin"))
    )

    def order(query: str) -> list[str]:
        return titles(client.get(f"{LIST}?{query}"))

    assert order("sort=title") == ["A", "B"]
    assert order("sort=place") == ["B", "A"]
    assert order("sort=updated") == order("") == ["A", "B"]
    Intervention.objects.get(pk=second.pk).save()
    assert order("sort=updated") == ["B", "A"]
    assert first.title == "A"


def test_a_place_stands_where_the_name_that_is_shown_belongs(client):
    for names in (
        {"name": "Congo", "formal_name": "Republic of the Congo"},
        {"name": "South Sudan", "formal_name": ""},
        {"name": "Chad", "formal_name": None},
    ):
        InterventionFactory(published=True, country=CountryFactory(**names))
    rows = client.get(f"{LIST}?sort=place").context["lines"]

    assert [line.place for line in rows] == ["Chad", "Republic of the Congo", "South Sudan"]


def test_the_table_says_by_which_column_it_is_sorted(client):
    InterventionFactory(published=True)
    page = Page(client.get(f"{LIST}?view=table&sort=title").text)
    heads = page.all("th", scope="col")

    assert [(head.text, head.attributes.get("aria-sort", "")) for head in heads] == [
        ("Intervention", "ascending"),
        ("Country or organisation", ""),
        ("Region", ""),
        ("Topics", ""),
        ("Stage", ""),
        ("Last change", ""),
    ]
    assert f"{LIST}?view=table&sort=place" in page.links


@pytest.mark.parametrize("view", ["", "?view=table"])
def test_a_sample_says_that_it_is_one(client, view):
    InterventionFactory(published=True, slug="sample-001", title="Invented")
    InterventionFactory(published=True, slug="ta-001", title="True")
    page = Page(client.get(LIST + view).text)

    assert len(page.all("span", data_status="sample")) == 1


def test_the_stage_under_way_is_said_in_words(client):
    InterventionFactory(published=True, stage=StageKind.BASELINE_ASSESSMENT)

    assert "Stage 3 of 4: Baseline assessment" in client.get(LIST).text


def test_a_cancelled_one_has_no_stage_under_way(client):
    InterventionFactory(published=True, cancelled=True, stage=StageKind.BASELINE_ASSESSMENT)

    response = client.get(LIST)

    [line] = response.context["lines"]
    assert (line.status_label, line.stage, line.stage_label) == ("Cancelled", None, "")
    assert "Stage 3 of 4" not in response.text


def test_who_asked_is_shown_for_a_regional_organisation_too(client):
    row = InterventionFactory(published=True, regional=True, title="Of the region")
    response = client.get(f"{LIST}?requester=regional")

    assert titles(response) == ["Of the region"]
    assert str(row.regional_organisation.organisation) in response.text
    assert titles(client.get(f"{LIST}?requester=national")) == []


def test_the_year_of_acceptance_is_a_filter(client):
    AssistanceRequestFactory(
        accepted=True,
        decided_from="2016-01-01",
        decided_until="2016-12-31",
        intervention=InterventionFactory(published=True, title="Accepted in 2016"),
    )
    InterventionFactory(published=True, title="Nobody knows when")

    assert titles(client.get(f"{LIST}?year=2016")) == ["Accepted in 2016"]
    assert titles(client.get(f"{LIST}?year=not-stated")) == ["Nobody knows when"]


@pytest.mark.parametrize("address", [LIST, f"{LIST}?view=table", "/requests/"])
def test_region_country_and_topic_lead_to_their_pages(client, address, haiti):
    topics = [TopicFactory(slug="visas")]
    AssistanceRequestFactory(published=True, country=haiti, topics=topics)
    InterventionFactory(published=True, country=haiti, topics=topics)

    links = Page(client.get(address).text).links

    assert {"/regions/caribbean/", "/countries/haiti/", "/topics/visas/"} <= set(links)
