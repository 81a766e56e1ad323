"""A page that lists what a FilterSet selects."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django_filters.views import FilterView


class CountedPaginator(Paginator):  # type: ignore[type-arg]
    """A paginator that is told how many rows there are, so that it need not ask."""

    def __init__(self, *args: Any, total: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.total = total

    @property
    def count(self) -> int:
        return self.total


class FacetedList(FilterView):
    """A list with facets and pages, whose size is counted along with the facets.

    The template gets the FilterSet as ``filter``. A page that does not exist is a 404.
    """

    paginate_by = 24
    # The filters judge each value themselves; the form knows no choices and would refuse them all.
    strict = False

    def get_paginator(
        self, queryset: QuerySet[Any], per_page: int, **kwargs: Any
    ) -> CountedPaginator:
        return CountedPaginator(queryset, per_page, total=self.filterset.total, **kwargs)
