"""Giving up a topic or a typology in the back-office, and taking it up again."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from acpmigration.admin import Tool
from acpmigration.keys import is_key
from acpmigration.meanwhile import leads_to_list, still_there
from acpmigration.publishing import OwnPagesAdmin
from acpmigration.reference.domain.retiring import retire, use_again, uses_of
from acpmigration.reference.models.subject import Retirable
from acpmigration.refusals import Gone, Refusal


class RetiredFilter(admin.SimpleListFilter):
    title = gettext_lazy("use")
    parameter_name = "retired"

    def lookups(self, request, model_admin):
        return [("no", _("in use")), ("yes", _("retired"))]

    def queryset(self, request, queryset):
        if self.value() not in ("yes", "no"):
            return queryset
        return queryset.filter(retired_at__isnull=self.value() == "no")


class RetirableAdmin(OwnPagesAdmin):
    """Adds the page on which a row is retired, or used again."""

    own_pages = [("<str:object_id>/retire/", "retire_view", "retire")]

    def _page(self, name: str, row: Model) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}", args=[row.pk])

    def record_tools(self, request: HttpRequest, record: Any) -> list[Tool]:
        tools: list[Tool] = super().record_tools(request, record)  # type: ignore[misc]
        if self.has_change_permission(request, record):
            label = _("Use again") if record.is_retired else _("Retire")
            tools.append(Tool(label, self._page("retire", record)))
        return tools

    @admin.display(description=gettext_lazy("in use"), boolean=True, ordering="retired_at")
    def in_use_shown(self, row):
        return not row.is_retired

    @leads_to_list
    def retire_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Say what has the row, and retire it or use it again by a button."""
        row: Any = self.get_object(request, object_id) if is_key(object_id) else None
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        row = still_there(request, row)
        if request.method == "POST":
            return self._moved(request, row)
        uses = [
            (capfirst(str(model._meta.verbose_name_plural)), number)
            for model, number in uses_of(row).items()
        ]
        return TemplateResponse(
            request,
            "admin/pages/retire.html",
            {
                **self.admin_site.each_context(request),
                "title": _("Use again") if row.is_retired else _("Retire"),
                "row": row,
                "opts": self.opts,
                "back": self._page("change", row),
                "uses": uses,
            },
        )

    def _moved(self, request: HttpRequest, row: Retirable) -> HttpResponse:
        """Do what was offered on the page, not what would be offered now."""
        by: Any = request.user
        try:
            if "retire" in request.POST:
                retire(row=row, by=by, at=timezone.now())
                messages.success(request, _("It is retired: it is offered for nothing new."))
            elif "use_again" in request.POST:
                use_again(row=row, by=by)
                messages.success(request, _("It is offered again."))
        except Gone:
            raise
        except Refusal as refusal:
            messages.error(request, str(refusal))
        return HttpResponseRedirect(self._page("change", row))
