"""The words in which records are asked for, and what a row says of itself."""

from datetime import date

import pytest
from django.utils import translation

from acpmigration.dates import DatedFact
from acpmigration.reference.models import Region
from technical_assistance.enums import Requester, StageKind
from technical_assistance.models import AssistanceRequest, Intervention, ProgressEntry
from technical_assistance.models.stage import at_stage
from tests.factories.reference import (
    CountryFactory,
    RegionalOrganisationFactory,
    RegionFactory,
    TopicFactory,
    TypologyFactory,
)
from tests.factories.technical_assistance import (
    AssistanceRequestFactory,
    FollowUpFactory,
    InterventionFactory,
    PartnershipFactory,
    ProgressEntryFactory,
    StageDocumentFactory,
)

pytestmark = pytest.mark.django_db


def test_implemented_are_the_ongoing_and_the_completed():
    ongoing, completed = InterventionFactory(), InterventionFactory(completed=True)
    InterventionFactory(cancelled=True)

    assert set(Intervention.objects.implemented()) == {ongoing, completed}


@pytest.mark.parametrize("factory", [InterventionFactory, AssistanceRequestFactory])
def test_published_are_those_that_an_editor_let_out(factory):
    published = factory(published=True)
    factory()

    assert list(published._meta.model.objects.published()) == [published]


@pytest.mark.parametrize("stage", StageKind)
def test_the_current_stage_is_the_first_that_is_open(stage):
    InterventionFactory(stage=stage)

    assert Intervention.objects.with_current_stage().get().current_stage == stage


@pytest.mark.parametrize("stage", StageKind)
def test_the_words_that_filter_by_stage_say_what_the_column_says(stage):
    for kind in StageKind:
        InterventionFactory(stage=kind)
        InterventionFactory(stage=kind, cancelled=True)
    InterventionFactory(completed=True)

    shown = Intervention.objects.with_current_stage().filter(current_stage=stage)
    assert len(shown) == 1
    assert list(Intervention.objects.filter(at_stage(stage))) == list(shown)


def test_a_completed_intervention_is_in_no_stage():
    InterventionFactory(completed=True)

    assert Intervention.objects.with_current_stage().get().current_stage is None


def test_related_are_others_of_the_topic_or_typology_led_by_somebody_else():
    topic, typology, country = TopicFactory(), TypologyFactory(), CountryFactory()
    asked = InterventionFactory(country=country, topics=[topic], typologies=[typology])
    same_topic = InterventionFactory(topics=[topic, TopicFactory()])
    same_typology = InterventionFactory(regional=True, typologies=[typology])
    InterventionFactory(country=country, topics=[topic])
    InterventionFactory(topics=[TopicFactory()])

    related = Intervention.objects.related_to(asked)

    assert {(row, row.same_topic, row.same_typology) for row in related} == {
        (same_topic, True, False),
        (same_typology, False, True),
    }


def test_related_to_one_of_a_regional_organisation_are_those_of_others():
    topic, organisation = TopicFactory(), RegionalOrganisationFactory()
    asked = InterventionFactory(regional=True, regional_organisation=organisation, topics=[topic])
    InterventionFactory(regional=True, regional_organisation=organisation, topics=[topic])
    elsewhere = [
        InterventionFactory(topics=[topic]),
        InterventionFactory(regional=True, topics=[topic]),
    ]

    assert set(Intervention.objects.related_to(asked)) == set(elsewhere)


def test_titles_are_ordered_as_the_reader_sees_them():
    b_in_english = InterventionFactory(title_en="B", title_fr="A")
    a_in_english = InterventionFactory(title_en="A")
    c_in_english = InterventionFactory(title_en="C", title_fr="B")

    assert list(Intervention.objects.by_title()) == [a_in_english, b_in_english, c_in_english]
    with translation.override("fr"):
        # The first two are both shown as "A": the older comes first.
        assert list(Intervention.objects.by_title()) == [b_in_english, a_in_english, c_in_english]


def test_leads_are_ordered_by_their_names_whichever_they_are():
    zambia = InterventionFactory(country=CountryFactory(name="Zambia"))
    organisation = InterventionFactory(
        regional=True, regional_organisation__organisation__name="Melanesian Spearhead Group"
    )
    congo = InterventionFactory(
        country=CountryFactory(name="Congo", formal_name="Democratic Republic of the Congo")
    )

    assert list(Intervention.objects.by_lead()) == [congo, organisation, zambia]


def test_rows_of_some_regions_are_those_that_they_lead():
    caribbean = RegionFactory(slug="caribbean")
    own = [
        InterventionFactory(country=CountryFactory(region=caribbean)),
        InterventionFactory(
            regional=True, regional_organisation=RegionalOrganisationFactory(region=caribbean)
        ),
    ]
    InterventionFactory(countries=[CountryFactory(region=caribbean)])

    found = Intervention.objects.in_regions(Region.objects.filter(slug="caribbean"))

    assert set(found) == set(own)


