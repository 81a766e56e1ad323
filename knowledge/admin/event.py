"""Seminars, exchanges, meetings and fora."""

from django.contrib import admin
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from acpmigration.admin import in_languages, or_dash
from acpmigration.lists import PUBLIC
from acpmigration.preview_links import PreviewLinksAdmin
from acpmigration.publishing import OwnPagesAdmin, PublicFilter
from acpmigration.record_forms import fact_shown
from acpmigration.spreadsheets.admin_lists import SpreadsheetAdmin
from acpmigration.topic_actions import TopicsAdmin
from knowledge.forms import EventForm
from knowledge.models import Event
from knowledge.views.events import detail_context
from knowledge.views.words import days_of
from technical_assistance.admin.written import WrittenAdmin


@admin.register(Event)
class EventAdmin(SpreadsheetAdmin, OwnPagesAdmin, PreviewLinksAdmin, TopicsAdmin, WrittenAdmin):
    actions = [*WrittenAdmin.actions, *TopicsAdmin.actions]
    sheet_key = "events"
    change_form_template = "admin/previewed.html"
    form = EventForm
    starts = fact_shown("starts", _("Starts"))
    ends = fact_shown("ends", _("Ends"))
    list_display = ["title", "kind", "days_shown", "place", "country"]
    list_filter = ["kind", PublicFilter, "topics"]
    list_select_related = ["country"]
    search_fields = [
        "slug",
        "place",
        *(f"title_{code}" for code in ("en", "fr", "pt", "es")),
        "country__name_en",
        "country__name_fr",
    ]
    date_hierarchy = "starts_until"
    totals = {"kind": "kind__exact", PUBLIC: "public"}
    ordering = ["-starts_until", "-pk"]
    autocomplete_fields = ["country", "partners", "products_discussed"]
    fieldsets = [
        (None, {"fields": ["kind", "slug", "public", "published_at", "publisher_shown"]}),
        (
            _("When and where"),
            {"fields": [("starts", "ends"), ("place", "country"), "url"]},
        ),
        (
            _("Who and what about"),
            {
                "fields": [
                    "topics",
                    "partners",
                    ("participants", "participants_precision"),
                    "products_discussed",
                ]
            },
        ),
        *in_languages("title", "summary", "outcomes", "source_note"),
        (_("Sources"), {"fields": ["sources"]}),
    ]

    own_pages = [("<int:record_id>/preview/", "preview_view", "preview")]

    def preview_view(self, request, record_id):
        rows = Event.objects.visible_to(request.user).for_page()
        record = get_object_or_404(rows, pk=record_id)
        context = detail_context(record) | {
            "preview": not record.is_published,
            "back": reverse("admin:knowledge_event_change", args=[record.pk]),
        }
        return render(request, "knowledge/event_detail.html", context)

    @admin.display(description=_("when"), ordering="starts_until")
    def days_shown(self, event):
        return or_dash(days_of(event))
