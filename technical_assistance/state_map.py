"""The map of the states that could request, in three panels, coloured by number.

The shapes are Natural Earth's (public domain), simplified; ``state_map.json`` holds them by ISO
code in units of the drawing, with a dot for states too small to point at.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from acpmigration.reference.enums import Eligibility
from acpmigration.reference.models import Country

DRAWN = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
TITLES = {
    "africa": gettext_lazy("Africa"),
    "caribbean": gettext_lazy("Caribbean"),
    "pacific": gettext_lazy("Pacific"),
}
# A state is darker from each of these numbers on.
STEPS = (1, 2, 3, 5)


@dataclass(frozen=True)
class State:
    """A state as it is drawn; ``dot`` is its centre and radius."""

    name: str
    number: int
    level: int
    link: str
    shape: str
    dot: list[int] | None
    is_member: bool


@dataclass(frozen=True)
class Panel:
    name: str
    title: str
    box: str
    land: str
    states: list[State]


def panels(
    countries: Iterable[Country], numbers: Mapping[str, int], link: Callable[[Country], str]
) -> list[Panel]:
    """The panels for a selection; ``numbers`` are interventions by slug of the country."""
    by_code = {country.iso2: country for country in countries}
    return [
        Panel(
            panel["name"],
            str(TITLES[panel["name"]]),
            panel["box"],
            panel["land"],
            [
                _state(by_code[drawn["iso2"]], drawn, numbers, link)
                for drawn in panel["states"]
                if drawn["iso2"] in by_code
            ],
        )
        for panel in DRAWN["panels"]
    ]


def levels() -> list[dict[str, object]]:
    """The key of the map."""
    ends = [*(step - 1 for step in STEPS[1:]), None]
    key: list[dict[str, object]] = [{"level": 0, "label": _("none")}]
    for level, (first, last) in enumerate(zip(STEPS, ends, strict=True), start=1):
        if last is None:
            label = _("%(first)s and more") % {"first": first}
        elif first == last:
            label = str(first)
        else:
            label = f"{first}–{last}"
        key.append({"level": level, "label": label})
    return key


def _state(
    country: Country, drawn: dict, numbers: Mapping[str, int], link: Callable[[Country], str]
) -> State:
    number = numbers.get(country.slug, 0)
    return State(
        name=str(country),
        number=number,
        level=sum(number >= step for step in STEPS),
        link=link(country),
        shape=drawn.get("shape", ""),
        dot=drawn.get("dot"),
        is_member=country.eligibility == Eligibility.MEMBER,
    )
