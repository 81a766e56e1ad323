"""Projects of non-state actors: their words, places, people reached, quotes and pictures."""

from django.contrib import admin
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from acpmigration.admin import in_languages, or_dash
from acpmigration.dates import today
from acpmigration.lists import PUBLIC
from acpmigration.preview_links import PreviewLinksAdmin
from acpmigration.publishing import OwnPagesAdmin, PublicFilter
from acpmigration.record_forms import fact_shown
from acpmigration.sending import picture_response
from acpmigration.spreadsheets.admin_lists import SpreadsheetAdmin
from acpmigration.topic_actions import TopicsAdmin
from nsa_grants.admin.inlines import (
    GrantLinkInline,
    GrantPictureInline,
    GrantReportInline,
    QuoteInline,
    ReachInline,
)
from nsa_grants.domain.rules import covered
from nsa_grants.domain.topics import add_topic_of_grant, remove_topic_of_grant
from nsa_grants.enums import GrantStatus
from nsa_grants.forms import GrantForm
from nsa_grants.models import (
    GrantLink,
    GrantPicture,
    GrantProject,
    GrantReport,
    Quote,
    Reach,
)
from nsa_grants.views.detail import detail_context
from technical_assistance.admin.lists import RegionFilter
from technical_assistance.admin.written import WrittenAdmin


class PlaceRegionFilter(RegionFilter):
    """That of a national project follows from its place."""

    title = _("region")


def _in_back_office(what, number):
    return reverse(f"admin:nsa_grants_grantproject_{what}", args=[number])


@admin.register(GrantProject)
class GrantProjectAdmin(
    SpreadsheetAdmin, OwnPagesAdmin, PreviewLinksAdmin, TopicsAdmin, WrittenAdmin
):
    actions = [*WrittenAdmin.actions, *TopicsAdmin.actions]
    sheet_key = "grants"
    change_form_template = "admin/previewed.html"
    form = GrantForm
    started = fact_shown("started", _("Started"))
    ended = fact_shown("ended", _("Ended"))
    cancelled = fact_shown("cancelled", _("Cancelled"))
    inlines = [ReachInline, QuoteInline, GrantLinkInline, GrantPictureInline, GrantReportInline]
    parts = (Reach, Quote, GrantLink, GrantPicture, GrantReport)
    part_of = "grant"
    list_display = ["title", "kind", "place_shown", "grantee", "status_shown"]
    list_filter = ["kind", PlaceRegionFilter, PublicFilter, "topics", "typologies"]
    search_fields = [
        "slug",
        *(f"title_{code}" for code in ("en", "fr", "pt", "es")),
        "grantee__name_en",
        "country__name_en",
        "country__name_fr",
    ]
    date_hierarchy = "started_until"
    totals = {"kind": "kind__exact", PUBLIC: "public"}
    ordering = ["-pk"]
    autocomplete_fields = ["country", "intervention", "grantee", "partners"]
    fieldsets = [
        (None, {"fields": ["kind", "slug", "public", "published_at", "publisher_shown"]}),
        (
            _("Where"),
            {
                "fields": ["country", "regional_organisation", "region", "countries"],
                "description": _(
                    "A national project names one country or one regional organisation, a "
                    "regional one its region alone."
                ),
            },
        ),
        (
            _("What about"),
            {"fields": ["topics", "typologies", "intervention", "no_intervention_reason"]},
        ),
        (_("Who"), {"fields": ["grantee", "partners"]}),
        (_("Money"), {"fields": [("amount", "currency"), "is_amount_public"]}),
        (_("When"), {"fields": [("started", "ended", "cancelled")]}),
        *in_languages(
            "title", "summary", "activities", "channels", "results", "story", "source_note"
        ),
        (_("Sources"), {"fields": ["sources"]}),
    ]

    def get_queryset(self, request):
        rows = super().get_queryset(request).with_place().with_status(today())
        # A list that fetches something along passes list_select_related over.
        return rows.select_related("grantee")

    own_pages = [
        ("<int:record_id>/preview/", "preview_view", "preview"),
        ("pictures/<int:number>/", "picture_view", "picture"),
    ]

    def preview_view(self, request, record_id):
        rows = GrantProject.objects.visible_to(request.user).with_status(today()).for_page()
        record = get_object_or_404(rows, pk=record_id)
        context = detail_context(record, files=_in_back_office)
        context["preview"] = not record.is_published
        return render(request, "nsa_grants/grant_detail.html", context)

    def picture_view(self, request, number):
        picture = get_object_or_404(GrantPicture.objects.visible_to(request.user), pk=number)
        return picture_response(request, picture.image)

    def save_related(self, request, form, formsets, change):
        countries = form.cleaned_data.get("countries", [])
        form.cleaned_data["countries"] = covered(country=form.instance.country, countries=countries)
        super().save_related(request, form, formsets, change)

    def add_topic(self, **told):
        return add_topic_of_grant(**told)

    def remove_topic(self, **told):
        return remove_topic_of_grant(**told)

    @admin.display(description=_("place"))
    def place_shown(self, grant):
        return grant.place_name

    @admin.display(description=_("status"))
    def status_shown(self, grant):
        return GrantStatus(grant.status).label if grant.status else or_dash(None)
