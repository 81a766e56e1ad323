"""GeoJSON by RFC 7946: a feature for each record, at the points of the countries it covers.

A record without a point is a feature without geometry, so that there are as many as in the list.
"""

from collections.abc import Iterator
from typing import Any

from acpmigration.open_data.columns import columns_of
from acpmigration.open_data.formats.in_json import about, written
from acpmigration.open_data.formats.selection import Selection
from acpmigration.reference.models import Country

TYPE = "application/geo+json"
Point = list[float]


def stream(selection: Selection) -> Iterator[str]:
    data_set, columns, points = selection.data_set, columns_of(selection.data_set), _points()
    yield f'{{"type": "FeatureCollection", "about": {written(about(selection))},\n"features": ['
    separator = "\n"
    for row, record in data_set.pairs(selection.rows):
        countries = data_set.countries(row) if data_set.countries else ()
        feature = {
            "type": "Feature",
            "id": record["slug"],
            "geometry": _geometry([points[each.slug] for each in countries if each.slug in points]),
            "properties": {column.heading: column.cell(record) for column in columns},
        }
        yield separator + written(feature)
        separator = ",\n"
    yield "\n]}\n"


def _geometry(points: list[Point]) -> dict[str, Any] | None:
    return {"type": "MultiPoint", "coordinates": points} if points else None


def _points() -> dict[str, Point]:
    """Longitude first, as the standard has it."""
    placed = Country.objects.filter(latitude__isnull=False, longitude__isnull=False)
    rows: Any = placed.order_by().values_list("slug", "longitude", "latitude")
    return {slug: [float(east), float(north)] for slug, east, north in rows}
