"""Who handed over to whom: to look up, nothing else."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from acpmigration.admin import ReadOnly, SearchedAdmin
from technical_assistance.models import HandOver


@admin.register(HandOver)
class HandOverAdmin(ReadOnly, SearchedAdmin):
    list_display = ["giver", "taker", "made_at", "made_by", "follow_ups", "subscriptions"]
    list_select_related = ["giver", "taker", "made_by"]
    search_fields = ["giver__name", "taker__name"]
    date_hierarchy = "made_at"
    ordering = ["-made_at", "-pk"]
    actions = None
    fieldsets = [
        (None, {"fields": ["from_whom", "to_whom", "made_at", "done_by"]}),
        (_("What was handed over"), {"fields": ["interventions", "follow_ups", "subscriptions"]}),
    ]
    readonly_fields = ["from_whom", "to_whom", "done_by"]

    @admin.display(description=_("from"))
    def from_whom(self, hand_over):
        return str(hand_over.giver)

    @admin.display(description=_("to"))
    def to_whom(self, hand_over):
        return str(hand_over.taker)

    @admin.display(description=_("made by"))
    def done_by(self, hand_over):
        return str(hand_over.made_by)
