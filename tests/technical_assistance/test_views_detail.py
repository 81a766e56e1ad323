"""One intervention's page."""

from datetime import date

import pytest

from acpmigration.pages.models import Text
from acpmigration.reference.enums import OrganisationKind
from technical_assistance.enums import PartnerRole, StageKind, StageState
from technical_assistance.models import Intervention
from tests.dashboard.reading import Page
from tests.factories.reference import (
    CountryFactory,
    OrganisationFactory,
    RegionalOrganisationFactory,
    RegionFactory,
    SDGTargetFactory,
    TopicFactory,
    TypologyFactory,
)
from tests.factories.technical_assistance import (
    AssistanceRequestFactory,
    InterventionFactory,
    PartnershipFactory,
    StageDocumentFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def haiti():
    return CountryFactory(slug="haiti", name="Haiti", region=RegionFactory(slug="caribbean"))


def filled(haiti, count: int) -> Intervention:
    """An intervention with ``count`` of everything that a page shows."""
    topics = TopicFactory.create_batch(count)
    typologies = TypologyFactory.create_batch(count)
    row = InterventionFactory(
        published=True,
        country=haiti,
        countries=CountryFactory.create_batch(count),
        topics=topics,
        typologies=typologies,
        entity=OrganisationFactory(),
    )
    row.sdg_targets.set(SDGTargetFactory.create_batch(count))
    AssistanceRequestFactory(accepted=True, country=haiti, intervention=row)
    PartnershipFactory.create_batch(count, intervention=row)
    for kind in StageKind:
        StageDocumentFactory.create_batch(count, stage=row.stages.get(kind=kind), public=True)
    InterventionFactory.create_batch(count, published=True, topics=topics, typologies=typologies)
    return row


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_takes_a_fixed_number_of_queries(client, count, haiti, django_assert_num_queries):
    row = filled(haiti, count)

    with django_assert_num_queries(11):
        response = client.get(row.get_absolute_url())

    assert len(response.context["related"]) == count
    assert sum(len(stage["documents"]) for stage in response.context["stages"]) == 4 * count


def test_the_page_says_who_asked_for_what_and_where(client, haiti):
    ministry = OrganisationFactory(name="Ministry of Labour")
    row = InterventionFactory(
        published=True,
        country=haiti,
        entity=ministry,
        code="TA/028/2016",
        title="Remittances in Haiti",
        topics=[TopicFactory(slug="remittances")],
        typologies=[TypologyFactory(slug="training", name="Training")],
        countries=[CountryFactory(slug="cuba", name="Cuba", region=haiti.region)],
    )
    row.sdg_targets.add(SDGTargetFactory(code="10.7", name="Safe migration"))
    page = Page(client.get(row.get_absolute_url()).text)
    facts = page.one("dl", class_="facts").text

    assert page.one("h1").text == "Remittances in Haiti"
    assert "Asked for by Ministry of Labour." in page.one("header", class_="head").text
    for words in ("TA/028/2016", "Cuba", "Haiti", "Caribbean", "Remittances", "10.7 Safe"):
        assert words in facts
    assert {
        "/countries/cuba/",
        "/countries/haiti/",
        "/regions/caribbean/",
        "/topics/remittances/",
        "/interventions/?typology=training",
        "/interventions/?sdg=10-7",
    } <= set(page.links)


def test_what_is_not_stated_is_said_and_leads_to_its_like(client):
    row = InterventionFactory(published=True)
    page = Page(client.get(row.get_absolute_url()).text)

    for name in ("topic", "typology"):
        link = f"/interventions/?{name}=not-stated"
        assert page.one("a", href=link).text == "Not stated"
        assert Page(client.get(link).text).count == 1


def test_a_regional_organisation_asks_for_several_countries(client, haiti):
    caricom = RegionalOrganisationFactory(
        organisation__name="Caribbean Community", region=haiti.region
    )
    row = InterventionFactory(
        published=True,
        country=None,
        regional_organisation=caricom,
        countries=[haiti, CountryFactory(name="Cuba")],
    )
    page = Page(client.get(row.get_absolute_url()).text)
    facts = page.one("dl", class_="facts").text

    assert "Asked for by Caribbean Community" in facts
    assert "Countries covered Cuba Haiti" in facts
    assert "/regions/caribbean/" in page.links


def test_an_organisation_of_several_regions_has_no_region(client):
    everywhere = RegionalOrganisationFactory(region=None)
    row = InterventionFactory(published=True, country=None, regional_organisation=everywhere)
    response = client.get(row.get_absolute_url())

    assert response.status_code == 200
    assert "Region" not in [fact["term"] for fact in response.context["facts"]]


def test_the_track_tells_each_stage_in_the_words_that_staff_edit(client):
    Text.objects.create(key="stage/1/public", title_en="Asking")
    Text.objects.create(key="stage/3/public", title_en="Finding out")
    Text.objects.create(key="stage/3/next", title_en="Then help follows.")
    Text.objects.create(key="stage/1/next", title_en="Then a plan follows.")
    row = InterventionFactory(published=True, stage=StageKind.BASELINE_ASSESSMENT)
    row.stages.filter(kind=1).update(
        started_from=date(2016, 1, 1),
        started_until=date(2016, 1, 31),
        finished_from=date(2016, 3, 4),
        finished_until=date(2016, 3, 4),
    )
    row.stages.filter(kind=2).update(state=StageState.WAIVED, waiver_reason="Inner reasons")
    response = client.get(row.get_absolute_url())
    track = Page(response.text).one("ol", class_="track").text

    assert "Asking Concept note Finished, January 2016 to 4 March 2016" in track
    assert "Waived" in track
    assert "Finding out Baseline assessment In progress Then help follows." in track
    assert "Then a plan follows." not in track
    assert "Inner reasons" not in response.text
    assert "Progress: 2 of 4 stages closed" in response.text


def test_only_public_documents_are_listed_with_language_format_and_size(client):
    row = InterventionFactory(published=True)
    stage = row.stages.get(kind=1)
    shown = StageDocumentFactory(stage=stage, title="Open report", language="fr", public=True)
    StageDocumentFactory(stage=stage, title="Closed report")
    response = client.get(row.get_absolute_url())
    link = Page(response.text).one("a", href=shown.get_absolute_url())

    assert link.text == "Open report"
    assert "French, PDF," in Page(response.text).one("ul", class_="track-files").text
    assert "Closed report" not in response.text


def test_partners_are_named_with_kind_and_role(client):
    row = InterventionFactory(published=True)
    PartnershipFactory(
        intervention=row,
        organisation=OrganisationFactory(name="Union", kind=OrganisationKind.NGO),
        role=PartnerRole.FUNDER,
    )
    partners = Page(client.get(row.get_absolute_url()).text).one("ul", class_="partners").text

    assert partners == "Union Non-governmental organisation, funder"


def test_sources_and_their_note_are_shown(client):
    row = InterventionFactory(
        published=True, sources="A report\nhttps://example.org/x", source_note="Dates are inferred."
    )
    page = Page(client.get(row.get_absolute_url()).text)

    assert "https://example.org/x" in page.links
    assert [line.text for line in page.all("li", class_="sm")] == [
        "A report",
        "example.org/x",
    ]
    assert "Dates are inferred." in client.get(row.get_absolute_url()).text


def test_the_last_change_is_told_by_brussels_day(client, time_machine):
    time_machine.move_to("2019-05-08T22:30:00Z")
    row = InterventionFactory(published=True)

    page = Page(client.get(row.get_absolute_url()).text)

    assert page.one("time").attributes["datetime"] == "2019-05-09"
    assert page.one("time").text == "9 May 2019"
