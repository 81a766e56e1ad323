"""The periodic jobs: when each ran, how it went, and when it is due."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from acpmigration import periodic
from acpmigration.admin import ReadOnly, SearchedAdmin
from acpmigration.pages.domain.jobs import is_asleep, states
from acpmigration.pages.models import JobRun


@admin.register(JobRun)
class JobRunAdmin(ReadOnly, SearchedAdmin):
    change_list_template = "admin/pages/jobs.html"
    list_display = ["key", "started_at", "finished_at", "outcome", "summary", "error"]
    list_filter = ["outcome", "key"]
    date_hierarchy = "started_at"
    totals = {"outcome": "outcome__exact"}
    ordering = ["-started_at", "-pk"]
    actions = None
    fieldsets = [
        (None, {"fields": ["key", "started_at", "finished_at"]}),
        (_("Outcome"), {"fields": ["outcome", "summary", "error"]}),
    ]

    def changelist_view(self, request, extra_context=None):
        shown = {
            "states": states(jobs=periodic.jobs()),
            "is_asleep": is_asleep(at=timezone.now()),
            **(extra_context or {}),
        }
        return super().changelist_view(request, shown)
