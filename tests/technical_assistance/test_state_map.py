"""How the states are drawn."""

import re

import pytest

from acpmigration.reference.enums import Eligibility
from acpmigration.reference.models import Country
from technical_assistance.state_map import DRAWN, STEPS, coarser, levels, panels


def country(iso2: str, eligibility: Eligibility = Eligibility.MEMBER) -> Country:
    return Country(slug=iso2.lower(), name_en=iso2, iso2=iso2, eligibility=eligibility)


def drawn(countries: list[Country], numbers: dict[str, int]) -> dict:
    shown = panels(countries, numbers, lambda country: f"/{country.slug}/")
    return {state.name: state for panel in shown for state in panel.states}


def test_every_state_stands_in_one_of_three_panels():
    codes = [state["iso2"] for panel in DRAWN["panels"] for state in panel["states"]]

    assert [panel["name"] for panel in DRAWN["panels"]] == ["africa", "caribbean", "pacific"]
    assert len(codes) == len(set(codes)) == 80
    assert "SS" in codes
    assert "MV" not in codes


def test_every_state_can_be_seen():
    for panel in DRAWN["panels"]:
        assert re.fullmatch(r"-?\d+ -?\d+ \d+ \d+", panel["box"])
        for state in panel["states"]:
            assert state.get("shape") or state.get("dot"), state["iso2"]


def test_a_state_has_its_number_its_link_and_a_colour_by_number():
    numbers = {"ht": 0, "fj": 1, "ke": 2, "ss": 3, "gh": 4, "ao": 50}
    countries = [country(code.upper()) for code in numbers]
    countries[3].eligibility = Eligibility.COULD_REQUEST
    states = drawn(countries, numbers)

    assert {state.name: (state.number, state.level) for state in states.values()} == {
        "HT": (0, 0),
        "FJ": (1, 1),
        "KE": (2, 2),
        "SS": (3, 3),
        "GH": (4, 3),
        "AO": (50, 4),
    }
    assert states["HT"].link == "/ht/"
    assert [name for name, state in states.items() if not state.is_member] == ["SS"]


def test_a_state_that_nobody_counted_has_none():
    assert drawn([country("HT")], {})["HT"].number == 0


def test_what_is_not_on_the_map_is_left_out():
    assert drawn([country("FR", Eligibility.NONE)], {"fr": 3}) == {}


@pytest.mark.django_db
def test_the_key_names_every_level():
    assert levels() == [
        {"level": 0, "label": "none"},
        {"level": 1, "label": "1"},
        {"level": 2, "label": "2"},
        {"level": 3, "label": "3–4"},
        {"level": 4, "label": "5 and more"},
    ]
    assert len(levels()) == len(STEPS) + 1


def test_a_small_drawing_has_fewer_points_and_the_same_outlines():
    shapes = [
        shape
        for panel in DRAWN["panels"]
        for shape in [panel["land"], *(state.get("shape", "") for state in panel["states"])]
    ]

    small = [coarser(shape) for shape in shapes]

    assert sum(map(len, small)) < sum(map(len, shapes)) * 0.75
    assert [shape.count("M") for shape in small] == [shape.count("M") for shape in shapes]
    assert [shape.count("z") for shape in small] == [shape.count("z") for shape in shapes]
    assert [re.match(r"M-?\d+ ?-?\d+l|$", shape)[0] for shape in small] == [
        re.match(r"M-?\d+ ?-?\d+l|$", shape)[0] for shape in shapes
    ]


@pytest.mark.parametrize(
    ("shape", "small"),
    [
        ("M5 -8l10 0 10 0 0 10 0 10-20 0z", "M5 -8l20 0 0 20-20 0z"),
        # An islet stays as it is.
        ("M5 5l1 0 0 1-1 0z", "M5 5l1 0 0 1-1 0z"),
        ("", ""),
    ],
)
def test_steps_that_nobody_sees_are_joined(shape, small):
    assert coarser(shape) == small
