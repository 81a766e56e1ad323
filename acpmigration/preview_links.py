"""The page of a record's preview links in the back-office: made, copied, counted, revoked."""

from django import forms
from django.contrib import messages
from django.contrib.admin import helpers
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from acpmigration.admin import SearchedAdmin, Tool
from acpmigration.meanwhile import leads_to_list, still_there
from acpmigration.pages.domain.previews import (
    LASTS_DAYS,
    LONGEST_READER,
    make_link,
    revoke_link,
    token_of,
)
from acpmigration.pages.models import PreviewLink
from acpmigration.refusals import Gone, Refusal

USUAL_DAYS = 14


def _lengths() -> list[tuple[int, str]]:
    return [(days, ngettext("%(n)d day", "%(n)d days", days) % {"n": days}) for days in LASTS_DAYS]


class LinkForm(forms.Form):
    reader = forms.CharField(
        label=_("For whom"),
        max_length=LONGEST_READER,
        help_text=_("Such as the ministry that is asked to approve. Its reader sees these words."),
    )
    days = forms.TypedChoiceField(
        label=_("Ends in"),
        choices=_lengths,
        coerce=int,
        initial=USUAL_DAYS,
    )


class PreviewLinksAdmin(SearchedAdmin):
    """Adds the page to records of a kind that ``acpmigration.previews`` knows."""

    def get_urls(self):
        view = self.admin_site.admin_view
        name = f"{self.opts.app_label}_{self.opts.model_name}_preview_link"
        revoke = require_POST(self.revoke_link_view)
        return [
            path("<int:record_id>/preview-links/", view(self.links_view), name=f"{name}s"),
            path(
                "<int:record_id>/preview-links/<int:number>/revoke/",
                view(revoke),
                name=f"{name}_revoke",
            ),
            *super().get_urls(),
        ]

    def record_tools(self, request, record):
        tools = super().record_tools(request, record)
        if self.has_change_permission(request, record):
            tools.append(Tool(_("Preview links"), self._links_page(record)))
        return tools

    @leads_to_list
    def links_view(self, request, record_id):
        record = self._record(request, record_id)
        form = LinkForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            try:
                make_link(record=record, by=request.user, at=timezone.now(), **form.cleaned_data)
            except Refusal as refusal:
                form.add_error(None, ValidationError(str(refusal)))
            else:
                self.message_user(
                    request, _("The link is made: copy its address below."), messages.SUCCESS
                )
                return HttpResponseRedirect(self._links_page(record))
        return TemplateResponse(
            request, "admin/preview_links.html", self._links_context(request, record, form)
        )

    @leads_to_list
    def revoke_link_view(self, request, record_id, number):
        record = self._record(request, record_id)
        try:
            if not PreviewLink.objects.filter(pk=number).exists():
                raise Gone
            link = get_object_or_404(PreviewLink.objects.about(record), pk=number)
            revoke_link(link=link, by=request.user, at=timezone.now())
        except Refusal as refusal:
            self.message_user(request, str(refusal), messages.WARNING)
        else:
            self.message_user(
                request, _("The link was revoked: it leads nowhere any more."), messages.SUCCESS
            )
        return HttpResponseRedirect(self._links_page(record))

    def _record(self, request, record_id):
        """:raises PermissionDenied: for whoever may not change it, and so not show it around."""
        record = self.get_queryset(request).filter(pk=record_id).first()
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        return still_there(request, record)

    def _links_page(self, record):
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_preview_links"
        return reverse(name, args=[record.pk])

    def _links_context(self, request, record, form):
        links = PreviewLink.objects.about(record).select_related("made_by", "revoked_by")
        now = timezone.now()
        return {
            **self.admin_site.each_context(request),
            "title": _("Preview links"),
            "subtitle": str(record),
            "opts": self.opts,
            "original": record,
            "back": reverse(
                f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[record.pk]
            ),
            "adminform": helpers.AdminForm(form, [(None, {"fields": ["reader", "days"]})], {}),
            "form": form,
            "media": self.media + form.media,
            "lines": [
                {
                    "link": link,
                    "address": request.build_absolute_uri(
                        reverse("pages:preview", args=[token_of(link)])
                    )
                    if link.is_open(now)
                    else "",
                    "revoke": reverse(
                        f"admin:{self.opts.app_label}_{self.opts.model_name}_preview_link_revoke",
                        args=[record.pk, link.pk],
                    ),
                }
                for link in links.with_visits().newest_first()
            ],
        }
