"""What a figure is: a number, its words and the list behind it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One number: ``value`` equals the number of results at ``link``, always."""

    name: str
    value: int
    label: str
    link: str
    definition: str = ""
    is_statistic: bool = False


@dataclass(frozen=True)
class Row:
    """A bar of a chart: completed, ongoing and all of one region, topic or typology."""

    label: str
    total: Figure
    done: Figure | None = None
    live: Figure | None = None
    link: str = ""
    note: str = ""
    region: str = ""
    topic: str = ""


@dataclass(frozen=True)
class Chart:
    """A table of bars on one scale."""

    name: str
    title: str
    rows: list[Row]
    definition: str = ""
    note: str = ""
    unit: str = ""
    has_parts: bool = True
    total: Row | None = None

    @property
    def most(self) -> int:
        return max((row.total.value for row in self.rows), default=0)


@dataclass(frozen=True)
class Marked:
    """A region on the dot map; the first figure is drawn there."""

    slug: str
    name: str
    link: str
    figures: list[Figure]
