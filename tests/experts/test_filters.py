"""Finding experts: every criterion by itself and with others, in a fixed number of queries."""

from datetime import date, timedelta

import pytest
from django.http import QueryDict

from experts.domain.matching import for_matching
from experts.enums import Gender, Level
from experts.filters import ExpertFilter
from experts.models import Expert
from tests.experts.acting import NOW
from tests.factories.experts import CONFIRMED, DeploymentFactory, ExpertFactory
from tests.factories.reference import CountryFactory, RegionFactory, TopicFactory, TypologyFactory

pytestmark = pytest.mark.django_db


def search(query, now=NOW):
    return ExpertFilter(QueryDict(query), Expert.objects.available_to_match(), now=now)


def found(query, now=NOW):
    asked = search(query, now)
    assert asked.form.errors == {}
    return list(asked.qs)


@pytest.mark.parametrize("field", ["topics", "typologies", "countries_worked"])
def test_who_has_one_of_what_is_chosen_is_found_once(field):
    factory, name = {
        "topics": (TopicFactory, "topic"),
        "typologies": (TypologyFactory, "typology"),
        "countries_worked": (CountryFactory, "country"),
    }[field]
    one, other, third = factory(), factory(), factory()
    both = ExpertFactory(active=True, name="A", **{field: [one, other]})
    single = ExpertFactory(active=True, name="B", **{field: [other, third]})
    ExpertFactory(active=True, **{field: [third]})
    ExpertFactory(active=True)

    assert found(f"{name}={one.slug}&{name}={other.slug}") == [both, single]


def test_experience_in_a_region_is_that_in_one_of_its_countries():
    pacific = RegionFactory(slug="pacific")
    expert = ExpertFactory(
        active=True, countries_worked=[CountryFactory(region=pacific), CountryFactory()]
    )
    ExpertFactory(active=True, countries_worked=[CountryFactory()])

    assert found("region=pacific") == [expert]


def test_a_language_is_found_from_the_least_level_on():
    experts = {
        level: ExpertFactory(active=True, name=f"Expert {level}", languages={"fr": level})
        for level in Level
    }
    ExpertFactory(active=True, languages={"en": Level.FLUENT})

    assert found("language=fr&level=3") == [experts[3], experts[4]]
    assert found("language=fr") == list(experts.values())


def test_dates_find_who_is_free_on_some_day_and_has_not_agreed_to_be_elsewhere():
    first, last = date(2019, 6, 3), date(2019, 6, 30)
    names = ("A free", "B later", "C invited", "D agreed", "E ends before", "F unknown")
    free, _later, invited, agreed, before, _unknown = (
        ExpertFactory(active=True, name=name, available_from=day)
        for name, day in zip(
            names, [last, last + timedelta(days=1), first, first, first, None], strict=True
        )
    )
    DeploymentFactory(expert=invited, invited=True, starts_on=first, ends_before=last)
    DeploymentFactory(expert=agreed, agreed=True, starts_on=last, ends_before=date(2019, 8, 1))
    DeploymentFactory(expert=before, agreed=True, starts_on=date(2019, 5, 1), ends_before=first)

    assert found("starts=2019-06-03&ends=2019-06-30") == [free, invited, before]


def test_gender_is_a_choice_of_several():
    women = ExpertFactory(active=True, name="A", gender=Gender.WOMAN)
    other = ExpertFactory(active=True, name="B", gender=Gender.OTHER)
    ExpertFactory(active=True, gender=Gender.MAN)

    assert found("gender=woman&gender=other") == [women, other]


def test_freshness_counts_in_months_from_now():
    expert = ExpertFactory(active=True)

    assert found("fresh=2", now=CONFIRMED + timedelta(days=61)) == [expert]
    assert found("fresh=2", now=CONFIRMED + timedelta(days=62)) == []


@pytest.mark.parametrize("query", ["jose", "RAMOS jo", "josé ramos", "Ramos%2C Jos%C3%A9"])
def test_a_name_is_found_by_its_parts_without_accents(query):
    expert = ExpertFactory(active=True, name="José Ramos")
    ExpertFactory(active=True, name="Ana Sol")

    assert found(f"q={query}") == [expert]


@pytest.mark.parametrize("state", ["received", "declined", "expired", "paused"])
def test_who_cannot_be_matched_is_not_found(state):
    ExpertFactory(**{state: True})

    assert found("sort=name") == []


def test_the_order_is_by_name_or_by_freshness():
    old = ExpertFactory(active=True, name="A")
    fresh = ExpertFactory(active=True, name="B", confirmed_at=CONFIRMED + timedelta(days=1))

    assert found("") == found("sort=name") == [old, fresh]
    assert found("sort=fresh") == [fresh, old]


def test_different_names_mean_and():
    topic, country = TopicFactory(), CountryFactory()
    expert = ExpertFactory(active=True, topics=[topic], countries_worked=[country])
    ExpertFactory(active=True, topics=[topic])
    ExpertFactory(active=True, countries_worked=[country])

    assert found(f"topic={topic.slug}&country={country.slug}") == [expert]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("topic=nothing", "topic"),
        ("language=xx", "language"),
        ("level=3", "language"),
        ("language=fr&level=9", "level"),
        ("starts=2019-06-03", "ends"),
        ("ends=2019-06-03", "ends"),
        ("starts=2019-06-03&ends=2019-06-02", "ends"),
        ("starts=June&ends=2019-06-02", "starts"),
        ("starts=2019-06-03&ends=9999-12-31", "ends"),
        ("fresh=0", "fresh"),
        ("fresh=9999999999", "fresh"),
        ("fresh=nan", "fresh"),
        ("sort=score", "sort"),
        (f"q={'a' * 151}", "q"),
    ],
)
def test_what_is_not_understood_is_said_at_its_field_and_finds_nobody(query, field):
    ExpertFactory(active=True)

    asked = search(query)

    assert list(asked.form.errors) == [field]
    assert list(asked.qs) == []


@pytest.mark.parametrize("query", ["q=%25", "q=_", "q='", "q=%E2%98%83", "q=(%5C"])
def test_signs_in_a_name_are_no_pattern(query):
    expert = ExpertFactory(active=True)

    assert set(found(query)) <= {expert}


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_takes_a_fixed_number_of_queries(count, django_assert_num_queries):
    topic, country = TopicFactory(), CountryFactory()
    for _number in range(count):
        expert = ExpertFactory(
            active=True, topics=[topic], countries_worked=[country], languages={"fr": 3}
        )
        DeploymentFactory(expert=expert, starts_on=date(2018, 1, 1), ends_before=date(2018, 2, 1))
    query = f"topic={topic.slug}&country={country.slug}&language=fr&starts=2019-06-03"

    # What was chosen twice (checked, then read), the people, and five for what stands beside them.
    with django_assert_num_queries(8):
        assert len(for_matching(search(f"{query}&ends=2019-06-30").qs)) == count
