"""The open data in the words of schema.org, as search engines for data sets read them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from acpmigration.open_data.addresses import absolute

ZIP = "application/zip"
# What links to files are labelled with -> what the file is.
MEDIA_TYPES = {
    "CSV": "text/csv",
    "XLSX": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "JSON": "application/json",
    "GeoJSON": "application/geo+json",
}


def data_set(
    kinds: Iterable[Mapping[str, Any]],
    *,
    page: str,
    whole: str,
    citation: str,
    licence: str,
) -> dict[str, Any]:
    """The whole as one data set with its kinds as parts; ``page`` and ``whole`` are paths.

    A kind has ``name``, ``title``, ``description``, ``changed`` and ``formats``: label and link.
    """
    common = {
        "license": licence,
        "creator": {"@type": "Organization", "name": _("ACP-EU Migration Action")},
        "isAccessibleForFree": True,
    }
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": _("Open data of the ACP-EU Migration Action"),
        "description": _(
            "All public records of the ACP-EU Migration Action to take away: as tables, in the API "
            "and as frozen releases."
        ),
        "url": absolute(page),
        "citation": citation,
        "distribution": [_file(ZIP, whole)],
        "hasPart": [_part(kind, page) | common for kind in kinds],
    } | common


def _part(kind: Mapping[str, Any], page: str) -> dict[str, Any]:
    said = {
        "@type": "Dataset",
        "name": str(kind["title"]),
        "description": str(kind["description"]),
        "url": f"{absolute(page)}#{kind['name']}",
        "distribution": [
            _file(MEDIA_TYPES[each["label"]], each["link"])
            for each in kind["formats"]
            if each["label"] in MEDIA_TYPES
        ],
    }
    return said | ({"dateModified": kind["changed"].isoformat()} if kind["changed"] else {})


def _file(media_type: str, link: str) -> dict[str, str]:
    return {
        "@type": "DataDownload",
        "encodingFormat": media_type,
        "contentUrl": absolute(link),
    }
