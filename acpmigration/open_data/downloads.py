"""A list as a file, at the address of its page with an ending: ``/interventions.csv?…``."""

from collections.abc import Callable, Iterator
from functools import partial
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.urls import URLPattern, path
from django.utils import translation
from django.utils.translation import gettext as _

from acpmigration.dates import today
from acpmigration.open_data.data_set import DataSet
from acpmigration.open_data.formats import in_csv, in_json
from acpmigration.open_data.formats.selection import Selection
from acpmigration.open_data.kept import public_data
from acpmigration.open_data.problems import problem_response
from acpmigration.open_data.strict import Misfit, misfits

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
    content_type, stream = _formats(with_bom=request.GET.get(BOM) == "1")[ending]
    selection = Selection(data_set, chosen, today())
    name = selection.file_name(ending)
    return StreamingHttpResponse(
        _spoken(stream(selection), translation.get_language()),
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _formats(*, with_bom: bool) -> dict[str, tuple[str, Stream]]:
    return {
        "csv": (in_csv.TYPE, partial(in_csv.stream, with_bom=with_bom)),
        "json": (in_json.TYPE, in_json.stream),
    }


def _spoken(pieces: Iterator[Any], language: str | None) -> Iterator[Any]:
    """The same pieces, each made in ``language``: between two the thread serves other people."""
    while True:
        with translation.override(language):
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece
