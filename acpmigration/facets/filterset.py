"""A list's filters as one thing: rows, counts, links and words all follow from it."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from acpmigration.facets.facet import NOT_STATED, Facet, count_together, size
from acpmigration.facets.order import BEST_MATCH, Order
from acpmigration.facets.search import Search
from acpmigration.facets.shapes import Chip, Group, Ignored, Option, Sort, Suggestion

# Facets that stand open until the reader opens others: the first ones, unless they are long.
OPEN_AT_FIRST = 4
LONG = 12
Counts = dict[str, dict[str, int]]


class FacetedFilterSet(django_filters.FilterSet):
    """Filters are ``Facet``, ``Search`` and ``Order``; ``beside`` names the facets of the list.

    A page shows ``ignored()``; an API or a download answers 400 where it is not empty.
    """

    beside: ClassVar[Sequence[str]] = ()

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        queryset: QuerySet[Any] | None = None,
        **kwargs: Any,
    ) -> None:
        written = data if isinstance(data, QueryDict) else query_of(data or {})
        super().__init__(written, queryset, **kwargs)
        self._counted: dict[tuple[str, ...], Counts] = {}

    # Rows -----------------------------------------------------------------------------------------

    @cached_property
    def chosen(self) -> dict[str, list[str]]:
        """What is used of the address: the values of each filter that is on."""
        kept = {name: self.filters[name].kept(values) for name, values in self._written()}
        return {name: kept[name] for name in self.filters if kept.get(name)}

    def selection(self, without: str | None = None) -> QuerySet[Any]:
        """Return the rows that the filters leave, without order, as if ``without`` were off."""
        qs = self.queryset.all()
        for name, values in self.chosen.items():
            qs = qs if name == without else self.filters[name].filter(qs, values)
        return qs

    @property
    def qs(self) -> QuerySet[Any]:
        """The selection in the order that was chosen."""
        rows = self.selection()
        order = self._first(Order)
        if not order:
            return rows
        if self.sorted_by == BEST_MATCH:
            search = self._first(Search)
            return self.filters[search].best_first(rows, self.chosen[search])
        return self.filters[order].apply(rows, self.sorted_by)

    @property
    def sorted_by(self) -> str:
        """The order in use; the best match is one where words are searched."""
        order, is_searched = self.filters[self._first(Order)], self._first(Search) in self.chosen
        default = BEST_MATCH if is_searched else next(iter(order.orders))
        asked = next(iter(self.chosen.get(self._first(Order), [])), default)
        return default if asked == BEST_MATCH else asked

    # Numbers --------------------------------------------------------------------------------------

    def counts(self, names: Iterable[str] | None = None) -> Counts:
        """Count in one query: facet -> value -> rows, each facet under the others' selection.

        ``["selection"][""]`` and ``["whole"][""]`` are the sizes; what is missing is zero. The
        facets are those named, or those beside the list.
        """
        wanted = tuple(self.beside if names is None else names)
        if wanted not in self._counted:
            arms = [*self.arms(wanted), size(self.queryset, "whole")]
            self._counted[wanted] = count_together(arms)
        return self._counted[wanted]

    def arms(self, names: Iterable[str], prefix: str = "") -> list[QuerySet[Any]]:
        """What counts these facets and the selection, to be run together with other lists'."""
        arms = [self.filters[name].count(self.selection(name), prefix + name) for name in names]
        return [*arms, size(self.selection(), f"{prefix}selection")]

    @property
    def total(self) -> int:
        return self.counts().get("selection", {}).get("", 0)

    @property
    def whole(self) -> int:
        return self.counts().get("whole", {}).get("", 0)

    # Words and links ------------------------------------------------------------------------------

    def ignored(self) -> list[Ignored]:
        return [
            Ignored(name, value)
            for name, values in self._written()
            for value in self.filters[name].dropped(values)
        ]

    def facets(self) -> list[Group]:
        """Return the facets beside the list with all their options, those without rows too."""
        return [self._group(name, position) for position, name in enumerate(self.beside)]

    def active(self) -> list[Chip]:
        return [
            Chip(str(self.filters[name].label), self.filters[name].label_of(value), link)
            for name, value, link in self._removals()
        ]

    def suggestions(self) -> list[Suggestion]:
        """Return which filter to take away from an empty selection; one query."""
        removable = [name for name in self.chosen if self.filters[name].narrows]
        if not removable:
            return []
        found = count_together([size(self.selection(name), name) for name in removable])
        return [
            Suggestion(self._words(name), self.link(**{name: None}), n)
            for name in removable
            if (n := found.get(name, {}).get("", 0))
        ]

    def sorting(self) -> list[Sort]:
        order = self.filters[self._first(Order)]
        values = [*order.orders]
        if self._first(Search) in self.chosen:
            values.insert(0, BEST_MATCH)
        return [Sort(each, order.label_of(each), each == self.sorted_by) for each in values]

    def query_string(self, **changes: str | list[str] | None) -> str:
        """Return the filters in use as an address says them, without "?"; ``None`` takes one away.

        The page number is not part of it: another selection begins at its first page.
        """
        return query_of(self.chosen | changes).urlencode()

    def link(self, **changes: str | list[str] | None) -> str:
        query = self.query_string(**changes)
        return f"{self.path}?{query}" if query else self.path

    @property
    def path(self) -> str:
        """The address of the list itself: also what clears all filters."""
        return self.request.path if self.request else "?"

    @property
    def search_text(self) -> str:
        return "".join(self.chosen.get(self._first(Search), []))

    # What a form of its own keeps of the rest, as pairs of name and value.

    @property
    def beside_search(self) -> list[tuple[str, str]]:
        return self._pairs(without=[self._first(Search)])

    @property
    def beside_sort(self) -> list[tuple[str, str]]:
        return self._pairs(without=[self._first(Order)])

    @property
    def beside_facets(self) -> list[tuple[str, str]]:
        return self._pairs(without=self.beside)

    # ----------------------------------------------------------------------------------------------

    def _written(self) -> list[tuple[str, list[str]]]:
        return [(name, self.data.getlist(name)) for name in self.filters if name in self.data]

    def _first(self, kind: type) -> str:
        return next((name for name, each in self.filters.items() if isinstance(each, kind)), "")

    def _pairs(self, without: Iterable[str] = ()) -> list[tuple[str, str]]:
        kept = {name: values for name, values in self.chosen.items() if name not in without}
        return [(name, value) for name, values in kept.items() for value in values]

    def _removals(self) -> list[tuple[str, str, str]]:
        return [
            (name, value, self._link_switching(name, value))
            for name, value in self._pairs()
            if self.filters[name].narrows
        ]

    def _link_switching(self, name: str, value: str) -> str:
        chosen = self.chosen.get(name, [])
        rest = [each for each in chosen if each != value]
        return self.link(**{name: rest if value in chosen else [*chosen, value]})

    def _words(self, name: str) -> str:
        facet, values = self.filters[name], self.chosen[name]
        return _("%(facet)s: %(values)s") % {
            "facet": facet.label,
            "values": ", ".join(facet.label_of(value) for value in values),
        }

    def _group(self, name: str, position: int) -> Group:
        facet: Facet = self.filters[name]
        counts, chosen = self.counts().get(name, {}), self.chosen.get(name, [])
        slugs = [
            slug for slug in facet.rows if not facet.only_found or slug in counts or slug in chosen
        ]
        if NOT_STATED in chosen or NOT_STATED in counts:
            slugs.append(NOT_STATED)
        options = [
            Option(
                value=slug,
                label=facet.label_of(slug),
                count=counts.get(slug, 0),
                is_chosen=slug in chosen,
                link=self._link_switching(name, slug),
                region=facet.region_of(slug),
            )
            for slug in slugs
        ]
        is_open = bool(chosen) or (position < OPEN_AT_FIRST and len(options) <= LONG)
        return Group(name, str(facet.label), options, len(chosen), is_open)


def query_of(parameters: Mapping[str, Any]) -> QueryDict:
    """Return parameters as an address has them; ``None`` and empty lists leave no trace."""
    query = QueryDict(mutable=True)
    for name, value in parameters.items():
        if values := [value] if isinstance(value, str) else list(value or []):
            query.setlist(name, values)
    return query
