"""What is downloaded: the rows that an address selects, and what the file says of itself."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from acpmigration.facets import FacetedFilterSet
from acpmigration.open_data.addresses import absolute
from acpmigration.open_data.data_set import DataSet


@dataclass(frozen=True)
class Selection:
    """Rows of a kind, as of ``day``."""

    data_set: DataSet
    chosen: FacetedFilterSet
    day: date

    @property
    def rows(self) -> QuerySet[Any]:
        """In the order of the page."""
        return self.chosen.qs

    @property
    def page(self) -> str:
        """The address of the page that shows the same."""
        query = self.chosen.query_string()
        address = absolute(reverse(self.data_set.page))
        return f"{address}?{query}" if query else address

    def file_name(self, ending: str) -> str:
        return f"{self.data_set.name}-{self.day:%Y-%m-%d}.{ending}"
