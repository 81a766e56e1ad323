"""Which numbers of people are told: none that singles somebody out, on pages or as data."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from nsa_grants.enums import ReachKind, Sex
from nsa_grants.models import Reach

# A smaller number of people could tell who they are.
FEWEST_TOLD = 5


@dataclass(frozen=True)
class Number:
    """One that is told; of fewer than ``FEWEST_TOLD`` only that they are so few."""

    row: Reach
    parts: list[Reach] = field(default_factory=list)

    @property
    def is_few(self) -> bool:
        return self.row.value < FEWEST_TOLD


def numbers_to_tell(rows: Iterable[Reach]) -> list[Number]:
    """Of a project, those reached first; each with its parts by sex where they may be told."""
    by_kind: dict[str, dict[str, Reach]] = {}
    for row in rows:
        by_kind.setdefault(row.kind, {})[row.sex] = row
    told = (
        _told(by_kind[kind]) for kind in (ReachKind.REACHED, ReachKind.TARGET) if kind in by_kind
    )
    return [each for some in told for each in some]


def _told(rows: dict[str, Reach]) -> list[Number]:
    """One number with its parts; where there is no whole, each part by itself."""
    whole = rows.get(Sex.ALL)
    parts = [rows[sex] for sex in (Sex.WOMEN, Sex.MEN) if sex in rows]
    if whole:
        return [Number(whole, parts if _can_part(whole, parts) else [])]
    return [Number(row) for row in parts] if _all_told(parts) else []


def _can_part(whole: Reach, parts: list[Reach]) -> bool:
    """Whether no part is too small, nor what can be reckoned from the others."""
    rest = whole.value - sum(row.value for row in parts)
    is_complete = len(parts) == len((Sex.WOMEN, Sex.MEN)) and rest <= 0
    return _all_told([whole, *parts]) and (is_complete or rest >= FEWEST_TOLD)


def _all_told(rows: list[Reach]) -> bool:
    return all(row.value >= FEWEST_TOLD for row in rows)
