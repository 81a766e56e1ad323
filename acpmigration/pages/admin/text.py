"""The words that staff edit."""

from django.contrib import admin
from django.contrib.admin import SimpleListFilter
from django.db.models import Value
from django.db.models.functions import StrIndex, Substr
from django.utils.translation import gettext_lazy as _

from acpmigration.admin import in_languages
from acpmigration.pages.models import Text
from acpmigration.translated_admin import TranslatedAdmin


class KindFilter(SimpleListFilter):
    """What a text is for: the first part of its key."""

    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        first = Substr("key", 1, StrIndex("key", Value("/")) - 1)
        kinds = Text.objects.filter(key__contains="/").values_list(first, flat=True)
        return [(kind, kind) for kind in sorted(set(kinds))]

    def queryset(self, request, queryset):
        return queryset.filter(key__startswith=f"{self.value()}/") if self.value() else queryset


@admin.register(Text)
class TextAdmin(TranslatedAdmin):
    list_display = ["key", "title", "version", "updated_at"]
    list_filter = [KindFilter]
    search_fields = [f"{f}_{code}" for f in ("title", "body") for code in ("en", "fr")] + ["key"]
    date_hierarchy = "updated_at"
    ordering = ["key"]
    fieldsets = [
        (
            None,
            {
                "fields": ["key"],
                "description": _(
                    "Pages ask for their words by the key, so it is given once. A text that is "
                    "empty in a language is shown in English, with a note."
                ),
            },
        ),
        *in_languages("title", "body"),
        (
            _("Versions"),
            {
                "fields": ["version", "updated_at"],
                "description": _(
                    "Each version stands under “History”, with its day, who wrote it and what "
                    "it changed. Public pages say when they were last changed."
                ),
            },
        ),
    ]

    def get_readonly_fields(self, request, obj=None):
        own = ["version", "updated_at", *(["key"] if obj else [])]
        return [*super().get_readonly_fields(request, obj), *own]

    def has_delete_permission(self, request, obj=None):
        # A page would go without its words: empty them instead.
        return False
