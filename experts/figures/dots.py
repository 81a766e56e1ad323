"""One dot, one person: a whole of up to some hundred people in two parts."""

from dataclasses import dataclass

# More dots than a reader takes in at a glance, and than the drawing holds.
MOST = 600
IN_A_COLUMN, STEP = 7, 10


@dataclass(frozen=True)
class Patch:
    """A rectangle that is filled with the dots of one part."""

    part: str
    x: int
    width: int
    height: int


@dataclass(frozen=True)
class Dots:
    width: int
    height: int
    patches: list[Patch]


def drawn(parts: dict[str, int]) -> Dots | None:
    """Column by column, each part from a column of its own; None where there are too many."""
    if sum(parts.values()) > MOST:
        return None
    x, patches = 0, []
    for part, people in parts.items():
        columns, rest = divmod(people, IN_A_COLUMN)
        if columns:
            patches.append(Patch(part, x, columns * STEP, IN_A_COLUMN * STEP))
        if rest:
            patches.append(Patch(part, x + columns * STEP, STEP, rest * STEP))
        x += (columns + bool(rest)) * STEP
    return Dots(x, IN_A_COLUMN * STEP, patches)
