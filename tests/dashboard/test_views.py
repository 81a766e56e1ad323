"""The factsheet: what the home page counts and says."""

import pytest

from acpmigration.pages.models import Text
from acpmigration.reference.enums import Component, OrganisationKind
from dashboard.views import factsheet
from technical_assistance.enums import StageKind
from tests.dashboard.reading import Page
from tests.factories.nsa_grants import GrantProjectFactory
from tests.factories.reference import (
    CountryFactory,
    OrganisationFactory,
    RegionFactory,
    SDGTargetFactory,
    TopicFactory,
    TypologyFactory,
)
from tests.factories.technical_assistance import (
    AssistanceRequestFactory,
    InterventionFactory,
    PartnershipFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def haiti():
    return CountryFactory(slug="haiti", name="Haiti", region=RegionFactory(slug="caribbean"))


@pytest.fixture
def visas():
    return TopicFactory(slug="visas", description="Of visas.")


def told(count: int, haiti, visas):
    typology = TypologyFactory()
    for _number in range(count):
        row = InterventionFactory(
            published=True,
            country=haiti,
            topics=[visas],
            typologies=[typology],
            story="<p>Told.</p>",
        )
        AssistanceRequestFactory(published=True, accepted=True, country=haiti, intervention=row)
        PartnershipFactory(intervention=row)
        SDGTargetFactory().topics.set([visas])


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/", 13),
        ("/regions/caribbean/", 11),
        ("/countries/haiti/", 10),
        ("/topics/visas/", 11),
    ],
)
def test_a_page_takes_a_fixed_number_of_queries(
    client, address, queries, count, haiti, visas, django_assert_num_queries
):
    told(count, haiti, visas)

    with django_assert_num_queries(queries):
        response = client.get(address)

    assert Page(response.text).values["interventions-implemented"] == count


def test_a_page_that_was_kept_takes_one_query(client, haiti, django_assert_num_queries):
    etag = client.get("/")["ETag"]

    with django_assert_num_queries(1):
        assert client.get("/", headers={"if-none-match": etag}).status_code == 304


def test_an_empty_portfolio_has_a_factsheet_too(client):
    page = Page(client.get("/").text)

    assert set(page.values.values()) == {0}
    assert {figure.name for figure in page.figures} >= {
        "interventions-implemented",
        "interventions-national",
        "interventions-regional",
        "requests-received",
    }


def test_the_headline_counts_ongoing_and_completed_ones_by_who_asked(client, haiti):
    InterventionFactory.create_batch(2, published=True, country=haiti)
    InterventionFactory(published=True, country=haiti, completed=True)
    InterventionFactory(published=True, country=haiti, cancelled=True)
    InterventionFactory(published=True, regional=True)
    InterventionFactory(country=haiti)
    AssistanceRequestFactory(published=True, country=haiti)
    AssistanceRequestFactory(country=haiti)
    values = Page(client.get("/").text).values

    assert {
        name: values[name]
        for name in (
            "interventions-implemented",
            "interventions-national",
            "interventions-regional",
            "interventions-ongoing",
            "interventions-completed",
            "requests-received",
        )
    } == {
        "interventions-implemented": 4,
        "interventions-national": 3,
        "interventions-regional": 1,
        "interventions-ongoing": 3,
        "interventions-completed": 1,
        "requests-received": 1,
    }


def test_the_factsheets_address_of_a_figure_does_not_change(client):
    links = {figure.name: figure.link for figure in Page(client.get("/").text).figures}

    assert links["interventions-implemented"] == "/interventions/?status=ongoing&status=completed"
    assert links["requests-received"] == "/requests/"


def test_a_region_stands_in_chart_map_and_list_with_the_same_numbers(client, haiti):
    RegionFactory(slug="pacific")
    InterventionFactory.create_batch(2, published=True, country=haiti)
    InterventionFactory(published=True, country=haiti, completed=True)
    page = Page(client.get("/").text)

    assert {name: v for name, v in page.values.items() if "by-region" in name} == {
        "interventions-by-region-caribbean": 3,
        "interventions-by-region-caribbean-completed": 1,
        "interventions-by-region-caribbean-ongoing": 2,
        "interventions-by-region-pacific": 0,
        "interventions-by-region-pacific-completed": 0,
        "interventions-by-region-pacific-ongoing": 0,
        "interventions-by-region-all": 3,
        "interventions-by-region-all-completed": 1,
        "interventions-by-region-all-ongoing": 2,
    }
    on_map = page.one("ul", class_="map-list").text
    assert "Caribbean 3 interventions 1 completed 2 ongoing" in on_map
    assert {"/regions/caribbean/", "/regions/pacific/"} <= set(page.links)


