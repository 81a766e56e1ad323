"""What each filter of interventions and requests asks."""

from datetime import date

import pytest
from django.http import QueryDict

from acpmigration.dates import today
from acpmigration.reference.enums import Component, OrganisationKind
from technical_assistance.enums import PartnerRole, StageKind, StageState
from technical_assistance.filters import InterventionFilter, RequestFilter
from technical_assistance.models import AssistanceRequest, Intervention
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
)

pytestmark = pytest.mark.django_db


def interventions(address: str = "") -> InterventionFilter:
    return InterventionFilter(QueryDict(address), Intervention.objects.published())


def requests(address: str = "") -> RequestFilter:
    return RequestFilter(QueryDict(address), AssistanceRequest.objects.published())


def selected(address: str) -> set[Intervention]:
    return set(interventions(address).qs)


def test_the_filters_are_those_of_the_data_model_in_its_order():
    assert list(InterventionFilter.base_filters) == [
        *["q", "region", "country", "topic", "typology", "status", "stage", "requester"],
        *["partner_kind", "sdg", "year", "view", "sort"],
    ]
    assert InterventionFilter.beside == (
        *("region", "country", "topic", "typology", "status", "requester", "year"),
    )


def test_the_region_is_that_of_the_lead_not_of_the_countries_covered():
    caribbean, pacific = RegionFactory(slug="caribbean"), RegionFactory(slug="pacific")
    haiti, fiji = CountryFactory(region=caribbean), CountryFactory(region=pacific)
    of_haiti = InterventionFactory(published=True, country=haiti, countries=[fiji])
    of_region = InterventionFactory(
        published=True,
        country=None,
        regional_organisation=RegionalOrganisationFactory(region=pacific),
        countries=[haiti],
    )
    of_all = InterventionFactory(
        published=True,
        country=None,
        regional_organisation=RegionalOrganisationFactory(region=None),
    )

    assert selected("region=caribbean") == {of_haiti}
    assert selected("region=pacific") == {of_region}
    assert selected("region=not-stated") == {of_all}
    assert selected("region=pacific&region=not-stated") == {of_region, of_all}
    assert selected(f"country={haiti.slug}") == {of_haiti, of_region}


def test_several_links_to_one_value_count_once():
    row = InterventionFactory(published=True)
    first, second = OrganisationFactory.create_batch(2, kind=OrganisationKind.NGO)
    for organisation, role in (
        (first, PartnerRole.PARTNER),
        (first, PartnerRole.FUNDER),
        (second, PartnerRole.PARTNER),
    ):
        PartnershipFactory(intervention=row, organisation=organisation, role=role)

    assert interventions().counts(["partner_kind"])["partner_kind"] == {"ngo": 1}
    assert list(interventions("partner_kind=ngo").qs) == [row]


@pytest.mark.parametrize("facet", ["topic", "typology", "sdg", "partner_kind", "country"])
def test_rows_that_state_nothing_are_reached_by_a_name_of_their_own(facet):
    silent = InterventionFactory(published=True, regional=True)
    telling = InterventionFactory(
        published=True, topics=[TopicFactory()], typologies=[TypologyFactory()]
    )
    telling.sdg_targets.add(SDGTargetFactory())
    PartnershipFactory(intervention=telling)

    assert selected(f"{facet}=not-stated") == {silent}
    assert interventions().counts([facet])[facet]["not-stated"] == 1


def test_the_stage_is_the_first_open_one_of_an_ongoing_intervention():
    moving = InterventionFactory(published=True, stage=StageKind.TA_FICHE)
    not_begun = InterventionFactory(published=True)
    not_begun.stages.update(state=StageState.NOT_STARTED)
    skipped = InterventionFactory(published=True, stage=StageKind.TECHNICAL_ASSISTANCE)
    skipped.stages.filter(kind=3).update(state=StageState.WAIVED, waiver_reason="Known already.")
    completed = InterventionFactory(published=True, completed=True)
    cancelled = InterventionFactory(published=True, cancelled=True, stage=StageKind.TA_FICHE)

    assert selected("stage=ta-fiche") == {moving}
    assert selected("stage=concept-note") == {not_begun}
    assert selected("stage=technical-assistance") == {skipped}
    assert selected("stage=not-stated") == {completed, cancelled}


def test_the_year_is_that_in_which_the_request_was_decided():
    for year in (2015, 2016):
        AssistanceRequestFactory(
            accepted=True,
            decided_from=date(year, 1, 1),
            decided_until=date(year, 12, 31),
            intervention=InterventionFactory(published=True, title=f"Of {year}"),
        )
    AssistanceRequestFactory(
        accepted=True, intervention=InterventionFactory(published=True, title="Of no year")
    )
    filterset = interventions("year=2016&year=1999")

    assert [row.title for row in filterset.qs] == ["Of 2016"]
    assert filterset.ignored() == [("year", "1999")]
    assert filterset.counts(["year"])["year"] == {"2015": 1, "2016": 1, "not-stated": 1}
    # Years have no end: only those that have rows are offered.
    year = next(group for group in filterset.facets() if group.name == "year")
    assert [option.value for option in year.options] == ["2016", "2015", "not-stated"]


def test_the_years_reach_to_the_day_of_the_figures():
    assert next(iter(interventions().filters["year"].rows)) == str(today().year)


def test_only_typologies_of_technical_assistance_are_offered():
    TypologyFactory(slug="training")
    TypologyFactory(slug="research", component=Component.GRANTS)

    assert list(interventions().filters["typology"].rows) == ["training"]


def test_countries_are_offered_where_they_have_rows_and_understood_everywhere():
    haiti = CountryFactory(slug="haiti")
    CountryFactory(slug="cuba")
    CountryFactory(slug="france", elsewhere=True)
    InterventionFactory(published=True, country=haiti)
    filterset = interventions("status=ongoing")
    country = next(group for group in filterset.facets() if group.name == "country")

    assert [option.value for option in country.options] == ["haiti"]
    assert interventions("country=france&country=cuba").ignored() == []
    assert interventions("country=france").total == 0


def test_requests_are_filtered_by_their_own_state_topics_and_year():
    visas = TopicFactory(slug="visas")
    declined = AssistanceRequestFactory(
        published=True,
        declined=True,
        topics=[visas],
        received_from=date(2016, 5, 1),
        received_until=date(2016, 5, 31),
    )
    regional = AssistanceRequestFactory(published=True, regional=True)
    AssistanceRequestFactory(declined=True, topics=[visas])

    assert set(requests("state=declined").qs) == {declined}
    assert set(requests("topic=visas&year=2016&requester=national").qs) == {declined}
    assert set(requests("requester=regional&state=received&year=not-stated").qs) == {regional}
    assert requests().counts()["state"] == {"declined": 1, "received": 1}
