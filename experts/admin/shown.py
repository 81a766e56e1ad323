"""Records that are shown in sections and moved by steps, never edited as they are."""

from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from acpmigration.admin import SearchedAdmin
from acpmigration.publishing import OwnPagesAdmin
from technical_assistance.admin.steps import StepsAdmin


class ShownAdmin(OwnPagesAdmin, StepsAdmin, SearchedAdmin):
    """A page of our own in place of Django's form; what can be done stands on top of it."""

    page_template: str
    actions = None
    change_list_template = "admin/experts/list.html"

    def get_queryset(self, request):
        # Asked before a row is looked for: whoever may not look learns nothing from the answer.
        if not self.has_view_permission(request):
            raise PermissionDenied
        return super().get_queryset(request)

    def get_urls(self):
        # What happened to a record stands on its own page.
        return [url for url in super().get_urls() if not str(url.name).endswith("_history")]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        record = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404(_("There is no such record."))
        buttons = [self.button(step, record) for step in self.possible_steps(record, request.user)]
        return self.page(
            request,
            self.page_template,
            title=self.title_of(record),
            record=record,
            steps=buttons,
            **self.sections(request, record),
        )

    def title_of(self, record: Any) -> str:
        return str(record)

    def sections(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        """What the page of a record shows beside its steps."""
        raise NotImplementedError

    def page(self, request: HttpRequest, template: str, *, title: str, **context: Any):
        """One of our pages in the frame of the back-office."""
        frame = {**self.admin_site.each_context(request), "opts": self.opts, "title": title}
        return TemplateResponse(request, template, {**frame, **context})

    def changelist_view(self, request, extra_context=None) -> HttpResponse:
        title = capfirst(self.opts.verbose_name_plural)
        context = {"title": title, "links": self.links(), **(extra_context or {})}
        return super().changelist_view(request, context)

    def links(self) -> list[tuple[str, str]]:
        """Other pages that lead from the list, each an address and its words."""
        return []
