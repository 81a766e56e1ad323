"""What visitors looked for in vain: for whoever gives the records their words."""

from django.contrib import admin
from django.db.models import Max, Sum
from django.utils.translation import gettext_lazy as _

from acpmigration.admin import ReadOnly, SearchedAdmin
from acpmigration.search.models import FruitlessSearch

SHOWN = 20


@admin.register(FruitlessSearch)
class FruitlessSearchAdmin(ReadOnly, SearchedAdmin):
    """Day by day, below the words that were looked for most often in all of these days."""

    change_list_template = "admin/search/fruitless.html"
    list_display = ["day", "words", "language", "times"]
    list_display_links = None
    list_filter = ["language"]
    search_fields = ["words"]
    search_help_text = _("Words are kept without accents, for 90 days.")
    ordering = ["-day", "-times", "pk"]
    date_hierarchy = "day"
    actions = None
    fieldsets = [(None, {"fields": ["day", "language", "words", "times"]})]

    def about_list(self, request, shown):
        words = shown.queryset.order_by().values("words")
        most = words.annotate(number=Sum("times"), last=Max("day")).order_by("-number", "words")
        return super().about_list(request, shown) | {"most": most[:SHOWN]}
