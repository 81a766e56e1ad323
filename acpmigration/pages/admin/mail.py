"""Mail that waits, failed or was sent; its words are shown to nobody."""

from functools import partial

from django.contrib import admin, messages
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from acpmigration.admin import ReadOnly, SearchedAdmin
from acpmigration.pages.domain import sending
from acpmigration.pages.models import OutgoingMail
from acpmigration.refusals import Refusal


@admin.register(OutgoingMail)
class OutgoingMailAdmin(ReadOnly, SearchedAdmin):
    list_display = ["template", "state", "attempts", "next_attempt_at", "error", "queued_at"]
    list_filter = ["state", "template", "error"]
    date_hierarchy = "queued_at"
    totals = {"state": "state__exact"}
    ordering = ["-queued_at", "-pk"]
    actions = ["send_now", "hold_back", "release"]
    fieldsets = [
        (
            None,
            {
                "fields": ["template", "language", "state", "sent_at"],
                "description": _(
                    "What a mail says is shown to nobody, and is not kept once it was sent. That "
                    "it was sent is forgotten after twelve months."
                ),
            },
        ),
        (_("Attempts"), {"fields": ["queued_at", "attempts", "error", "next_attempt_at"]}),
    ]

    def has_send_permission(self, request):
        return request.user.has_perm("pages.change_outgoingmail")

    def lookup_allowed(self, lookup, value, request=None):
        """Nobody reads a mail by asking for those that contain a word."""
        return lookup.partition("__")[0] in {"state", "template", "error", "queued_at"}

    def get_list_display(self, request):
        """A viewer does not learn who was written to."""
        shown = super().get_list_display(request)
        return [*shown, "to"] if self.has_send_permission(request) else shown

    def get_search_fields(self, request):
        return ["to"] if self.has_send_permission(request) else []

    def get_fieldsets(self, request, obj=None):
        shown = super().get_fieldsets(request, obj)
        if self.has_send_permission(request):
            shown = [*shown, (_("Reader"), {"fields": ["to"]})]
        return shown

    @admin.action(description=_("Send now"), permissions=["send"])
    def send_now(self, request, queryset):
        try:
            went, failed = sending.send_now(mails=queryset, at=timezone.now())
        except Refusal as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return
        if went:
            words = ngettext("%(count)d mail was sent.", "%(count)d mails were sent.", went)
            self.message_user(request, words % {"count": went}, messages.SUCCESS)
        if failed:
            words = ngettext(
                "%(count)d mail could not be sent; it is tried again.",
                "%(count)d mails could not be sent; they are tried again.",
                failed,
            )
            self.message_user(request, words % {"count": failed}, messages.WARNING)

    @admin.action(description=_("Hold back"), permissions=["send"])
    def hold_back(self, request, queryset):
        held = self.each(request, queryset, sending.hold_back)
        if held:
            words = ngettext("%(count)d mail is held.", "%(count)d mails are held.", held)
            self.message_user(request, words % {"count": held}, messages.SUCCESS)

    @admin.action(description=_("Release, or try again after giving up"), permissions=["send"])
    def release(self, request, queryset):
        released = self.each(request, queryset, partial(sending.release, at=timezone.now()))
        if released:
            words = ngettext("%(count)d mail waits.", "%(count)d mails wait.", released)
            self.message_user(request, words % {"count": released}, messages.SUCCESS)

    def each(self, request, queryset, do):
        """Do it to each mail; return how many took it, and say once why others did not."""
        done, refused = 0, set()
        for mail in queryset:
            try:
                do(mail=mail)
                done += 1
            except Refusal as refusal:
                refused.add(str(refusal))
        for sentence in sorted(refused):
            self.message_user(request, sentence, messages.ERROR)
        return done
