"""What the home page tells by choice."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from acpmigration.admin import RecordAdmin
from acpmigration.editing import EditForm
from dashboard.domain.stories import MOST, has_room
from dashboard.models import ChosenStory


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
