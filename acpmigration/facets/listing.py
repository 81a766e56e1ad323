"""A page that lists what a FilterSet selects."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django_filters.views import FilterView

from acpmigration.facets.filterset import FacetedFilterSet, query_of


class CountedPaginator(Paginator):  # type: ignore[type-arg]
    """A paginator that is told how many rows there are, so that it need not ask."""

    def __init__(self, *args: Any, total: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.total = total

    @property
    def count(self) -> int:
        return self.total


Words = str | Promise


@dataclass(frozen=True)
class ListWords:
    """What ``facet_list.html`` says; ``whole`` holds ``%(whole)s``, the number of all rows."""

    heading: Words
    description: Words
    whole: Words
    nothing: Words
    lead: Words = ""
    find: Words = ""
    hint: Words = ""

    def of_whole(self, number: int) -> str:
        return str(self.whole) % {"whole": number_format(number, force_grouping=True)}


class FacetedList(FilterView):
    """A list with facets and pages, whose size is counted along with the facets.

    The template, an heir of ``facet_list.html``, gets the FilterSet as ``filter`` and the words of
    the list as ``words``. A page that does not exist is a 404.
    """

    template_name = "facet_list.html"
    list_words: ListWords
    # The name of the address of its news.
    feed: str = ""
    paginate_by = 24
    # The filters judge each value themselves; the form knows no choices and would refuse them all.
    strict = False

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        said = self.list_words
        return super().get_context_data(**kwargs) | {
            "words": {**vars(said), "of_whole": said.of_whole(self.filterset.whole)},
            "trail": trail({"label": said.heading}),
            "feed": narrowed(reverse(self.feed), self.filterset) if self.feed else "",
        }

    def get_paginator(
        self, queryset: QuerySet[Any], per_page: int, **kwargs: Any
    ) -> CountedPaginator:
        return CountedPaginator(queryset, per_page, total=self.filterset.total, **kwargs)


def narrowed(address: str, filterset: FacetedFilterSet) -> str:
    """The address with the filters that leave rows out: of news the order is always the same."""
    kept = {
        name: values for name, values in filterset.chosen.items() if filterset.filters[name].narrows
    }
    return f"{address}?{query_of(kept).urlencode()}" if kept else address


def trail(*steps: dict[str, Any]) -> list[dict[str, Any]]:
    """The way from the home page; only the last step may be without a link."""
    return [{"label": _("Overview"), "link": reverse("dashboard:home")}, *steps]
