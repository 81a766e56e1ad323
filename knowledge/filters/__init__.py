"""The filters of Component 3: list, facets and figure are one query."""

from knowledge.filters.events import EventFilter
from knowledge.filters.products import ProductFilter
from knowledge.filters.recommendations import RecommendationFilter

__all__ = ["EventFilter", "ProductFilter", "RecommendationFilter"]
