"""What the list of imports is narrowed down by."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class ToConfirmFilter(admin.SimpleListFilter):
    """Those that the home page says wait for somebody."""

    title = _("what waits")
    parameter_name = "waits"

    def lookups(self, request, model_admin):
        return [("confirm", _("can be confirmed"))]

    def queryset(self, request, queryset):
        return queryset.to_confirm() if self.value() == "confirm" else queryset
