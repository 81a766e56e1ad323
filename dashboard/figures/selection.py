"""Counting a selection with the filter of the list that shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from acpmigration.facets import FacetedFilterSet
from acpmigration.facets.filterset import query_of
from acpmigration.reference.models import Country, Region, Topic
from dashboard.figures.figure import Figure
from technical_assistance.enums import Status
from technical_assistance.filters import InterventionFilter, RequestFilter
from technical_assistance.models import AssistanceRequest, Intervention

INTERVENTIONS = "technical_assistance:intervention-list"
REQUESTS = "technical_assistance:request-list"
# Facet -> the row of the reference data that it is narrowed to; empty for the whole Action.
Scope = Mapping[str, Region | Country | Topic]


class Selection:
    """The rows that a list shows under some parameters, counted in one query."""

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

    def counts(self, *facets: str) -> "Counts":
        return Counts(self, self.filterset.counts(facets))

    def link(self, **more: str) -> str:
        query = query_of(self.parameters | more)
        address = reverse(self.url_name)
        return f"{address}?{query.urlencode()}" if query else address


@dataclass(frozen=True)
class Counts:
    """What one query found: the selection's size and its parts by facet."""

    selection: Selection
    found: Mapping[str, Mapping[str, int]]

    def whole(self, name: str, label: str, definition: str = "") -> Figure:
        """The figure of the whole selection."""
        value = self.found["selection"].get("", 0)
        return Figure(name, value, label, self.selection.link(), definition)

    def part(self, name: str, label: str, facet: str, slug: str, definition: str = "") -> Figure:
        """The figure of the part of the selection that has ``slug`` in ``facet``."""
        value = self.found.get(facet, {}).get(slug, 0)
        return Figure(name, value, label, self.selection.link(**{facet: slug}), definition)


def interventions(scope: Scope, *statuses: Status) -> Selection:
    """The published interventions of these statuses within ``scope``."""
    return Selection(
        InterventionFilter,
        INTERVENTIONS,
        Intervention.objects.published(),
        scope,
        status=[status.value for status in statuses],
    )


def requests(scope: Scope) -> Selection:
    return Selection(RequestFilter, REQUESTS, AssistanceRequest.objects.published(), scope)