def test_those_that_state_no_topic_have_a_row_that_opens_them(client):
    InterventionFactory(published=True)
    figure = next(
        f for f in Page(client.get("/").text).figures if f.name.endswith("by-topic-not-stated")
    )

    assert figure.value == 1
    assert Page(client.get(figure.link).text).count == 1


def test_a_chart_says_where_its_parts_are_more_than_the_whole(client, visas):
    words = "they add up to more than the whole"
    InterventionFactory(published=True, topics=[visas])
    assert words not in client.get("/").text

    InterventionFactory(published=True, topics=[visas, TopicFactory()])
    assert words in client.get("/").text


def test_partnerships_count_interventions_not_partners(client):
    row = InterventionFactory(published=True)
    for kind in (OrganisationKind.NGO, OrganisationKind.NGO, OrganisationKind.MEDIA):
        PartnershipFactory(intervention=row, organisation=OrganisationFactory(kind=kind))
    PartnershipFactory(organisation=OrganisationFactory(kind=OrganisationKind.ACADEMIA))
    values = Page(client.get("/").text).values

    assert {name: v for name, v in values.items() if name.startswith("partnerships")} == {
        "partnerships-ngo": 1,
        "partnerships-media": 1,
    }


def test_the_ongoing_ones_stand_in_their_stage(client):
    InterventionFactory(published=True, stage=StageKind.TA_FICHE)
    InterventionFactory(published=True, stage=StageKind.TA_FICHE, cancelled=True)
    values = Page(client.get("/").text).values

    assert {name: v for name, v in values.items() if "by-stage" in name} == {
        "interventions-by-stage-concept-note": 0,
        "interventions-by-stage-ta-fiche": 1,
        "interventions-by-stage-baseline-assessment": 0,
        "interventions-by-stage-technical-assistance": 0,
    }


def test_the_words_are_those_that_staff_edit(client):
    for key, title in {
        "home/hero": "What this is",
        "home/did-you-know-structure": "Did you know, one",
        "home/did-you-know-remittances": "Did you know, two",
        "home/sdgs": "Our goals",
        "home/component-2": "Small grants",
        "figure/interventions-implemented": "TAs implemented",
    }.items():
        Text.objects.create(key=key, title_en=title, body_en=f"<p>Body of {key}.</p>")
    Text.objects.create(key="home/footnote-stages", title_en="Note", body_en="<p>A footnote.</p>")
    InterventionFactory(published=True, story="<p>Told.</p>")
    response = client.get("/")
    page = Page(response.text)
    counters = page.one("div", class_="counters").text

    assert page.one("h1").text == "What this is"
    assert "1 TAs implemented Body of figure/interventions-implemented." in counters
    for words in ("Did you know, one", "Did you know, two", "Our goals", "Small grants"):
        assert words in response.text
    assert "A footnote." in response.text
    assert "do not imply any opinion" in response.text
    assert page.all("time")


def test_typologies_of_grants_are_named_with_component_2(client):
    TypologyFactory(component=Component.GRANTS, name="Research grants")
    page = Page(client.get("/").text)

    assert "Research grants" in page.one("section", id="c2").text
    assert not [name for name in page.values if "interventions-by-typology" in name]


def test_the_stories_are_told_ones_that_are_public(client):
    InterventionFactory(published=True, title="Told", story="<p>A story.</p>", slug="sample-1")
    InterventionFactory(published=True, title="Not told")
    InterventionFactory(title="Draft told", story="<p>A story.</p>")
    page = Page(client.get("/").text)

    assert [card.text for card in page.all("h3") if "old" in card.text] == ["Told"]
    assert len(page.all("span", data_status="sample")) == 1


def test_many_national_projects_leave_room_for_the_regional_ones(client, monkeypatch, haiti):
    monkeypatch.setattr(factsheet, "PROJECTS", 2)
    for number in range(3):
        GrantProjectFactory(published=True, country=haiti, title=f"National {number}")
    GrantProjectFactory(published=True, regional=True, title="A regional one")

    shown = {str(group["heading"]): len(group["grants"]) for group in factsheet.projects()}

    assert shown == {"National projects": 2, "Regional projects": 1}
