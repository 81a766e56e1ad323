"""The dot map of the regions: which dots, and where the number and the name of a region stand."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DRAWN = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
ELSEWHERE: str = DRAWN["elsewhere"]
MOST_IN_ONE_LINE = 10


@dataclass(frozen=True)
class Place:
    """A region's part of the drawing; the places of number and name are whole units of it."""

    region: Any
    dots: str
    number_at: tuple[int, int]
    name_at: tuple[int, int]
    name_lines: list[str]


def places(regions: Iterable[Any]) -> list[Place]:
    """A region that is not drawn has no place: it stands in the list beside the map."""
    return [
        Place(
            region=region,
            dots=shape["dots"],
            number_at=tuple(shape["number"]),
            name_at=tuple(shape["name"]),
            name_lines=_two_lines(str(region.name)),
        )
        for region in regions
        if (shape := DRAWN["regions"].get(region.slug))
    ]


def _two_lines(name: str) -> list[str]:
    """Break a long name at the space nearest to its middle."""
    spaces = [at for at, letter in enumerate(name) if letter == " "]
    if len(name) <= MOST_IN_ONE_LINE or not spaces:
        return [name]
    middle = min(spaces, key=lambda at: abs(at - len(name) / 2))
    return [name[:middle], name[middle + 1 :]]
