"""Which numbers on people may be told, so that no one of them can be recognised.

Pure arithmetic on counts: the rule of decision 14. A number from 1 to 4 is never told, and neither
is one that leaves such a number when another is taken from it: the total of the same release, or
what was told of the same group before. What cannot be told is withheld, or kept as it was told.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from experts.enums import ReleaseTable
from experts.models.release import FEWEST

Cells = Mapping[str, int]
# Table -> group -> people.
Tables = Mapping[str, Cells]

TOTAL, GENDER = ReleaseTable.TOTAL, ReleaseTable.GENDER
# A person may be in several groups of these.
OVERLAPPING = (ReleaseTable.TOPIC, ReleaseTable.REGION, ReleaseTable.LANGUAGE)
# With fewer, whoever knows which groups are meant could work out how many are in each.
FEWEST_MERGED = 3


@dataclass(frozen=True)
class Told:
    """What was told of one group last, and the total of the release in which it was."""

    value: int
    total: int


def is_safe(number: int) -> bool:
    """Whether a number, or the difference of two, singles nobody out."""
    return number == 0 or abs(number) >= FEWEST


def tables_to_tell(counts: Tables, releases: Sequence[Tables]) -> dict[str, dict[str, int]]:
    """What a release may say of the roster as it is, after ``releases``, the oldest first."""
    ever = _last_told(releases)
    gender = _split(counts[GENDER], releases[-1] if releases else {}, ever)
    total = sum(gender.values())
    if not total:
        return {}
    return {
        TOTAL: {"": total},
        GENDER: {key: value for key, value in gender.items() if value},
        **{table: _parts(counts[table], total, ever.get(table, {})) for table in OVERLAPPING},
    }


def too_small(counts: Cells) -> list[str]:
    """The groups that are not told apart, if they are enough to be told together."""
    found = [key for key, count in counts.items() if 0 < count < FEWEST]
    return found if len(found) >= FEWEST_MERGED else []


def _split(counts: Cells, last: Tables, ever: Mapping[str, Mapping[str, Told]]) -> dict[str, int]:
    """The parts that make up the total, 0 where one is withheld.

    They move one by one, or none of them where several moves together would give a small one away:
    so they always add up to the total that is told with them.
    """
    told = {key: _part(count, ever.get(GENDER, {}).get(key)) for key, count in counts.items()}
    kept = {key: last.get(GENDER, {}).get(key, 0) for key in counts}
    moves = [told[key] - kept[key] for key in counts]
    together = [sum(some) for size in range(1, 4) for some in combinations(moves, size)]
    total, earlier = sum(told.values()), ever.get(TOTAL, {}).get("")
    is_told = all(map(is_safe, together)) and (
        not total or not earlier or is_safe(total - earlier.value)
    )
    return told if is_told else kept


def _part(count: int, last: Told | None) -> int:
    if count < FEWEST:
        return 0
    return count if last is None or is_safe(count - last.value) else last.value


def _parts(counts: Cells, total: int, last: Mapping[str, Told]) -> dict[str, int]:
    found = {key: _overlapping(count, total, last.get(key)) for key, count in counts.items()}
    return {key: value for key, value in found.items() if value is not None}


def _overlapping(count: int, total: int, last: Told | None) -> int | None:
    """How many of ``total`` are in a group that overlaps with others; None: withheld.

    Those outside of it are a group too: neither may be small, nor move by a few.
    """
    # What is told as the total may lag behind by some people.
    count = min(count, total)
    if count < FEWEST or not is_safe(total - count):
        return None
    if last is None:
        return count
    moved = total - last.total
    # As many as there are; as many outside as were told; as many inside as were told.
    allowed = [
        value
        for value in (count, last.value + moved, last.value)
        if abs(value - count) < FEWEST <= value <= total
        and is_safe(total - value)
        and is_safe(value - last.value)
        and is_safe(moved - (value - last.value))
    ]
    return min(allowed, key=lambda value: abs(value - count), default=None)


def _last_told(releases: Iterable[Tables]) -> dict[str, dict[str, Told]]:
    """By table and group; a group that was withheld since is among them."""
    found: dict[str, dict[str, Told]] = {}
    for tables in releases:
        for table, cells in tables.items():
            for key, value in cells.items():
                found.setdefault(table, {})[key] = Told(value, tables[TOTAL][""])
    return found
