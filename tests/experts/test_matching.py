"""Criteria met, not met or unknown, and warnings: in words, never a score."""

from datetime import UTC, date, datetime, timedelta

import pytest

from experts.domain.matching import Answer, answers, asked_by, for_matching
from experts.domain.warnings import Plan, warnings_for
from experts.enums import Level, Standing
from experts.models import Expert
from tests.experts.acting import NOW
from tests.factories.experts import DeploymentFactory, ExpertFactory, ShortlistFactory
from tests.factories.reference import (
    CountryFactory,
    RegionalOrganisationFactory,
    RegionFactory,
    TopicFactory,
    TypologyFactory,
)
from tests.factories.technical_assistance import InterventionFactory

pytestmark = pytest.mark.django_db
FIRST, DAY_AFTER = date(2019, 6, 3), date(2019, 7, 1)


@pytest.fixture
def pacific():
    return RegionFactory(slug="pacific", name="Pacific")


@pytest.fixture
def vanuatu(pacific):
    return CountryFactory(region=pacific, name="Vanuatu")


@pytest.fixture
def shortlist(vanuatu):
    return ShortlistFactory(intervention=InterventionFactory(country=vanuatu))


def answered(shortlist, expert):
    """Each criterion in words with the answer of a profile as it is stored."""
    asked = asked_by(shortlist)
    [read] = for_matching(Expert.objects.filter(pk=expert.pk))
    return {str(one.words): answer for one, answer in zip(asked, answers(read, asked), strict=True)}


def test_each_topic_and_kind_of_work_is_a_criterion(shortlist):
    topics = [TopicFactory(name=name) for name in ("Visas", "Remittances")]
    typology = TypologyFactory(name="Training")
    shortlist.topics.set(topics)
    shortlist.typologies.set([typology])
    expert = ExpertFactory(active=True, topics=topics[:1])

    found = answered(shortlist, expert)

    assert (found["Visas"], found["Remittances"]) == (Answer.MET, Answer.NOT_MET)
    assert found["Training"] == Answer.UNKNOWN


def test_country_and_region_follow_from_the_intervention(shortlist, vanuatu, pacific):
    neighbour, elsewhere = CountryFactory(region=pacific), CountryFactory()
    worked = {
        name: ExpertFactory(active=True, countries_worked=countries)
        for name, countries in (("here", [vanuatu]), ("near", [neighbour]), ("far", [elsewhere]))
    }
    worked["unknown"] = ExpertFactory(active=True)

    found = {name: answered(shortlist, expert) for name, expert in worked.items()}

    assert {name: one["Worked in Vanuatu"] for name, one in found.items()} == {
        "here": Answer.MET,
        "near": Answer.NOT_MET,
        "far": Answer.NOT_MET,
        "unknown": Answer.UNKNOWN,
    }
    assert {name: one["Worked in the region Pacific"] for name, one in found.items()} == {
        "here": Answer.MET,
        "near": Answer.MET,
        "far": Answer.NOT_MET,
        "unknown": Answer.UNKNOWN,
    }


def test_of_several_regions_none_is_asked_for():
    union = RegionalOrganisationFactory(region=None)
    intervention = InterventionFactory(country=None, regional_organisation=union)

    assert asked_by(ShortlistFactory(intervention=intervention)) == []


@pytest.mark.parametrize(
    ("spoken", "answer"),
    [
        ({"fr": Level.FLUENT}, Answer.MET),
        ({"fr": Level.WORKING}, Answer.MET),
        ({"fr": Level.BASIC}, Answer.NOT_MET),
        ({"en": Level.FLUENT}, Answer.NOT_MET),
        ({}, Answer.UNKNOWN),
    ],
)
def test_a_language_is_asked_for_with_its_least_level(shortlist, spoken, answer):
    shortlist.language, shortlist.level = "fr", Level.WORKING
    expert = ExpertFactory(active=True, languages=spoken)

    assert answered(shortlist, expert)["French, at least good enough to work in"] == answer


@pytest.mark.parametrize(
    ("available_from", "answer"),
    [
        (FIRST, Answer.MET),
        (DAY_AFTER - timedelta(days=1), Answer.MET),
        (DAY_AFTER, Answer.NOT_MET),
        (None, Answer.UNKNOWN),
    ],
)
def test_somebody_is_available_who_is_free_on_some_day_of_the_span(
    shortlist, available_from, answer
):
    shortlist.starts_on, shortlist.ends_before = FIRST, DAY_AFTER
    expert = ExpertFactory(active=True, available_from=available_from)

    assert answered(shortlist, expert)["Available in these dates"] == answer


