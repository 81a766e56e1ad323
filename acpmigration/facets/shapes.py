"""What a FilterSet tells the templates."""

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True)
class Option:
    """One value of a facet; ``link`` switches it, ``region`` is its slug where it is a region."""

    value: str
    label: str
    count: int
    is_chosen: bool
    link: str
    region: str = ""


@dataclass(frozen=True)
class Group:
    """One facet as it stands beside the list; ``chosen`` is how many options are on."""

    name: str
    title: str
    options: list[Option]
    chosen: int
    is_open: bool


@dataclass(frozen=True)
class Chip:
    """A filter that is on; ``link`` takes it away and leaves the rest."""

    facet: str
    label: str
    link: str


@dataclass(frozen=True)
class Suggestion:
    """What to take away from a selection that is empty, and how much is then found."""

    label: str
    link: str
    count: int


@dataclass(frozen=True)
class Sort:
    value: str
    label: str
    is_chosen: bool


class Ignored(NamedTuple):
    """A value in the address that nothing is known of: the page names it and goes on without."""

    parameter: str
    value: str
