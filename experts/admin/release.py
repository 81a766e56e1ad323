"""Settings of the roster, and the figures on people that were published."""

from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from acpmigration.admin import ReadOnly, SearchedAdmin, in_languages
from acpmigration.translated_admin import TranslatedAdmin
from experts.domain.settings import THE_ROW, roster_settings
from experts.models import ReleaseFigure, RosterRelease, RosterSettings


@admin.register(RosterSettings)
class RosterSettingsAdmin(TranslatedAdmin):
    """One row, made with what a new roster starts with when somebody first saves it."""

    list_display = ["__str__", "is_open", "review_days"]
    list_filter: list[str] = []
    search_fields: list[str] = []
    fieldsets = [
        (_("Registration"), {"fields": ["is_open"]}),
        *in_languages("closed_note"),
        (
            _("What people are promised"),
            {
                "fields": [
                    "review_days",
                    "confirm_months",
                    "remind_months",
                    "remind_again_months",
                    "expire_months",
                ]
            },
        ),
        (
            _("How long is kept"),
            {"fields": ["unconfirmed_days", "draft_days", "declined_months", "erase_months"]},
        ),
    ]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        """There is nothing to choose from."""
        answer = super().changelist_view(request, extra_context)
        page = reverse("admin:experts_rostersettings_change", args=[THE_ROW])
        return HttpResponseRedirect(page) if answer.status_code == 200 else answer

    def get_object(self, request, object_id, from_field=None):
        found = super().get_object(request, object_id, from_field)
        if found is not None or object_id != str(THE_ROW):
            return found
        first = roster_settings()
        if request.method == "POST":
            # Without a history, in which somebody would seem to have changed it meanwhile. Where
            # the change is refused, it holds what held before.
            first.save_without_historical_record()
        return first


class ReleaseFigureInline(ReadOnly, admin.TabularInline):
    model = ReleaseFigure
    template = "admin/technical_assistance/shown.html"
    fields = ["table", "key", "value"]
    ordering = ["table", "key"]


@admin.register(RosterRelease)
class RosterReleaseAdmin(ReadOnly, SearchedAdmin):
    """Made by the portal each month; a published figure is never changed."""

    actions = None
    inlines = [ReleaseFigureInline]
    list_display = ["as_of", "made_at", "made_by"]
    list_select_related = ["made_by"]
    search_fields = ["as_of"]
    ordering = ["-as_of"]
    fieldsets = [(None, {"fields": ["as_of", "made_at", "made_by"]})]
