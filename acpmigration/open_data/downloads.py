"""A list as a file, at the address of its page with an ending: ``/interventions.csv?…``."""

from collections.abc import Callable, Iterator
from functools import partial
from http import HTTPStatus

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.urls import URLPattern, path
from django.utils import translation
from django.utils.translation import gettext as _

from acpmigration.dates import today
from acpmigration.open_data.addresses import absolute
from acpmigration.open_data.data_set import DataSet
from acpmigration.open_data.formats import in_csv, in_geojson, in_json, in_xlsx
from acpmigration.open_data.formats.selection import Selection
from acpmigration.open_data.kept import public_data
from acpmigration.open_data.problems import problem_response
from acpmigration.open_data.spoken import spoken
from acpmigration.open_data.strict import Misfit, misfits
from acpmigration.snapshots import of_one_state
from acpmigration.spreadsheets import csv_writing

BOM = "bom"
Stream = Callable[[Selection], Iterator[str] | Iterator[bytes]]


def addresses(data_set: DataSet) -> list[URLPattern]:
    """What an app adds to its addresses for a kind of record that has a page of its own."""
    return [
        path(
            f"{data_set.name}.{ending}",
            public_data(partial(download, data_set=data_set, ending=ending)),
            name=f"{data_set.name}-{ending}",
        )
        for ending in data_set.endings
    ]


def download(request: HttpRequest, *, data_set: DataSet, ending: str) -> HttpResponseBase:
    """The selection of the page, whole; what the address says has to be understood whole too."""
    chosen = data_set.filterset(request.GET, data_set.rows(), request=request)
    options = (BOM,) if ending == "csv" else ()
    found = misfits(chosen, options)
    if request.GET.get(BOM, "1") not in ("1", "0"):
        found.append(Misfit(BOM, request.GET[BOM], _("This value is not known."), ("1", "0")))
    if found:
        return problem_response(HTTPStatus.BAD_REQUEST, errors=found)
    if ending == "xlsx" and chosen.selection().count() > in_xlsx.MOST:
        return _too_many(request)
    content_type, stream = _formats(with_bom=request.GET.get(BOM) == "1")[ending]
    selection = Selection(data_set, chosen, today())
    name = selection.file_name(ending)
    return StreamingHttpResponse(
        of_one_state(spoken(stream(selection), translation.get_language())),
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _formats(*, with_bom: bool) -> dict[str, tuple[str, Stream]]:
    return {
        "csv": (csv_writing.TYPE, partial(in_csv.stream, with_bom=with_bom)),
        "json": (in_json.TYPE, in_json.stream),
        "geojson": (in_geojson.TYPE, in_geojson.stream),
        "xlsx": (in_xlsx.TYPE, in_xlsx.stream),
    }


def _too_many(request: HttpRequest) -> HttpResponseBase:
    said = _("A workbook holds at most %(most)s rows here. Take the whole as CSV: %(address)s")
    address = absolute(request.get_full_path().replace(".xlsx", ".csv", 1))
    detail = said % {"most": in_xlsx.MOST, "address": address}
    return problem_response(HTTPStatus.BAD_REQUEST, detail=detail)
