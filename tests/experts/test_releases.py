from datetime import UTC, date, datetime

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from acpmigration.refusals import NotNow, NotYours
from experts.domain.disclosure import is_safe
from experts.domain.erasure import withdraw
from experts.domain.releases import make_release, make_release_if_due
from experts.enums import ExpertState, Gender, Level
from experts.models import Expert, ReleaseFigure, RosterRelease
from tests.factories.experts import ExpertFactory
from tests.factories.reference import CountryFactory, RegionFactory, TopicFactory

pytestmark = pytest.mark.django_db

DAY = date(2019, 5, 8)
AT = datetime(2019, 5, 8, 12, tzinfo=UTC)


def register(count, gender=Gender.WOMAN, **more):
    more.setdefault("nationality", None)
    return [ExpertFactory(received=True, gender=gender, **more) for _number in range(count)]


def release_on(day, by):
    return make_release(as_of=day, by=by, at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


def cells(release):
    rows = release.figures.values_list("table", "key", "value")
    return {f"{table}/{key}": value for table, key, value in rows}


def test_a_release_counts_who_is_registered_by_group(editor):
    visas, pacific = TopicFactory(slug="visas"), RegionFactory(slug="pacific")
    countries = [CountryFactory(region=pacific), CountryFactory(region=pacific)]
    told = {"topics": [visas], "countries_worked": countries, "languages": {"fr": Level.WORKING}}
    register(6, **told)
    register(7, Gender.MAN)
    ExpertFactory(gender=Gender.WOMAN, topics=[visas])

    assert cells(release_on(DAY, editor)) == {
        "total/": 13,
        "gender/woman": 6,
        "gender/man": 7,
        "topic/visas": 6,
        "region/pacific": 6,
        "language/fr": 6,
    }


@pytest.mark.parametrize("state", ExpertState.registered())
def test_everybody_who_sent_a_profile_counts_whatever_became_of_it(editor, state):
    register(4)
    ExpertFactory(**{str(state): True}, gender=Gender.WOMAN, nationality=None)

    assert cells(release_on(DAY, editor)) == {"total/": 5, "gender/woman": 5}


def test_those_of_another_gender_and_those_who_did_not_say_are_one_group(editor):
    register(5)
    register(3, Gender.OTHER)
    register(2, Gender.NOT_SAID)

    assert cells(release_on(DAY, editor)) == {
        "total/": 10,
        "gender/woman": 5,
        "gender/merged": 5,
    }


def test_rare_languages_are_told_together_each_person_once(editor):
    register(3, languages={"sw": Level.FLUENT, "so": Level.WORKING})
    register(2, languages={"wo": Level.MOTHER_TONGUE})
    register(6, languages={"fr": Level.WORKING})
    register(6, languages={"ar": Level.BASIC})

    assert cells(release_on(DAY, editor)) == {
        "total/": 17,
        "gender/woman": 17,
        "language/fr": 6,
        "language/merged": 5,
    }


def test_of_a_few_people_nothing_is_told(editor):
    register(4)

    assert cells(release_on(DAY, editor)) == {}


def test_a_release_of_a_day_is_made_once(editor):
    register(5)
    first = release_on(DAY, editor)
    register(9)

    assert release_on(DAY, editor) == first
    assert cells(first) == {"total/": 5, "gender/woman": 5}
    assert (first.made_at, first.made_by) == (AT, editor)


def test_what_moved_by_a_few_is_told_as_in_the_last_release(editor):
    register(10)
    first = release_on(DAY, editor)
    register(4)
    second = release_on(date(2019, 6, 8), editor)
    register(1)

    assert cells(second) == cells(first)
    assert cells(release_on(date(2019, 7, 8), editor)) == {"total/": 15, "gender/woman": 15}


def test_a_person_who_withdraws_leaves_earlier_releases_and_the_next_as_they_are(editor):
    register(9)
    first = release_on(DAY, editor)
    leaving = Expert.objects.first()
    before = cells(first)

    withdraw(expert=leaving, by=leaving.user, at=AT)

    assert cells(first) == before
    assert cells(release_on(date(2019, 6, 8), editor)) == before


@pytest.mark.parametrize("earlier", [1, 3])
def test_a_release_takes_a_fixed_number_of_queries(editor, earlier, django_assert_num_queries):
    register(12, languages={"fr": Level.FLUENT})
    for month in range(1, earlier + 1):
        release_on(date(2019, month, 8), editor)

    # Six of them begin and end what is atomic.
    with django_assert_num_queries(14):
        release_on(DAY, editor)


def test_only_editors_and_the_portal_itself_make_releases(viewer, coordinator, system_user):
    for person in (viewer, coordinator):
        with pytest.raises(NotYours, match="Your role does not allow this"):
            release_on(DAY, person)

    assert release_on(DAY, system_user).made_by == system_user


def test_no_release_is_made_of_a_day_to_come(editor):
    with pytest.raises(NotNow, match="still to come"):
        make_release(as_of=date(2019, 5, 9), by=editor, at=AT)


def test_no_release_is_made_before_the_last_one(editor):
    release_on(DAY, editor)

    with pytest.raises(NotNow, match="a later release"):
        release_on(date(2019, 5, 7), editor)


def test_a_release_is_due_once_a_month_on_brussels_day(system_user):
    # Half past eleven in the evening of 31 May in London, 1 June in Brussels.
    late = datetime(2019, 5, 31, 22, 30, tzinfo=UTC)

    assert make_release_if_due(at=AT).as_of == DAY
    assert make_release_if_due(at=AT) is None
    assert make_release_if_due(at=datetime(2019, 5, 31, 21, tzinfo=UTC)) is None
    assert make_release_if_due(at=late).as_of == date(2019, 6, 1)
    assert RosterRelease.objects.count() == 2


MOVES = st.lists(
    st.tuples(
        st.integers(0, 8),
        st.sampled_from([Gender.WOMAN, Gender.MAN, Gender.OTHER]),
        st.sampled_from([(), ("fr",), ("sw", "so"), ("wo", "fr")]),
        st.integers(0, 6),
    ),
    min_size=2,
    max_size=5,
)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(MOVES)
def test_however_people_join_and_withdraw_no_cell_and_no_move_of_it_is_from_1_to_4(
    system_user, moves
):
    with transaction.atomic():
        for month, (join, gender, languages, leave) in enumerate(moves, start=1):
            register(join, gender, languages=dict.fromkeys(languages, Level.FLUENT))
            for expert in Expert.objects.all()[:leave]:
                withdraw(expert=expert, by=expert.user, at=AT)
            release_on(date(2019, month, 8), system_user)
        rows = ReleaseFigure.objects.order_by("release__as_of")
        told: dict[tuple[str, str], int] = {}
        for table, key, value in rows.values_list("table", "key", "value"):
            assert is_safe(value)
            assert is_safe(value - told.get((table, key), value))
            told[table, key] = value
        transaction.set_rollback(True)
