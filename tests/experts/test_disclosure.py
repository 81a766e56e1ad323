"""Whatever happens in the roster, no release tells anything of fewer than five people."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experts.domain.disclosure import OVERLAPPING, is_safe, tables_to_tell, too_small
from experts.models.release import MERGED

pytestmark = pytest.mark.static

WOMEN, MEN, REST = "woman", "man", MERGED
TOPICS = ["visas", "thb", "som"]
MONTHS = st.lists(
    st.tuples(
        # Who leaves: a share of those who are there; and who joins: this many of that kind.
        st.integers(0, 100),
        st.lists(
            st.tuples(
                st.integers(1, 12),
                st.sampled_from([WOMEN, MEN, REST]),
                st.frozensets(st.sampled_from(TOPICS)),
            ),
            max_size=4,
        ),
    ),
    min_size=1,
    max_size=12,
)


def counted(people):
    by_topic = {topic: sum(topic in topics for _gender, topics in people) for topic in TOPICS}
    return {
        "gender": {
            gender: sum(gender == each for each, _topics in people) for gender in (WOMEN, MEN, REST)
        },
        **dict.fromkeys(OVERLAPPING, by_topic),
    }


def released(months):
    """The releases of a roster in which these joined and left, one a month."""
    people, releases = [], []
    for leave, join in months:
        # From the front: those who have been there longest, so that what was told shrinks too.
        del people[: len(people) * leave // 100]
        people += [(gender, topics) for many, gender, topics in join for _ in range(many)]
        releases.append(tables_to_tell(counted(people), releases))
    return releases


def total(release):
    return release["total"][""] if release else 0


def inside(release):
    return {(table, key): value for table in release for key, value in release[table].items()}


def outside(release):
    """Of each group that overlaps with others, how many are not in it."""
    return {
        (table, key): total(release) - value
        for table in OVERLAPPING
        for key, value in release.get(table, {}).items()
    }


@settings(max_examples=400, deadline=None)
@given(MONTHS)
def test_no_number_and_no_difference_of_two_is_from_1_to_4(months):
    releases = released(months)

    for release in releases:
        assert all(map(is_safe, [*inside(release).values(), *outside(release).values()]))
    for numbers in (inside, outside):
        told = {}
        for release in releases:
            for cell, value in numbers(release).items():
                # What was told last, in whichever release.
                assert is_safe(value - told.get(cell, value)), cell
                told[cell] = value


@settings(max_examples=200, deadline=None)
@given(MONTHS)
def test_the_parts_by_gender_make_up_the_total_and_no_two_moves_give_a_third_away(months):
    releases = released(months)

    for before, after in pairwise([{}, *releases]):
        parts = [release.get("gender", {}) for release in (before, after)]
        assert sum(parts[1].values()) == total(after)
        for pair in [(WOMEN, MEN), (WOMEN, REST), (MEN, REST)]:
            then, now = (sum(part.get(key, 0) for key in pair) for part in parts)
            assert is_safe(now - then)


@settings(max_examples=200, deadline=None)
@given(MONTHS)
def test_what_is_told_of_a_group_is_at_most_four_away_from_how_it_was_counted(months):
    people, releases = [], []
    for leave, join in months:
        del people[: len(people) * leave // 100]
        people += [(gender, topics) for many, gender, topics in join for _ in range(many)]
        counts = counted(people)
        releases.append(tables_to_tell(counts, releases))
        for topic, value in releases[-1].get("topic", {}).items():
            assert abs(value - min(counts["topic"][topic], total(releases[-1]))) <= 4


def alone(women, men, rest=0, **topics):
    return {"gender": {WOMEN: women, MEN: men, REST: rest}, **dict.fromkeys(OVERLAPPING, topics)}


def told(*counts):
    releases = []
    for each in counts:
        releases.append(tables_to_tell(each, releases))
    return releases[-1]


def test_a_first_release_tells_what_was_counted():
    assert told(alone(142, 189, visas=100, thb=5)) == {
        "total": {"": 331},
        "gender": {WOMEN: 142, MEN: 189},
        "topic": {"visas": 100, "thb": 5},
        "region": {"visas": 100, "thb": 5},
        "language": {"visas": 100, "thb": 5},
    }


def test_those_of_neither_gender_count_once_they_are_five():
    assert told(alone(20, 30, 4))["total"] == {"": 50}
    assert told(alone(20, 30, 4), alone(20, 30, 5)) == told(alone(20, 30, 5))
    assert told(alone(20, 30, 5))["gender"] == {WOMEN: 20, MEN: 30, REST: 5}


def test_a_group_of_fewer_than_five_is_withheld_and_so_is_one_that_all_but_few_are_in():
    assert told(alone(20, 30, visas=4, thb=46, som=50))["topic"] == {"som": 50}
    assert told(alone(20, 30, visas=5, thb=45))["topic"] == {"visas": 5, "thb": 45}


def test_a_group_that_moved_by_a_few_is_told_as_before():
    assert told(alone(20, 30, visas=10), alone(24, 30, visas=14)) == told(alone(20, 30, visas=10))
    after = told(alone(20, 30, visas=10), alone(25, 30, visas=15))
    assert (after["total"], after["topic"]) == ({"": 55}, {"visas": 15})


def test_a_group_keeps_those_outside_as_told_when_only_a_few_more_are_outside():
    """Of ten who joined nine know of visas: the tenth is not shown."""
    assert told(alone(50, 50, visas=90), alone(60, 50, visas=99))["topic"] == {"visas": 100}


def test_moves_of_two_parts_that_nearly_cancel_out_wait():
    assert told(alone(20, 30), alone(26, 23)) == told(alone(20, 30))
    assert told(alone(20, 30), alone(26, 23), alone(32, 23))["gender"] == {WOMEN: 32, MEN: 23}


def test_a_group_that_shrinks_below_five_is_withheld_at_once():
    assert told(alone(20, 30, visas=6), alone(20, 30, visas=4))["topic"] == {}
    assert told(alone(20, 30, visas=6), alone(20, 30, visas=4), alone(20, 30, visas=9))[
        "topic"
    ] == {"visas": 6}


def test_of_fewer_than_five_women_and_men_nothing_is_told():
    assert told(alone(4, 4, 4, visas=12)) == {}
    assert told(alone(9, 9, visas=9), alone(4, 4)) == {}


def test_small_groups_are_told_together_from_three_on():
    assert too_small({"sw": 4, "ha": 1, "fr": 9}) == []
    assert too_small({"sw": 4, "ha": 1, "fr": 9, "wo": 2, "yo": 0}) == ["sw", "ha", "wo"]