def test_what_changed_last_comes_first():
    first, second = InterventionFactory(), InterventionFactory()

    first.save()

    assert list(Intervention.objects.latest_first()) == [first, second]


def test_the_newest_request_comes_first_and_the_undated_last():
    undated = AssistanceRequestFactory()
    day, year = (
        AssistanceRequestFactory(received_from=fact.earliest, received_until=fact.latest)
        for fact in (DatedFact.on(date(2016, 5, 2)), DatedFact.parse("2016"))
    )

    assert list(AssistanceRequest.objects.newest_first()) == [year, day, undated]


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_takes_the_same_queries_for_any_number(count, django_assert_num_queries):
    InterventionFactory.create_batch(
        count, topics=[TopicFactory()], typologies=[TypologyFactory()], published=True
    )

    with django_assert_num_queries(4):
        lines = [
            [str(row.lead), str(row.region), row.entity, *row.topics.all(), *row.typologies.all()]
            for row in Intervention.objects.for_list()
            if row.stages.all()
        ]

    assert len(lines) == count


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_takes_the_same_queries_for_any_number_of_partners(count, django_assert_num_queries):
    request = AssistanceRequestFactory(accepted=True)
    PartnershipFactory.create_batch(count, intervention=request.intervention)

    with django_assert_num_queries(5):
        page = Intervention.objects.for_page().get()
        partners = [row.organisation.name for row in page.partnerships.all()]
        shown = [page.request, str(page.lead), list(page.countries.all())]
        shown += [list(page.pictures.all()), list(page.stages.all())]

    assert len(partners) == count


def test_a_row_is_found_by_its_natural_key():
    for row in (InterventionFactory(), AssistanceRequestFactory()):
        assert type(row).objects.get_by_natural_key(*row.natural_key()) == row


def test_a_row_says_who_leads_it_and_where():
    country, organisation = CountryFactory(), RegionalOrganisationFactory()
    national = InterventionFactory(country=country)
    regional = InterventionFactory(regional=True, regional_organisation=organisation)

    assert (national.lead, national.requester) == (country, Requester.NATIONAL)
    assert (regional.lead, regional.requester) == (organisation, Requester.REGIONAL)
    assert (national.region, regional.region) == (country.region, organisation.region)
    assert national.lead_name == str(country)
    assert regional.lead_name == organisation.organisation.name


def test_a_sample_is_known_by_its_slug():
    assert InterventionFactory(slug="sample-001-ghana").is_sample
    assert not InterventionFactory(slug="a-sample").is_sample


def test_rows_are_told_apart():
    intervention = InterventionFactory(slug="booklet", title="A booklet", code="TA/014/2015")
    request = AssistanceRequestFactory(country=CountryFactory(name="Kenya"), slug="asked")
    entry = ProgressEntryFactory(intervention=intervention)
    partner = PartnershipFactory(intervention=intervention, organisation__name="Partner")

    assert str(intervention) == "TA/014/2015 A booklet"
    assert str(InterventionFactory(title="Another")) == "Another"
    assert str(request) == "Kenya (asked)"
    assert str(entry) == f"booklet: note ({entry.pk})"
    assert str(partner) == "Partner (partner)"
    assert str(intervention.stages.get(kind=1)) == "TA/014/2015 A booklet: concept note"
    assert str(StageDocumentFactory(title="Report")) == "Report"
    assert str(FollowUpFactory(text="Send it.")) == "Send it."


def test_the_public_reads_public_lines_that_nothing_corrects():
    intervention = InterventionFactory()
    corrected, public = ProgressEntryFactory.create_batch(
        2, intervention=intervention, is_public=True
    )
    correction = ProgressEntryFactory(intervention=intervention, is_public=True, corrects=corrected)
    ProgressEntryFactory(intervention=intervention)

    assert list(ProgressEntry.objects.public().newest_first()) == [correction, public]


@pytest.mark.parametrize("left", ["nobody", "inactive", "role", "region", "stays"])
def test_an_intervention_whose_coordinator_has_left_is_nobodys(ongoing, coordinator, left):
    ongoing.coordinator = None if left == "nobody" else coordinator
    ongoing.save()
    if left == "inactive":
        coordinator.is_active = False
    elif left == "role":
        coordinator.role = ""
    elif left == "region":
        coordinator.regions.clear()
    coordinator.save()

    [row] = Intervention.objects.with_is_followed()

    assert row.is_followed is (left == "stays")
    assert list(Intervention.objects.without_coordinator()) == ([] if row.is_followed else [row])


def test_a_cancelled_intervention_has_no_current_stage():
    InterventionFactory(cancelled=True, stage=StageKind.TA_FICHE)

    assert Intervention.objects.with_current_stage().get().current_stage is None
