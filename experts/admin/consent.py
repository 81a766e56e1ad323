"""The words that people agree to: added, never changed once somebody agreed."""

from django.contrib import admin
from django.db.models import Exists, Max, OuterRef
from django.utils.translation import gettext_lazy as _

from acpmigration.admin import SearchedAdmin
from experts.forms.consent import ConsentTextForm
from experts.models import Consent, ConsentText


@admin.register(ConsentText)
class ConsentTextAdmin(SearchedAdmin):
    form = ConsentTextForm
    actions = None
    list_display = ["key", "language", "version", "in_force_from", "is_agreed_to"]
    list_filter = ["key", "language"]
    search_fields = ["body"]
    ordering = ["key", "language", "-version"]
    readonly_fields = ["version"]
    fieldsets = [
        (
            None,
            {
                "fields": ["key", "language", "version", "body", "in_force_from"],
                "description": _(
                    "A new text takes the next number. Whoever agreed to an older one is shown as "
                    "having agreed to that one."
                ),
            },
        )
    ]

    def get_queryset(self, request):
        agreed = Consent.objects.filter(text=OuterRef("pk"))
        return super().get_queryset(request).annotate(has_consents=Exists(agreed))

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        allowed = super().has_delete_permission(request, obj)
        return allowed and obj is not None and not getattr(obj, "has_consents", True)

    def save_model(self, request, obj, form, change):
        same = ConsentText.objects.filter(key=obj.key, language=obj.language)
        obj.version = (same.aggregate(last=Max("version"))["last"] or 0) + 1
        super().save_model(request, obj, form, change)

    @admin.display(description=_("somebody agreed"), boolean=True)
    def is_agreed_to(self, record):
        return record.has_consents
