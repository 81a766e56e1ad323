"""The IATI files, and the page that explains them and lists what is not in them."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.core.paginator import Paginator
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from acpmigration.dates import today
from acpmigration.facets import trail
from acpmigration.open_data.addresses import absolute, record_address
from acpmigration.open_data.formats.in_json import TYPE, written
from acpmigration.open_data.licence import licence
from acpmigration.open_data.made import PATIENCE, StillBeingMade, made, read
from acpmigration.open_data.problems import problem_response
from acpmigration.signs import writable
from acpmigration.snapshots import of_one_state
from dashboard.iati import files, identity, rows
from dashboard.iati.narratives import LANGUAGES

PAGE_SIZE = 50
PAGES = {
    "interventions": "technical_assistance:intervention-detail",
    "grants": "nsa_grants:grant-detail",
}


def activities_file(request: HttpRequest) -> HttpResponseBase:
    """Made once for each state of the data: every record is read for it."""
    try:
        file = made("activities.xml", files.activities, *identity.settled())
    except StillBeingMade:
        busy = problem_response(HTTPStatus.SERVICE_UNAVAILABLE)
        busy.headers["Retry-After"] = str(PATIENCE)
        return busy
    response = _sent(read(file), "activities.xml")
    response.headers["Content-Length"] = str(file.stat().st_size)
    return response


def organisation_file(request: HttpRequest) -> StreamingHttpResponse:
    return _sent(of_one_state(files.organisation()), "organisation.xml")


def iati(request: HttpRequest) -> HttpResponse:
    page = Paginator(rows.left_out(), PAGE_SIZE).get_page(request.GET.get("page"))
    interventions, grants = rows.interventions().count(), rows.grants().count()
    return render(
        request,
        "dashboard/iati.html",
        {
            "organisation": identity.reporter().ref,
            "facts": [
                _fact(_("Interventions"), interventions),
                _fact(_("Grants"), grants),
                _fact(_("Activities in all, with the programme"), interventions + grants + 1),
            ],
            "page": page,
            "lines": [_line(row) for row in page],
            "trail": trail(
                {"label": _("Open data"), "link": reverse("dashboard:open-data")},
                {"label": _("IATI files")},
            ),
        },
    )


def left_out(request: HttpRequest) -> HttpResponse:
    """What the activity file does not hold, as data; bounded by what has no known date."""
    records = [
        {
            "kind": row["of"],
            "slug": row["slug"],
            "title": writable(row["name"]),
            "reason": row["why"],
            "explanation": str(rows.Reason(row["why"]).label),
            "page": absolute(_page(row)),
            "api": record_address(row["of"], row["slug"]),
        }
        for row in rows.left_out()
    ]
    about = {
        "title": _("Records that are not in the IATI activity file"),
        "as_of": today().isoformat(),
        "count": len(records),
        "page": absolute(reverse("dashboard:iati")),
        "licence": licence(),
    }
    return HttpResponse(written({"about": about, "records": records}), content_type=TYPE)


def _sent(pieces: Iterator[bytes], name: str) -> StreamingHttpResponse:
    return StreamingHttpResponse(
        pieces,
        content_type=files.TYPE,
        headers={
            "Content-Disposition": f'inline; filename="{name}"',
            # Whatever the address says: the file holds all of them.
            "Content-Language": ", ".join(LANGUAGES),
        },
    )


def _fact(term: str, value: int) -> dict[str, Any]:
    return {"term": term, "values": [{"label": number_format(value, force_grouping=True)}]}


def _line(row: dict[str, Any]) -> dict[str, Any]:
    kinds = {"interventions": _("Intervention"), "grants": _("Grant project")}
    return {
        "title": row["name"],
        "link": _page(row),
        "kind": kinds[row["of"]],
        "reason": rows.Reason(row["why"]).label,
    }


def _page(row: dict[str, Any]) -> str:
    return reverse(PAGES[row["of"]], args=[row["slug"]])
