"""What the Dialogue recommends."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from acpmigration.admin import in_languages
from acpmigration.lists import PUBLIC
from acpmigration.publishing import PublicFilter
from acpmigration.record_forms import fact_shown
from knowledge.forms import RecommendationForm
from knowledge.models import Recommendation
from technical_assistance.admin.written import WrittenAdmin


@admin.register(Recommendation)
class RecommendationAdmin(WrittenAdmin):
    form = RecommendationForm
    endorsed = fact_shown("endorsed", _("Endorsed"))
    list_display = ["shown", "topic", "position"]
    list_filter = [PublicFilter, "topic"]
    list_select_related = ["topic"]
    search_fields = ["slug", *(f"text_{code}" for code in ("en", "fr", "pt", "es"))]
    totals = {PUBLIC: "public"}
    ordering = ["topic__position", "position", "pk"]
    autocomplete_fields = ["interventions", "grants", "products"]
    fieldsets = [
        (None, {"fields": ["topic", "endorsed", "position"]}),
        (None, {"fields": ["slug", "public", "published_at", "publisher_shown"]}),
        *in_languages("text", "source_note"),
        (_("What fed it"), {"fields": ["interventions", "grants", "products"]}),
        (_("Sources"), {"fields": ["sources"]}),
    ]

    def words_of_slug(self, record):
        return " ".join(record.text_en.split()[:8])

    @admin.display(description=_("recommendation"))
    def shown(self, record):
        return str(record)
