"""Counting selections with the filters of the lists that show them, all of a page in one query."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from acpmigration.facets import FacetedFilterSet
from acpmigration.facets.facet import count_together
from acpmigration.facets.filterset import query_of
from acpmigration.reference.models import Country, Region, Topic
from dashboard.figures.figure import Figure

# Facet -> the row of the reference data that it is narrowed to; empty for the whole Action.
Scope = Mapping[str, Region | Country | Topic]


class Together:
    """The selections of a page: the first number that is asked for counts them all."""

    def __init__(self) -> None:
        self._arms: list[QuerySet[Any]] = []

    def count(self, selection: "Selection", *facets: str) -> "Counts":
        """Have the selection counted, by these facets too.

        :raises RuntimeError: once a number has been asked for.
        """
        prefix = f"{len(self._arms)}/"
        self.read(selection.filterset.arms(facets, prefix))
        return Counts(selection, self, prefix)

    def read(self, arms: list[QuerySet[Any]]) -> None:
        """Have rows read that hold a facet, a value of it and a number, as counts do.

        :raises RuntimeError: once a number has been asked for.
        """
        if "found" in vars(self):
            raise RuntimeError("This page has been counted already.")
        self._arms += arms

    @cached_property
    def found(self) -> dict[str, dict[str, int]]:
        return count_together(self._arms)


class Selection:
    """The rows that a list shows under some parameters."""

    def __init__(
        self,
        filterset: type[FacetedFilterSet],
        url_name: str,
        rows: QuerySet[Any],
        scope: Scope,
        **parameters: list[str],
    ) -> None:
        self.url_name = url_name
        self.parameters = {facet: [row.slug] for facet, row in scope.items()} | parameters
        self.filterset = filterset(query_of(self.parameters), queryset=rows)
        for facet, row in scope.items():
            # The page has read it: each of its selections would read all rows again to know one.
            self.filterset.filters[facet].rows = {row.slug: row}

    def link(self, **more: str) -> str:
        query = query_of(self.parameters | more)
        address = reverse(self.url_name)
        return f"{address}?{query.urlencode()}" if query else address


@dataclass(frozen=True)
class Counts:
    """A selection's size and its parts by facet."""

    selection: Selection
    together: Together
    prefix: str

    def number(self, facet: str = "selection", slug: str = "") -> int:
        return self.together.found.get(self.prefix + facet, {}).get(slug, 0)

    def whole(self, name: str, label: str, definition: str = "") -> Figure:
        """The figure of the whole selection."""
        return Figure(name, self.number(), label, self.selection.link(), definition)

    def part(self, name: str, label: str, facet: str, slug: str, definition: str = "") -> Figure:
        """The figure of the part of the selection that has ``slug`` in ``facet``."""
        link = self.selection.link(**{facet: slug})
        return Figure(name, self.number(facet, slug), label, link, definition)
