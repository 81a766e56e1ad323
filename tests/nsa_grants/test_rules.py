"""What must agree between a project, its place and its intervention."""

import pytest

from nsa_grants.domain.rules import DoesNotAgree, covered, require_agreement
from nsa_grants.enums import GrantKind
from tests.factories.reference import (
    CountryFactory,
    RegionalOrganisationFactory,
    RegionFactory,
    TopicFactory,
)
from tests.factories.technical_assistance import InterventionFactory

pytestmark = pytest.mark.django_db

NATIONAL = {
    "kind": GrantKind.NATIONAL,
    "country": None,
    "regional_organisation": None,
    "region": None,
    "countries": [],
    "topics": [],
    "intervention": None,
}
REGIONAL = NATIONAL | {"kind": GrantKind.REGIONAL}


@pytest.fixture
def haiti():
    return CountryFactory(name="Haiti", region=RegionFactory(slug="caribbean"))


def test_the_country_of_a_project_is_covered_and_comes_first(haiti):
    cuba, haiti_again = CountryFactory(), haiti

    assert covered(country=haiti, countries=[cuba, haiti_again]) == [haiti, cuba]
    assert covered(country=None, countries=[cuba]) == [cuba]


def test_an_intervention_that_covers_the_country_or_is_led_by_it_agrees(haiti):
    for intervention in (
        InterventionFactory(country=haiti),
        InterventionFactory(countries=[haiti]),
        InterventionFactory(regional=True, countries=[haiti]),
    ):
        require_agreement(**NATIONAL | {"country": haiti, "intervention": intervention})


def test_an_intervention_elsewhere_is_refused(haiti):
    with pytest.raises(DoesNotAgree, match="is elsewhere"):
        require_agreement(**NATIONAL | {"country": haiti, "intervention": InterventionFactory()})


def test_the_intervention_of_a_regional_organisation_is_led_by_it():
    organisation = RegionalOrganisationFactory()
    own = InterventionFactory(country=None, regional_organisation=organisation)
    place = {"regional_organisation": organisation}

    require_agreement(**NATIONAL | place | {"intervention": own})
    with pytest.raises(DoesNotAgree, match="is elsewhere"):
        require_agreement(**NATIONAL | place | {"intervention": InterventionFactory(regional=True)})


def test_a_topic_is_shared_where_both_state_theirs(haiti):
    visas, thb, som = TopicFactory.create_batch(3)
    place = {"country": haiti, "intervention": InterventionFactory(country=haiti, topics=[visas])}

    require_agreement(**NATIONAL | place | {"topics": [thb, visas]})
    require_agreement(**NATIONAL | place)
    untold = {"country": haiti, "intervention": InterventionFactory(country=haiti)}
    require_agreement(**NATIONAL | untold | {"topics": [thb]})
    with pytest.raises(DoesNotAgree, match="share no topic"):
        require_agreement(**NATIONAL | place | {"topics": [thb, som]})


def test_all_that_does_not_agree_is_said_at_once(haiti):
    elsewhere = InterventionFactory(topics=[TopicFactory()])
    place = {"country": haiti, "intervention": elsewhere, "topics": [TopicFactory()]}

    with pytest.raises(DoesNotAgree) as refused:
        require_agreement(**NATIONAL | place)

    assert len(refused.value.messages) == 2


def test_the_countries_of_a_regional_project_are_several_of_its_region(haiti):
    region = haiti.region
    cuba = CountryFactory(region=region)
    fiji = CountryFactory(name="Fiji", region=RegionFactory(slug="pacific"))

    require_agreement(**REGIONAL | {"region": region, "countries": []})
    require_agreement(**REGIONAL | {"region": region, "countries": [haiti, cuba]})
    with pytest.raises(DoesNotAgree, match="Fiji is not in the region Caribbean"):
        require_agreement(**REGIONAL | {"region": region, "countries": [haiti, fiji]})
    with pytest.raises(DoesNotAgree, match="a single country"):
        require_agreement(**REGIONAL | {"region": region, "countries": [haiti]})


def test_the_intervention_of_a_regional_project_is_in_its_region(haiti):
    region = haiti.region
    african_union = RegionalOrganisationFactory(region=None)
    continental = {"country": None, "regional_organisation": african_union}
    cuba = CountryFactory(region=region)

    for intervention in (
        InterventionFactory(country=haiti),
        InterventionFactory(**continental, countries=[haiti]),
    ):
        wanted = {"region": region, "countries": [haiti, cuba], "intervention": intervention}
        require_agreement(**REGIONAL | wanted)
    for intervention in (InterventionFactory(), InterventionFactory(**continental)):
        with pytest.raises(DoesNotAgree, match="is elsewhere"):
            require_agreement(**REGIONAL | {"region": region, "intervention": intervention})
