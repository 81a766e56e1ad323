"""The history of a record in the back-office, and the page on which a version comes back."""

from django.contrib import messages
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from simple_history.admin import SimpleHistoryAdmin

from acpmigration.history.gone import without_gone
from acpmigration.history.lines import lines_of
from acpmigration.history.reading import lines_of_parts, page_of
from acpmigration.history.restoring import differences, reason_of, sent_for, version_of
from acpmigration.keys import is_key
from acpmigration.meanwhile import leads_to_list, still_there

LINES_ON_A_PAGE = 20


class HistoryAdmin(SimpleHistoryAdmin):
    """Every change of a record is told; nobody changes what was told.

    Mixed into an admin whose ``get_object`` locks the record that is to be changed.
    """

    object_history_template = "admin/record_history.html"

    def get_urls(self):
        # Django's library would write an old state back past the rules.
        own = [url for url in super().get_urls() if not str(url.name).endswith("_simple_history")]
        restore = path(
            "<int:record_id>/restore/<int:number>/",
            self.admin_site.admin_view(self.restore_view),
            name=f"{self.opts.app_label}_{self.opts.model_name}_restore",
        )
        return [restore, *own]

    def revert_disabled(self, request, obj=None):
        return True

    def histories_of_parts(self, record):
        """The histories of what belongs to a record and is edited with it."""
        return []

    def history_view(self, request, object_id, extra_context=None):
        if not is_key(object_id):
            raise Http404
        record = self.get_object(request, object_id)
        history = self.model.history.filter(**{self.opts.pk.attname: object_id})
        if record is None and not history.exists():
            raise Http404
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        paginator = Paginator(history.order_by("-history_id"), LINES_ON_A_PAGE)
        page = paginator.get_page(request.GET.get(PAGE_VAR))
        lines = page_of(history, (page.number - 1) * LINES_ON_A_PAGE, LINES_ON_A_PAGE)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Change history: %s") % (record or _("deleted record")),
            "subtitle": None,
            "original": record,
            "opts": self.opts,
            "lines": [
                {"line": line, "restore": self._restore_page(request, record, line, number, page)}
                for number, line in enumerate(lines)
            ],
            "parts": lines_of_parts(self.histories_of_parts(record)) if record else [],
            "page_obj": page,
            "page_range": paginator.get_elided_page_range(page.number),
            "page_var": PAGE_VAR,
            "pagination_required": paginator.num_pages > 1,
            **(extra_context or {}),
        }
        return TemplateResponse(request, self.object_history_template, context)

    def _restore_page(self, request, record, line, number, page):
        """Where a version can be brought back; nowhere for the one that is stored now."""
        is_newest = page.number == 1 and number == 0
        if record is None or is_newest or not line.is_version:
            return ""
        if not self.has_change_permission(request, record):
            return ""
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_restore"
        return reverse(name, args=[record.pk, line.number])

    @leads_to_list
    def restore_view(self, request, record_id, number):
        with transaction.atomic():
            record = self.get_object(request, str(record_id))
            if not self.has_change_permission(request, record):
                raise PermissionDenied
            record = still_there(request, record)
            own = self.model.history.filter(**{self.opts.pk.attname: record.pk})
            line = get_object_or_404(own.exclude(history_type="-"), history_id=number)
            shown = self.get_form(request, record, change=True)(instance=record)
            version, lacking = without_gone(shown, version_of(shown, line))
            refused = None
            if request.method == "POST" and not list(differences(shown, version)):
                # Pressed twice, or somebody else was faster: it is as it was asked for.
                self.message_user(request, _("Nothing differs from what is stored now."))
                return HttpResponseRedirect(self._page_of("history", record))
            if request.method == "POST":
                refused = self._restored(request, record_id, shown, version, line)
                if refused is None:
                    self.message_user(request, _("The version was restored."), messages.SUCCESS)
                    return HttpResponseRedirect(self._page_of("change", record))
            return self._show_version(
                request, record_id, line, version, lacking=lacking, refused=refused
            )

    def _restored(self, request, record_id, shown, version, line):
        """Save the version by the form; return the form if it was refused."""
        record = self.get_object(request, str(record_id))
        sent = sent_for(shown, version, request.POST.get("seen", ""))
        form = self.get_form(request, record, change=True)(sent, instance=record)
        if not form.is_valid():
            return form
        changed = form.save(commit=False)
        changed._change_reason = reason_of(line)
        self.save_model(request, changed, form, change=True)
        self.save_related(request, form, [], change=True)
        said = self.construct_change_message(request, form, [], add=False)
        self.log_change(request, changed, said)
        return None

    def _show_version(self, request, record_id, line, version, *, lacking, refused):
        record = self.get_object(request, str(record_id))
        form = self.get_form(request, record, change=True)(instance=record)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Restore a version"),
            "subtitle": str(record),
            "opts": self.opts,
            "original": record,
            "line": lines_of([(line, None)])[0],
            "differences": list(differences(form, version)),
            "lacking": lacking,
            "seen": form.initial["seen"],
            "refused": refused,
            "back": self._page_of("history", record),
        }
        return TemplateResponse(request, "admin/restore.html", context)

    def _page_of(self, what, record):
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_{what}"
        return reverse(name, args=[record.pk])
