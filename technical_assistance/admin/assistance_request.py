"""Requests: received, looked at, decided."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from acpmigration.admin import RecordAdmin, link, or_dash
from acpmigration.lists import PUBLIC
from acpmigration.publishing import PublicFilter
from acpmigration.sending import attachment_response
from acpmigration.spreadsheets.admin_lists import SpreadsheetAdmin
from technical_assistance.admin.lists import LedAdmin, RegionFilter, RequesterFilter
from technical_assistance.admin.publication_steps import publication_steps
from technical_assistance.admin.steps import StepPage, StepsAdmin
from technical_assistance.domain.possible import steps_of_request
from technical_assistance.domain.requests import (
    accept_request,
    covered,
    decline_request,
    merge_request,
    receive_request,
    review_request,
    withdraw_request,
)
from technical_assistance.enums import RequestState
from technical_assistance.forms import (
    AcceptForm,
    LedForm,
    MergeForm,
    ReasonForm,
    ReceiveForm,
    StepForm,
)
from technical_assistance.models import AssistanceRequest

DECISION = ("request", "by", "today")
STEPS: dict[str, StepPage] = {
    "receive": StepPage(
        _("Receive a request"),
        ReceiveForm,
        receive_request,
        ("by", "today"),
        _("The request was received."),
        is_placed_elsewhere=True,
    ),
    "review": StepPage(
        _("Put under review"),
        StepForm,
        review_request,
        ("request", "by"),
        _("The request is under review."),
    ),
    "accept": StepPage(
        _("Accept"),
        AcceptForm,
        accept_request,
        DECISION,
        _("The request was accepted and this intervention opened. Stage i has begun."),
    ),
    "decline": StepPage(
        _("Decline"), ReasonForm, decline_request, DECISION, _("The request was declined.")
    ),
    "withdraw": StepPage(
        _("Record a withdrawal"),
        ReasonForm,
        withdraw_request,
        DECISION,
        _("The request was withdrawn."),
    ),
    "merge": StepPage(
        _("Merge into another"), MergeForm, merge_request, DECISION, _("The request was merged.")
    ),
    **publication_steps(
        public=_("The request is public now."), draft=_("The request is a draft now.")
    ),
}


@admin.register(AssistanceRequest)
class AssistanceRequestAdmin(SpreadsheetAdmin, StepsAdmin, LedAdmin, RecordAdmin):
    sheet_key = "requests"
    steps = STEPS
    form = LedForm
    list_display = [
        "lead_shown",
        "state",
        "region_shown",
        "entity",
        "received_shown",
        "decided_shown",
        "intervention",
    ]
    list_filter = ["state", RegionFilter, RequesterFilter, PublicFilter, "topics"]
    search_fields = [
        "slug",
        "country__name_en",
        "country__name_fr",
        "regional_organisation__acronym",
        "entity__name_en",
        "entity__name_fr",
        "intervention__code",
        "intervention__title_en",
        "sources",
    ]
    date_hierarchy = "received_until"
    totals = {"state": "state__exact", PUBLIC: "public"}
    ordering = ["-pk"]
    autocomplete_fields = ["country", "regional_organisation", "entity"]
    readonly_fields = [
        "slug",
        "state",
        "received_shown",
        "decided_shown",
        "reason",
        "merged_into",
        "intervention",
        "letter_shown",
        "public",
        "published_at",
        "publisher_shown",
    ]
    fieldsets = [
        (
            _("Where it stands"),
            {
                "fields": [
                    "state",
                    "received_shown",
                    "decided_shown",
                    "reason",
                    "merged_into",
                    "intervention",
                    "public",
                    "published_at",
                    "publisher_shown",
                ],
                "description": _("Moved by the buttons on top, never typed."),
            },
        ),
        (
            _("Who asked"),
            {
                "fields": ["country", "regional_organisation", "entity"],
                "description": _(
                    "Either a country or a regional organisation leads. Once the request is "
                    "decided the lead is fixed: region and figures follow from it."
                ),
            },
        ),
        (_("What about"), {"fields": ["countries", "topics"]}),
        (_("Papers"), {"fields": ["letter_shown", "letter", "sources", "slug"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("entity", "intervention")

    def get_readonly_fields(self, request, obj=None):
        fixed = ["country", "regional_organisation"]
        is_open = obj is None or obj.state in RequestState.undecided()
        return [*super().get_readonly_fields(request, obj), *([] if is_open else fixed)]

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if self.has_change_permission(request, obj):
            return fieldsets
        return [
            (name, {**options, "fields": [f for f in options["fields"] if f != "letter"]})
            for name, options in fieldsets
        ]

    def get_urls(self):
        letter = path(
            "<int:record_id>/letter/",
            self.admin_site.admin_view(self.letter_view),
            name="technical_assistance_assistancerequest_letter",
        )
        return [letter, *super().get_urls()]

    def add_view(self, request, form_url="", extra_context=None):
        return self.step_view(request, "receive")

    def may_step(self, request, record):
        if record is None:
            return self.has_add_permission(request)
        return super().may_step(request, record)

    def possible_steps(self, record, user):
        return steps_of_request(record, user)

    def save_related(self, request, form, formsets, change):
        countries = form.cleaned_data.get("countries", [])
        form.cleaned_data["countries"] = covered(form.instance.lead, countries)
        super().save_related(request, form, formsets, change)

    def letter_view(self, request, record_id):
        record = get_object_or_404(self.get_queryset(request), pk=record_id)
        if not self.has_view_permission(request, record):
            raise PermissionDenied
        if not record.letter:
            raise Http404
        ending = record.letter.name.rpartition(".")[2]
        name = f"{record.slug}.{ending}"
        return attachment_response(request, record.letter, name)

    @admin.display(description=_("received"), ordering="received_until")
    def received_shown(self, record):
        return or_dash(record.received)

    @admin.display(description=_("decided"), ordering="decided_until")
    def decided_shown(self, record):
        return or_dash(record.decided)

    @admin.display(description=_("letter kept"))
    def letter_shown(self, record):
        if not record.letter:
            return or_dash(None)
        name = "admin:technical_assistance_assistancerequest_letter"
        return link(reverse(name, args=[record.pk]), _("Download the letter"))
