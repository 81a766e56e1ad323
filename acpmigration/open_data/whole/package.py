"""``datapackage.json``: what is in the archive, for programs (Frictionless Data Package 1)."""

import json
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from acpmigration.open_data.addresses import absolute
from acpmigration.open_data.columns import Column, ColumnType, columns_of
from acpmigration.open_data.data_set import DataSet
from acpmigration.open_data.licence import licence

if TYPE_CHECKING:
    from acpmigration.open_data.whole.archive import WrittenFile

MEDIA_TYPES = {"csv": "text/csv", "json": "application/json"}


def described(name: str, day: date, files: "Iterable[WrittenFile]") -> bytes:
    allowed = licence()
    package = {
        "profile": "data-package",
        "name": name,
        "id": absolute("/open-data/"),
        "title": _("ACP-EU Migration Action: all public records"),
        "description": _("What the portal publishes, kind by kind, as tables and as records."),
        "homepage": absolute("/open-data/"),
        "version": f"{day:%Y.%m.%d}",
        "created": f"{day.isoformat()}T00:00:00Z",
        "licenses": [
            {"name": allowed["name"], "path": allowed["address"], "title": allowed["title"]}
        ],
        "contributors": [
            {"title": "International Organization for Migration (IOM)", "role": "publisher"}
        ],
        "resources": [_resource(file) for file in files],
    }
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


def _resource(file: "WrittenFile") -> dict[str, Any]:
    data_set = file.data_set
    with override(file.language):
        resource = {
            "name": f"{data_set.name}-{file.language}-{file.ending}",
            "path": file.name,
            "title": str(data_set.title),
            "description": str(data_set.description),
            "profile": "data-resource",
            "format": file.ending,
            "mediatype": MEDIA_TYPES[file.ending],
            "encoding": "utf-8",
            "bytes": file.size,
            "hash": f"sha256:{file.digest.hexdigest()}",
            # Ours: how many records it holds, and in which language their texts are.
            "rows": file.rows,
            "language": file.language,
        }
        if file.ending == "csv":
            resource |= {"profile": "tabular-data-resource", "schema": schema(data_set)}
    return resource


def schema(data_set: DataSet) -> dict[str, Any]:
    """The table, in the words of Frictionless Table Schema."""
    key = data_set.key
    return {
        "fields": [_field(each, key) for each in columns_of(data_set)],
        "missingValues": [""],
        "primaryKey": list(key),
    }


def _field(column: Column, key: tuple[str, ...]) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.heading,
        "type": column.type.value,
        "description": column.meaning,
    }
    if column.type == ColumnType.DATETIME:
        # With a fraction of the second, which the default has not.
        field["format"] = "any"
    constraints: dict[str, Any] = {}
    if column.heading in key:
        # One of several is no key by itself.
        constraints = {"required": True, "unique": len(key) == 1}
    if column.values and not column.is_list:
        constraints["enum"] = list(column.values)
    return field | ({"constraints": constraints} if constraints else {})
