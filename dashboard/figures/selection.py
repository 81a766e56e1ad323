"""Counting a selection with the filter of the list that shows it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse

from acpmigration.facets import FacetedFilterSet
from dashboard.figures.figure import Figure
from technical_assistance.enums import Status
from technical_assistance.filters import InterventionFilter, RequestFilter
from technical_assistance.models import AssistanceRequest, Intervention

INTERVENTIONS = "technical_assistance:intervention-list"
REQUESTS = "technical_assistance:request-list"
Scope = Mapping[str, list[str]]


class Selection:
    """The rows that a list shows under some parameters, counted in one query."""

    def __init__(
        self, filterset: type[FacetedFilterSet], url_name: str, rows: QuerySet, parameters: Scope
    ) -> None:
        self.url_name, self.parameters = url_name, dict(parameters)
        query = QueryDict(mutable=True)
        for name, values in self.parameters.items():
            query.setlist(name, values)
        self.filterset = filterset(query, queryset=rows)

    def counts(self, *facets: str) -> "Counts":
        return Counts(self, self.filterset.counts(facets))

    def link(self, **more: str) -> str:
        query = QueryDict(mutable=True)
        for name, values in self.parameters.items():
            query.setlist(name, values)
        for name, value in more.items():
            query.setlist(name, [value])
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
        {**scope, "status": [status.value for status in statuses]},
    )


def requests(scope: Scope) -> Selection:
    return Selection(RequestFilter, REQUESTS, AssistanceRequest.objects.published(), scope)
