"""The log of all interventions: to look things up, nothing else."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from acpmigration.admin import ReadOnly, SearchedAdmin, or_dash
from technical_assistance.models import ProgressEntry


@admin.register(ProgressEntry)
class ProgressEntryAdmin(ReadOnly, SearchedAdmin):
    list_display = ["effective_shown", "intervention", "verb", "stage", "by", "recorded_at"]
    list_select_related = ["intervention", "by"]
    list_filter = ["verb", "stage", "is_public"]
    search_fields = ["note", "intervention__code", "intervention__title_en", "intervention__slug"]
    date_hierarchy = "effective_until"
    ordering = ["-pk"]
    actions = None
    fieldsets = [
        (
            None,
            {
                "fields": ["intervention", "verb", "stage", "effective_shown", "note", "is_public"],
                "description": _(
                    "A line of the log is never edited and never deleted. "
                    "Correct it from the intervention's page: that adds a line."
                ),
            },
        ),
        (_("Kept with it"), {"fields": ["who", "recorded_at", "corrects"]}),
    ]
    readonly_fields = ["effective_shown", "who"]

    @admin.display(description=_("when"), ordering="effective_until")
    def effective_shown(self, entry):
        return or_dash(entry.effective)

    @admin.display(description=_("by"))
    def who(self, entry):
        return str(entry.by)
