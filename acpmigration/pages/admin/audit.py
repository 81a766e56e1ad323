"""The audit trail, for administrators to read."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from acpmigration.admin import ReadOnly, SearchedAdmin
from acpmigration.pages.models import AuditEvent


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnly, SearchedAdmin):
    list_display = ["number", "at", "event", "actor", "actor_role", "subject_kind", "subject_id"]
    list_filter = ["event", "actor_role", "subject_kind"]
    search_fields = ["subject_id", "=actor"]
    search_help_text = _("The number of an account or of a record")
    date_hierarchy = "at"
    ordering = ["-number"]
    actions = None
    fieldsets = [
        (
            None,
            {
                "fields": ["at", "event", "actor", "actor_role", "purpose"],
                "description": _(
                    "An event is never changed and never deleted, and holds no name or address. "
                    "The command verify_audit proves that the trail is whole."
                ),
            },
        ),
        (_("Record"), {"fields": ["subject_kind", "subject_id"]}),
        (_("Chain"), {"fields": ["number", "previous", "hash"]}),
    ]
