"""JSON: the records as the API gives them, all in one file, with what they are and whose."""

import json
from collections.abc import Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from acpmigration.open_data.formats.selection import Selection
from acpmigration.open_data.licence import licence

TYPE = "application/json"


def stream(selection: Selection) -> Iterator[str]:
    """``{"about": …, "records": […]}``, a record a line."""
    yield f'{{"about": {written(about(selection))},\n"records": ['
    separator = "\n"
    for record in selection.data_set.records(selection.rows):
        yield separator + written(record)
        separator = ",\n"
    yield "\n]}\n"


def about(selection: Selection) -> dict[str, Any]:
    """What the file says of itself before its records."""
    data_set = selection.data_set
    return {
        "title": str(data_set.title),
        "description": str(data_set.description),
        "as_of": selection.day.isoformat(),
        "count": selection.chosen.selection().count(),
        "page": selection.page,
        "licence": licence(),
    }


def written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder)
