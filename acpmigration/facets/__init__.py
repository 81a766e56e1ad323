"""One definition per facet: a list, its counts, its figures and their links from one FilterSet."""

from acpmigration.facets.display import Display
from acpmigration.facets.facet import NOT_STATED, Facet
from acpmigration.facets.filterset import FacetedFilterSet
from acpmigration.facets.listing import FacetedList, ListWords, trail
from acpmigration.facets.order import Order
from acpmigration.facets.search import Search

__all__ = [
    "NOT_STATED",
    "Display",
    "Facet",
    "FacetedFilterSet",
    "FacetedList",
    "ListWords",
    "Order",
    "Search",
    "trail",
]
