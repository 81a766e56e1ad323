"""What a list offers beside its page: the same selection as files, and in the API."""

from typing import Any

from django import template
from django.urls import reverse

from acpmigration.facets import FacetedFilterSet
from acpmigration.open_data.addresses import in_language
from acpmigration.open_data.formats.in_xlsx import MOST
from acpmigration.open_data.registry import data_sets

register = template.Library()

LABELS = {"csv": "CSV", "xlsx": "XLSX", "json": "JSON", "geojson": "GeoJSON"}


@register.inclusion_tag("components/downloads.html")
def downloads(chosen: FacetedFilterSet, total: int) -> dict[str, Any]:
    """Links to the ``total`` records that ``chosen`` selects; none of what is no open data."""
    data_set = next((each for each in data_sets() if isinstance(chosen, each.filterset)), None)
    if data_set is None:
        return {"links": []}
    app, query = data_set.page.partition(":")[0], chosen.query_string(view=None)
    asked = f"?{query}" if query else ""
    links = [
        {"label": LABELS[ending], "link": reverse(f"{app}:{data_set.name}-{ending}") + asked}
        for ending in data_set.endings
        # Which refuses so many.
        if ending != "xlsx" or total <= MOST
    ]
    api = in_language(reverse(f"api:{data_set.name}-list") + asked)
    return {"links": [*links, {"label": "API", "link": api}]}
