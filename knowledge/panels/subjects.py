"""Products and events on the page of a region, a country or a topic."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from acpmigration import panels
from acpmigration.facets import FacetedFilterSet
from acpmigration.facets.filterset import query_of
from knowledge.filters import EventFilter, ProductFilter, RecommendationFilter
from knowledge.models import Event, KnowledgeProduct, Recommendation

SHOWN = 8


def selected(
    facet: str, filterset: type[FacetedFilterSet], rows: QuerySet[Any], url_name: str
) -> Any:
    """Return the query of a panel: the first rows of the list narrowed to one subject."""

    def query(subject: Any) -> dict[str, Any]:
        parameters = query_of({facet: [subject.slug]})
        chosen = filterset(parameters, rows.all())
        # The page has read it: the facet would read all rows again to know one.
        chosen.filters[facet].rows = {subject.slug: subject}
        found = list(chosen.qs[:SHOWN])
        link = f"{reverse(url_name)}?{parameters.urlencode()}"
        return {"records": found, "link": link} if found else {}

    return query


for page in ("region", "country", "topic"):
    panels.register(
        page,
        template="knowledge/_products_panel.html",
        query=selected(
            page, ProductFilter, KnowledgeProduct.objects.published(), "knowledge:product-list"
        ),
    )
    panels.register(
        page,
        template="knowledge/_events_panel.html",
        query=selected(
            page, EventFilter, Event.objects.published().with_place(), "knowledge:event-list"
        ),
    )
panels.register(
    "topic",
    template="knowledge/_recommendations_panel.html",
    query=selected(
        "topic",
        RecommendationFilter,
        Recommendation.objects.published(),
        "knowledge:recommendation-list",
    ),
)
