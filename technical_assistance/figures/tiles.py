"""The figures of a region: each leads to exactly the rows it counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from acpmigration.facets.facet import size
from technical_assistance.domain.standing import Clock
from technical_assistance.enums import Status
from technical_assistance.filters.board import NEED_WORDS, WHOSE, BoardFilter

# What is counted, in order: slug -> the filters that select it.
COUNTED: Mapping[str, Mapping[str, list[str]]] = {
    "late": {"only": ["late"], "status": []},
    "blocked": {"only": ["blocked"], "status": []},
    "silent": {"only": ["silent"], "status": []},
    "due": {"only": ["due"], "status": []},
    "ongoing": {"only": [], "status": [Status.ONGOING]},
    "completed": {"only": [], "status": [Status.COMPLETED]},
}

Found = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Tile:
    """One figure: ``value`` is the number of results at ``link``, under the filters beside it."""

    slug: str
    value: int
    label: str
    hint: str
    link: str
    is_chosen: bool

    @property
    def name(self) -> str:
        return f"coordination-{self.slug}"


def arms(board: BoardFilter) -> list[QuerySet[Any]]:
    """What counts the selection, the tiles and the tabs, to be run with others in one query."""
    counted = {f"tile/{slug}": board.changed(**filters) for slug, filters in COUNTED.items()}
    counted |= {f"whose/{whose}": board.changed(whose=[whose]) for whose in WHOSE}
    counted |= {"selection": board}
    return [size(each.selection(), name) for name, each in counted.items()]


def tiles(board: BoardFilter, found: Found, clock: Clock) -> list[Tile]:
    """The tiles, from what ``arms`` has counted."""
    chosen = {name: board.chosen.get(name, []) for name in ("only", "status")}
    labels = NEED_WORDS | {str(status): capfirst(status.label) for status in Status}
    hints = _hints(clock)
    return [
        Tile(
            slug=slug,
            value=found.get(f"tile/{slug}", {}).get("", 0),
            label=str(labels[slug]),
            hint=hints.get(slug, ""),
            link=board.link(**filters),
            is_chosen=chosen == filters,
        )
        for slug, filters in COUNTED.items()
    ]


def tabs(board: BoardFilter, found: Found) -> list[Tile]:
    """Whose interventions are shown: the own ones, those of nobody, all of the region."""
    chosen = board.chosen.get("whose", [])
    return [
        Tile(
            slug=whose,
            value=found.get(f"whose/{whose}", {}).get("", 0),
            label=str(label),
            hint="",
            link=board.link(whose=None if whose == "all" else [whose]),
            is_chosen=chosen == ([] if whose == "all" else [whose]),
        )
        for whose, label in WHOSE.items()
    ]


def _hints(clock: Clock) -> dict[str, str]:
    silent, ahead = clock.silent_days, clock.ahead_days
    return {
        "late": _("Past the planned end"),
        "blocked": _("For the stage in progress"),
        "silent": ngettext(
            "No entry for %(days)d day or more", "No entry for %(days)d days or more", silent
        )
        % {"days": silent},
        "due": ngettext(
            "Planned end within %(days)d day", "Planned end within %(days)d days", ahead
        )
        % {"days": ahead},
    }
