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
    data_set = selection.data_set
    about = {
        "title": str(data_set.title),
        "description": str(data_set.description),
        "as_of": selection.day.isoformat(),
        "count": selection.chosen.selection().count(),
        "page": selection.page,
        "licence": licence(),
    }
    yield f'{{"about": {written(about)},\n"records": ['
    separator = "\n"
    for record in data_set.records(selection.rows):
        yield separator + written(record)
        separator = ",\n"
    yield "\n]}\n"


def written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder)