@pytest.mark.parametrize(
    ("span", "state", "answer"),
    [
        ((date(2019, 5, 1), FIRST), {"agreed": True}, Answer.MET),
        ((date(2019, 5, 1), FIRST + timedelta(days=1)), {"agreed": True}, Answer.NOT_MET),
        ((DAY_AFTER, date(2019, 8, 1)), {"agreed": True}, Answer.MET),
        ((FIRST, DAY_AFTER), {"invited": True}, Answer.MET),
        ((FIRST, DAY_AFTER), {}, Answer.MET),
    ],
)
def test_who_has_agreed_to_be_elsewhere_is_not_available(shortlist, span, state, answer):
    shortlist.starts_on, shortlist.ends_before = FIRST, DAY_AFTER
    expert = ExpertFactory(active=True, available_from=date(2019, 1, 1))
    DeploymentFactory(expert=expert, starts_on=span[0], ends_before=span[1], **state)

    assert answered(shortlist, expert)["Available in these dates"] == answer


def test_criteria_of_many_profiles_take_a_fixed_number_of_queries(
    shortlist, vanuatu, django_assert_num_queries
):
    shortlist.topics.set([TopicFactory()])
    shortlist.language = "fr"
    shortlist.starts_on, shortlist.ends_before = FIRST, DAY_AFTER
    for _number in range(3):
        expert = ExpertFactory(active=True, languages={"fr": 3}, countries_worked=[vanuatu])
        DeploymentFactory(expert=expert)
    asked = asked_by(shortlist)
    plan = Plan((vanuatu,), FIRST, DAY_AFTER)

    with django_assert_num_queries(6):
        for expert in for_matching(Expert.objects.all()):
            answers(expert, asked)
            warnings_for(expert, plan, NOW)


def warned(expert, now=NOW, **plan):
    [read] = for_matching(Expert.objects.filter(pk=expert.pk))
    return warnings_for(read, Plan(**plan), now)


def test_an_official_of_a_government_that_is_helped_is_warned_of(vanuatu):
    expert = ExpertFactory(active=True, standing=Standing.OFFICIAL, government=vanuatu)

    assert warned(expert, asking=(vanuatu,)) == [
        "Official of the government of Vanuatu, where this intervention works."
    ]
    assert warned(expert, asking=(CountryFactory(),)) == []


def test_nationality_is_a_hint_only(vanuatu):
    expert = ExpertFactory(active=True, nationality=vanuatu)

    assert warned(expert, asking=(vanuatu,)) == [
        "National of Vanuatu, where this intervention works."
    ]


@pytest.mark.parametrize(
    ("first", "day_after", "state", "is_warned"),
    [
        (date(2019, 5, 1), FIRST, {}, False),
        (date(2019, 5, 1), FIRST + timedelta(days=1), {}, True),
        (DAY_AFTER - timedelta(days=1), date(2019, 8, 1), {"invited": True}, True),
        (DAY_AFTER, date(2019, 8, 1), {"agreed": True}, False),
        (FIRST, DAY_AFTER, {"state": "cancelled"}, False),
        (FIRST, DAY_AFTER, {"state": "refused"}, False),
    ],
)
def test_an_overlap_is_warned_of_by_half_open_dates(first, day_after, state, is_warned):
    expert = ExpertFactory(active=True)
    DeploymentFactory(expert=expert, starts_on=first, ends_before=day_after, **state)

    assert bool(warned(expert, starts_on=FIRST, ends_before=DAY_AFTER)) is is_warned


def test_an_overlap_names_intervention_and_dates():
    deployment = DeploymentFactory(starts_on=FIRST, ends_before=DAY_AFTER)

    [words] = warned(deployment.expert, starts_on=FIRST, ends_before=DAY_AFTER)

    assert words == (
        f"Assigned to {deployment.intervention} from 3 June 2019 to 30 June 2019 (planned)."
    )


def test_a_deployment_does_not_overlap_with_itself():
    deployment = DeploymentFactory(starts_on=FIRST, ends_before=DAY_AFTER)

    span = {"starts_on": FIRST, "ends_before": DAY_AFTER}
    assert warned(deployment.expert, besides=deployment, **span) == []


def test_a_profile_that_was_not_confirmed_for_a_year_is_warned_of():
    a_year = datetime(2020, 3, 11, 10, tzinfo=UTC)
    expert = ExpertFactory(active=True)

    assert warned(expert, now=a_year) == []
    assert warned(expert, now=a_year + timedelta(seconds=1)) == [
        "The profile was not confirmed for a year."
    ]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("expired", ["The profile is not active any more (expired)."]),
        ("paused", ["The person has paused the profile."]),
        ("active", []),
    ],
)
def test_who_was_listed_and_cannot_be_matched_any_more_is_warned_of(state, words):
    assert warned(ExpertFactory(**{state: True})) == words
