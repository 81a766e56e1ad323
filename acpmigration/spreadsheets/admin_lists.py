"""A list that goes out as a spreadsheet, and what comes back."""

import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from typing import IO, Any

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from acpmigration.admin import SearchedAdmin, Tool
from acpmigration.dates import today
from acpmigration.open_data.spoken import spoken
from acpmigration.snapshots import of_one_state, one_state
from acpmigration.spreadsheets import csv_writing
from acpmigration.spreadsheets.sheets import Sheet, sheet_of
from acpmigration.spreadsheets.templates import write_template
from acpmigration.spreadsheets.writing import stream_csv, write_xlsx
from acpmigration.uploads.documents import XLSX

CHUNK = 65_536


class SpreadsheetAdmin(SearchedAdmin):
    """Links on top of the list: what it shows now as a spreadsheet, and bringing one in."""

    sheet_key = ""
    # A workbook is written as a whole before anything is sent: of more, nobody would wait for it.
    most_in_a_workbook = 20_000

    @property
    def sheet(self) -> Sheet:
        return sheet_of(self.sheet_key)

    def get_urls(self):
        names = f"{self.opts.app_label}_{self.opts.model_name}"
        own = [
            path(route, self.admin_site.admin_view(view), name=f"{names}_{name}")
            for route, view, name in (
                ("export.xlsx", self.xlsx_view, "export_xlsx"),
                ("export.csv", self.csv_view, "export_csv"),
                ("template.xlsx", self.template_view, "template"),
            )
        ]
        return [*own, *super().get_urls()]

    def list_tools(self, request):
        names = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        tools = list(super().list_tools(request))
        if self.sheet.may_export(request.user):
            tools += [
                Tool(gettext_lazy("Export as XLSX"), self._export(request, "xlsx")),
                Tool(gettext_lazy("Export as CSV"), self._export(request, "csv")),
            ]
        if self.sheet.may_use(request.user):
            bring_in = "admin:spreadsheets_importbatch_bring_in"
            tools += [
                Tool(gettext_lazy("Import"), reverse(bring_in, args=[self.sheet_key])),
                Tool(gettext_lazy("Template"), reverse(f"{names}_template")),
            ]
        return tools

    def xlsx_view(self, request: HttpRequest) -> HttpResponseBase:
        rows = self._listed(request)
        if rows is None:
            return self._to_the_list(request)
        if (number := rows.count()) > self.most_in_a_workbook:
            return self._too_many(request, number)
        self.note_export(request)
        return _workbook(partial(write_xlsx, self.sheet, rows), self._name("xlsx"))

    def csv_view(self, request: HttpRequest) -> HttpResponseBase:
        rows = self._listed(request)
        if rows is None:
            return self._to_the_list(request)
        self.note_export(request)
        return StreamingHttpResponse(
            of_one_state(spoken(stream_csv(self.sheet, rows), translation.get_language())),
            content_type=csv_writing.TYPE,
            headers={"Content-Disposition": f'attachment; filename="{self._name("csv")}"'},
        )

    def template_view(self, request: HttpRequest) -> HttpResponseBase:
        if not self.sheet.may_use(request.user):
            raise PermissionDenied
        return _workbook(partial(write_template, self.sheet), f"{self.sheet_key}-template.xlsx")

    def note_export(self, request: HttpRequest) -> None:
        """Write down who took the list out, where that has to be told."""

    def _listed(self, request: HttpRequest) -> QuerySet[Any] | None:
        """The records of the list as it is filtered and searched; none of an impossible filter."""
        if not (self.has_view_permission(request) and self.sheet.may_export(request.user)):
            raise PermissionDenied
        try:
            listed = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            return None
        return self.sheet.rows().filter(pk__in=listed.order_by().values("pk")).order_by("pk")

    def _too_many(self, request: HttpRequest, number: int) -> HttpResponseBase:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Export as XLSX"),
            "number": number,
            "most": self.most_in_a_workbook,
            "csv": self._export(request, "csv"),
        }
        return TemplateResponse(request, "admin/spreadsheets/too_many.html", context)

    def _export(self, request: HttpRequest, ending: str) -> str:
        """Where the list is exported as it is filtered now."""
        asked = f"?{request.GET.urlencode()}" if request.GET else ""
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_export_{ending}"
        return reverse(name) + asked

    def _to_the_list(self, request: HttpRequest) -> HttpResponseBase:
        messages.warning(request, _("This filter is not possible: nothing was exported."))
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    def _name(self, ending: str) -> str:
        return f"{self.sheet_key}-{today():%Y-%m-%d}.{ending}"


def _workbook(write: Callable[[IO[bytes]], None], name: str) -> HttpResponseBase:
    return StreamingHttpResponse(
        _written(write, translation.get_language()),
        content_type=XLSX.content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _written(write: Callable[[IO[bytes]], None], language: str | None) -> Iterator[bytes]:
    """The file is there only while somebody takes it: nothing is left of a broken connection."""
    with tempfile.TemporaryFile() as file:
        with translation.override(language), one_state():
            write(file)
        file.seek(0)
        while chunk := file.read(CHUNK):
            yield chunk
