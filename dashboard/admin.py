"""What the home page tells by choice, and the releases of the open data."""

from typing import Any

from django.contrib import admin, messages
from django.shortcuts import redirect
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from acpmigration.admin import ReadOnly, RecordAdmin, SearchedAdmin
from acpmigration.editing import EditForm
from acpmigration.permissions import edits_everything
from dashboard.domain.releases import make_data_release
from dashboard.domain.stories import MOST, has_room
from dashboard.models import ChosenStory, DataRelease


class ChosenStoryForm(EditForm):
    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        intervention = cleaned.get("intervention")
        if intervention and not intervention.story_en:
            self.add_error("intervention", _("This intervention has no story yet, in English."))
        if not self.instance.pk and not has_room():
            refusal = _("The home page has room for %(number)s stories: take one out first.")
            self.add_error(None, refusal % {"number": MOST})
        return cleaned


@admin.register(ChosenStory)
class ChosenStoryAdmin(RecordAdmin):
    form = ChosenStoryForm
    list_display = ["intervention", "position", "told_shown", "public_shown"]
    list_filter: list[str] = []
    list_select_related = ["intervention"]
    search_fields = ["intervention__title_en", "intervention__title_fr", "intervention__code"]
    autocomplete_fields = ["intervention"]
    ordering = ["position", "pk"]
    fieldsets = [
        (
            None,
            {
                "fields": ["intervention", "position"],
                "description": gettext_lazy(
                    "The home page tells these stories, the lowest position first, as long as they "
                    "are public. Without any, it tells the oldest four."
                ),
            },
        ),
    ]

    @admin.display(description=gettext_lazy("has a story"), boolean=True)
    def told_shown(self, chosen):
        return bool(chosen.intervention.story_en)

    @admin.display(description=gettext_lazy("public"), boolean=True)
    def public_shown(self, chosen):
        return chosen.intervention.is_published


@admin.register(DataRelease)
class DataReleaseAdmin(ReadOnly, SearchedAdmin):
    """Made by the portal each month, or here by a press of the button; never changed."""

    actions = None
    list_display = ["day", "rows_shown", "size_shown", "sha256", "made_at", "made_by"]
    list_select_related = ["made_by"]
    list_filter: list[str] = []
    search_fields = ["day", "sha256"]
    ordering = ["-day"]
    fieldsets = [
        (None, {"fields": ["day", "rows_shown", "size_shown", "sha256", "made_at", "made_by"]})
    ]
    add_fieldsets = [
        (
            None,
            {
                "fields": [],
                "description": gettext_lazy(
                    "This freezes all that is public now as one file that anybody can take, and "
                    "that is never changed or taken away. A day has one release at most."
                ),
            },
        )
    ]

    def has_add_permission(self, request):
        return edits_everything(request.user)

    def get_fieldsets(self, request, obj=None):
        return self.fieldsets if obj else self.add_fieldsets

    def add_view(self, request, form_url="", extra_context=None):
        """Not within the transaction of a form: others write meanwhile."""
        if request.method != "POST" or not self.has_add_permission(request):
            return super().add_view(request, form_url, extra_context)
        release = make_data_release(by=request.user, at=timezone.now())
        said = _("The release of %(day)s is there: anybody can take it.")
        self.message_user(request, said % {"day": release}, messages.SUCCESS)
        return redirect("admin:dashboard_datarelease_changelist")

    @admin.display(description=gettext_lazy("records"))
    def rows_shown(self, release):
        return sum(kind["rows"] for kind in release.contents.values())

    @admin.display(description=gettext_lazy("size"), ordering="size")
    def size_shown(self, release):
        return filesizeformat(release.size)
