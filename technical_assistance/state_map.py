"""The map of the states that could request, in three panels, coloured by number.

The shapes are Natural Earth's (public domain), simplified; ``state_map.json`` holds them by ISO
code in units of the drawing, with a dot for states too small to point at.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
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
# Of the small drawing: a shorter step, in units of it, is less than two pixels of a frame.
SHORTEST = 12
# An island of fewer steps would be none.
FEWEST = 3
OUTLINE = re.compile(r"M(-?\d+ ?-?\d+)l([^Mz]*)z?")
NUMBER = re.compile(r"-?\d+")


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
    countries: Iterable[Country],
    numbers: Mapping[str, int],
    link: Callable[[Country], str],
    *,
    small: bool = False,
) -> list[Panel]:
    """The panels for a selection; ``numbers`` are interventions by slug of the country.

    ``small`` draws coasts and borders with fewer points.
    """
    draw = coarser if small else str
    by_code = {country.iso2: country for country in countries}
    return [
        Panel(
            panel["name"],
            str(TITLES[panel["name"]]),
            panel["box"],
            draw(panel["land"]),
            [
                _state(by_code[drawn["iso2"]], drawn, numbers, link, draw)
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


@cache
def coarser(shape: str) -> str:
    """The same outline without the steps that nobody sees: ``M``, then pairs of ``l`` to ``z``."""
    return "".join(_coarser_ring(*found) for found in OUTLINE.findall(shape))


def _coarser_ring(start: str, steps: str) -> str:
    kept: list[tuple[int, int]] = []
    x = y = 0
    numbers = [int(each) for each in NUMBER.findall(steps)]
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + dx, y + dy
        if x * x + y * y >= SHORTEST * SHORTEST:
            kept.append((x, y))
            x = y = 0
    if len(kept) < FEWEST:
        return f"M{start}l{steps}z"
    return f"M{start}l{' '.join(f'{dx} {dy}' for dx, dy in kept).replace(' -', '-')}z"


def _state(
    country: Country,
    drawn: dict,
    numbers: Mapping[str, int],
    link: Callable[[Country], str],
    draw: Callable[[str], str],
) -> State:
    number = numbers.get(country.slug, 0)
    return State(
        name=str(country),
        number=number,
        level=sum(number >= step for step in STEPS),
        link=link(country),
        shape=draw(drawn.get("shape", "")),
        dot=drawn.get("dot"),
        is_member=country.eligibility == Eligibility.MEMBER,
    )
