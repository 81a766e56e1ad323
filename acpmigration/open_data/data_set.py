"""A kind of record that machines may read, and all kinds there are."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import get_language
from rest_framework import serializers

from acpmigration.facets import FacetedFilterSet
from acpmigration.signs import all_writable

Record = dict[str, Any]
# So many records are read, put together and sent at a time.
CHUNK = 500


def nothing_more(rows: list[Any]) -> None:
    """Most kinds have all they need once they are read."""


@dataclass(frozen=True)
class DataSet:
    """One kind of record: what the public sees of it, in which filters, as which fields.

    Page, API and download ask ``filterset`` over ``rows()``. ``columns`` are those of a table:
    heading -> path in the record, such as ``region.slug``; where the path leads through a list,
    the cell holds all, separated by ``; ``, and ``n/a`` in the place of one that has no value.
    """

    # What stands in addresses: "interventions".
    name: str
    title: str | Promise
    description: str | Promise
    record: type[serializers.Serializer]
    filterset: type[FacetedFilterSet]
    # The published rows, without order.
    rows: Callable[[], QuerySet[Any]]
    # The name of the address of the page that lists them.
    page: str
    columns: Mapping[str, str]
    # Fetches what a record shows; and what is quicker fetched for many rows at once.
    assembled: Callable[[QuerySet[Any]], QuerySet[Any]] = lambda rows: rows
    complete: Callable[[list[Any]], None] = nothing_more
    # The countries at whose points a row stands on a map; none: it has no map.
    countries: Callable[[Any], Iterable[Any]] | None = None
    endings: tuple[str, ...] = field(default=("csv", "xlsx", "json"))
    # The columns by which a record is found again.
    key: tuple[str, ...] = ("slug",)

    def records(self, rows: QuerySet[Any]) -> Iterator[Record]:
        """The records of many rows, chunk by chunk: memory does not grow with their number."""
        for row, record in self.pairs(rows):
            del row
            yield record

    def pairs(self, rows: QuerySet[Any]) -> Iterator[tuple[Any, Record]]:
        """Each row with its record."""
        chunk: list[Any] = []
        for row in self.assembled(rows).iterator(chunk_size=CHUNK):
            chunk.append(row)
            if len(chunk) == CHUNK:
                yield from zip(chunk, self.represented(chunk), strict=True)
                chunk = []
        yield from zip(chunk, self.represented(chunk), strict=True)

    def represented(self, rows: list[Any]) -> list[Record]:
        """The records of rows that come from ``assembled``, in signs that every format holds."""
        self.complete(rows)
        serializer = self.record(context=context())
        return [all_writable(serializer.to_representation(row)) for row in rows]


def context() -> dict[str, Any]:
    """What the fields of a record ask beside the row."""
    return {"language": get_language() or "en"}
