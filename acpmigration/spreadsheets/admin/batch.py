"""Imports in the back-office: bring a file in, read the difference, confirm it, take it back."""

from pathlib import PurePath

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from acpmigration.admin import ReadOnly, SearchedAdmin, Tool
from acpmigration.keys import is_key
from acpmigration.meanwhile import to_list
from acpmigration.publishing import OwnPagesAdmin
from acpmigration.refusals import Gone, NotYours, Refusal
from acpmigration.sending import attachment_response
from acpmigration.spreadsheets.admin.filters import ToConfirmFilter
from acpmigration.spreadsheets.admin.shown import kinds, label_of, shown, template_of
from acpmigration.spreadsheets.batches import (
    ask_back,
    ask_to_give_up,
    bring_in,
    confirm,
    discard,
    see,
)
from acpmigration.spreadsheets.forms import BringInForm
from acpmigration.spreadsheets.models import ImportBatch
from acpmigration.spreadsheets.refused_rows import write_refused
from acpmigration.spreadsheets.sheets import sheet_of
from acpmigration.spreadsheets.workers import start_or_work
from acpmigration.uploads.documents import XLSX

NAMES = "admin:spreadsheets_importbatch"
# While somebody works at it, its page looks again by itself.
SECONDS_BETWEEN_LOOKS = 3


@admin.register(ImportBatch)
class ImportBatchAdmin(ReadOnly, OwnPagesAdmin, SearchedAdmin):
    list_display = [
        "name",
        "kind_shown",
        "state",
        "uploaded_at",
        "uploaded_by",
        "new",
        "changed",
        "same",
        "refused",
    ]
    list_filter = ["state", ToConfirmFilter]
    list_select_related = ["uploaded_by"]
    list_per_page = 50
    search_fields = ["name", "kind"]
    date_hierarchy = "uploaded_at"
    ordering = ["-uploaded_at", "-pk"]
    actions = None
    fieldsets = [(None, {"fields": ["name", "kind", "state"]})]
    own_pages = [
        ("bring-in/", "choose_view", "choose"),
        ("bring-in/<slug:kind>/", "bring_in_view", "bring_in"),
        ("<int:record_id>/confirm/", "confirm_view", "confirm"),
        ("<int:record_id>/take-back/", "take_back_view", "take_back"),
        ("<int:record_id>/give-up/", "give_up_view", "give_up"),
        ("<int:record_id>/discard/", "discard_view", "discard"),
        ("<int:record_id>/file/", "file_view", "file"),
        ("<int:record_id>/refused.xlsx", "refused_view", "refused"),
    ]

    @admin.display(description=_("what"), ordering="kind")
    def kind_shown(self, batch):
        return label_of(batch.kind)

    def list_tools(self, request):
        tools = super().list_tools(request)
        return [*tools, Tool(_("Import a file"), reverse(f"{NAMES}_choose"))]

    # Bringing in ---------------------------------------------------------------------------------

    def choose_view(self, request):
        self._refuse_strangers(request)
        context = {"title": _("Import a file"), "kinds": list(kinds(request.user))}
        return self._page(request, "choose", context)

    def bring_in_view(self, request, kind):
        self._refuse_strangers(request)
        sheet = self._sheet(request, kind)
        is_sent = request.method == "POST"
        form = BringInForm(request.POST, request.FILES) if is_sent else BringInForm()
        if is_sent and form.is_valid():
            file = form.cleaned_data["file"]
            now = timezone.now()
            try:
                batch = bring_in(sheet=sheet, file=file, name=file.name, by=request.user, at=now)
            except Refusal as refusal:
                form.add_error("file", str(refusal))
            else:
                start_or_work(batch)
                return self._to(batch)
        context = {
            "title": _("Import: %(kind)s") % {"kind": sheet.label},
            "sheet": sheet,
            "form": form,
            "template": template_of(sheet),
        }
        return self._page(request, "bring_in", context)

    # One import ----------------------------------------------------------------------------------

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if not is_key(object_id):
            raise Http404
        self._refuse_strangers(request)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        batch = self._batch(request, object_id)
        now = timezone.now()
        see(batch=batch, by=request.user, at=now)
        response = self._page(request, "batch", shown(request, batch, now))
        if batch.is_working and "still" not in request.GET:
            response["Refresh"] = str(SECONDS_BETWEEN_LOOKS)
        return response

    def confirm_view(self, request, record_id):
        return self._act(request, record_id, confirm, self._on_its_way)

    def take_back_view(self, request, record_id):
        return self._act(request, record_id, ask_back, self._on_its_way)

    def give_up_view(self, request, record_id):
        return self._act(request, record_id, ask_to_give_up, self._given_up)

    def discard_view(self, request, record_id):
        return self._act(request, record_id, discard, self._discarded)

    def _act(self, request, record_id, verb, way_on):
        """Do what a button asks for; ``way_on`` answers with what the verb made."""
        try:
            batch = self._batch(request, record_id)
            if request.method != "POST":
                return HttpResponseNotAllowed(["POST"])
            made = verb(batch=batch, by=request.user, at=timezone.now())
        except Gone as gone:
            return to_list(request, self.opts, gone)
        except NotYours as refusal:
            raise PermissionDenied(str(refusal)) from refusal
        except Refusal as refusal:
            self.message_user(request, str(refusal), messages.WARNING)
            return self._to(batch)
        return way_on(request, made)

    def _on_its_way(self, request, batch):
        start_or_work(batch)
        return self._to(batch)

    def _given_up(self, request, batch):
        # Where no worker has it, nobody would heed what was asked.
        return self._to(batch) if batch.claim else self._on_its_way(request, batch)

    def _discarded(self, request, nothing):
        words = _("The import was discarded; its file is gone. No record was changed.")
        self.message_user(request, words, messages.SUCCESS)
        return HttpResponseRedirect(reverse(f"{NAMES}_changelist"))

    # Files ---------------------------------------------------------------------------------------

    def file_view(self, request, record_id):
        batch = self._batch(request, record_id)
        if not batch.file:
            raise Http404
        see(batch=batch, by=request.user, at=timezone.now())
        # Under a name of ours: the one that somebody gave it may deceive.
        ending = PurePath(batch.file.name).suffix
        return attachment_response(request, batch.file, f"{batch.kind}-{batch.pk}{ending}")

    def refused_view(self, request, record_id):
        batch = self._batch(request, record_id)
        if not batch.refused:
            raise Http404
        see(batch=batch, by=request.user, at=timezone.now())
        response = HttpResponse(content_type=XLSX.content_type)
        response["Content-Disposition"] = f'attachment; filename="refused-{batch.pk}.xlsx"'
        with override(batch.language):
            write_refused(batch, response)
        return response

    # What follows --------------------------------------------------------------------------------

    def _refuse_strangers(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied

    def _batch(self, request, key):
        """:raises Gone: if there is none of which somebody has pressed a button."""
        self._refuse_strangers(request)
        batch = self.get_queryset(request).filter(pk=key).first()
        if batch is None:
            raise Gone if request.method == "POST" else Http404
        # Whoever may not change such records does not read their drafts here.
        self._sheet(request, batch.kind)
        return batch

    def _sheet(self, request, kind):
        try:
            sheet = sheet_of(kind)
        except KeyError as unknown:
            raise Http404 from unknown
        if not sheet.may_use(request.user):
            raise PermissionDenied
        return sheet

    def _page(self, request, name, context):
        whole = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return TemplateResponse(request, f"admin/spreadsheets/{name}.html", whole)

    def _to(self, batch):
        return HttpResponseRedirect(reverse(f"{NAMES}_change", args=[batch.pk]))
