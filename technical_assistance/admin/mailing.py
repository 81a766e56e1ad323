"""The mails of the workspace: what staff set, who follows what, and what was written."""

from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from acpmigration.admin import LockedAdmin, ReadOnly, SearchedAdmin
from technical_assistance.admin.lists import NamedFilter
from technical_assistance.domain.settings import THE_ROW, workspace_settings
from technical_assistance.models import MondayList, Subscription, WorkspaceSettings


@admin.register(WorkspaceSettings)
class WorkspaceSettingsAdmin(LockedAdmin):
    """One row, made with what a new workspace starts with when somebody first saves it."""

    list_display = ["__str__", "monday_list", "progress_mails"]
    fieldsets = [
        (
            _("Mails"),
            {
                "fields": ["monday_list", "progress_mails"],
                "description": _("Mails that are held wait in the list of outgoing mail."),
            },
        ),
        (_("What the Monday list looks at"), {"fields": ["silent_days", "ahead_days"]}),
    ]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        """There is nothing to choose from."""
        answer = super().changelist_view(request, extra_context)
        page = reverse("admin:technical_assistance_workspacesettings_change", args=[THE_ROW])
        return HttpResponseRedirect(page) if answer.status_code == 200 else answer

    def get_object(self, request, object_id, from_field=None):
        found = super().get_object(request, object_id, from_field)
        if found is not None or object_id != str(THE_ROW):
            return found
        first = workspace_settings()
        if request.method == "POST":
            # Where the change is refused, it holds what held before.
            first.save()
        return first

    def save_model(self, request, obj, form, change):
        obj.version += 1
        super().save_model(request, obj, form, change)


@admin.register(MondayList)
class MondayListAdmin(ReadOnly, SearchedAdmin):
    list_display = ["monday", "person", "lines", "made_at"]
    list_select_related = ["person"]
    list_filter = [("person", NamedFilter)]
    search_fields = ["person__name", "person__email"]
    date_hierarchy = "monday"
    ordering = ["-monday", "-pk"]
    actions = None
    fieldsets = [
        (
            None,
            {
                "fields": ["who", "monday", "made_at", "lines", "subject", "text"],
                "description": _(
                    "What was written to a coordinator. Whether the mail has left stands in the "
                    "list of outgoing mail. Lists are kept for twelve months."
                ),
            },
        )
    ]
    readonly_fields = ["who"]

    @admin.display(description=_("coordinator"))
    def who(self, monday_list):
        return str(monday_list.person)


@admin.register(Subscription)
class SubscriptionAdmin(ReadOnly, SearchedAdmin):
    list_display = ["intervention", "person", "made_at"]
    list_select_related = ["intervention", "person"]
    list_filter = [("person", NamedFilter)]
    search_fields = ["intervention__title_en", "intervention__code", "person__name"]
    ordering = ["-made_at", "-pk"]
    actions = None
    fieldsets = [(None, {"fields": ["intervention", "who", "made_at"]})]
    readonly_fields = ["who"]

    @admin.display(description=_("person"))
    def who(self, subscription):
        return str(subscription.person)
