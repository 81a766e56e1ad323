"""The audit trail, for administrators to read, and to prove that nobody has changed it."""

from typing import NamedTuple

from django import forms
from django.apps import apps
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from acpmigration import events
from acpmigration.accounts.models import User
from acpmigration.admin import ReadOnly, SearchedAdmin, link, or_dash
from acpmigration.pages.domain import audit
from acpmigration.pages.enums import JobOutcome
from acpmigration.pages.models import AuditEvent, JobRun
from acpmigration.publishing import OwnPagesAdmin

JOB = "pages.audit"
LIST = "admin:pages_auditevent_changelist"


class HashForm(forms.Form):
    """A hash that was sent off earlier, to be looked for."""

    head = forms.RegexField(
        r"^[0-9a-f]{64}\Z",
        label=_("A hash that was sent off"),
        required=False,
        help_text=_("From the mail or the log of a day: it has to stand in the trail still."),
        error_messages={"invalid": _("A hash has 64 digits and letters from a to f.")},
    )


class EventFilter(admin.SimpleListFilter):
    """By what happened, in words."""

    title = _("event")
    parameter_name = "event"

    def lookups(self, request, model_admin):
        return sorted(
            ((event, capfirst(label)) for event, label in events.labels().items()),
            key=lambda choice: str(choice[1]),
        )

    def queryset(self, request, queryset):
        return queryset.filter(event=self.value()) if self.value() else queryset


@admin.register(AuditEvent)
class AuditEventAdmin(OwnPagesAdmin, ReadOnly, SearchedAdmin):
    change_list_template = "admin/pages/trail.html"
    list_display = ["number", "at", "event_shown", "who", "actor_role", "subject", "purpose"]
    list_filter = [EventFilter, "actor_role"]
    search_fields = ["subject_id", "=actor"]
    date_hierarchy = "at"
    ordering = ["-number"]
    actions = None
    own_pages = [("prove/", "prove_view", "prove")]
    fieldsets = [
        (
            None,
            {
                "fields": ["at", "event_shown", "event", "who", "actor_role", "purpose"],
                "description": _(
                    "An event is never changed and never deleted, and holds no name or address. "
                    "The name beside an account is what it is called now."
                ),
            },
        ),
        (_("Record"), {"fields": ["subject", "subject_kind", "subject_id"]}),
        (_("Chain"), {"fields": ["number", "previous", "hash"]}),
    ]

    def get_queryset(self, request):
        named = User.objects.filter(pk=OuterRef("actor")).values(
            called=Coalesce(NullIf("name", Value("")), "email", output_field=CharField())
        )
        return super().get_queryset(request).annotate(actor_name=Subquery(named))

    @admin.display(description=_("event"), ordering="event")
    def event_shown(self, event):
        return capfirst(events.label_of(event.event))

    @admin.display(description=_("who"), ordering="actor")
    def who(self, event):
        if event.actor is None:
            return _("the portal itself")
        if event.actor_name is None:
            return _("account %(number)d, erased") % {"number": event.actor}
        return link(reverse("admin:accounts_user_change", args=[event.actor]), event.actor_name)

    @admin.display(description=_("record"))
    def subject(self, event):
        """What it was about, leading to its page where there is one."""
        if not event.subject_kind:
            return or_dash(None)
        try:
            model = apps.get_model(event.subject_kind)
        except LookupError:
            return f"{event.subject_kind} {event.subject_id}"
        words = f"{capfirst(model._meta.verbose_name)} {event.subject_id}"
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
        try:
            return link(reverse(name, args=[event.subject_id]), words)
        except NoReverseMatch:
            return words

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, _state() | (extra_context or {}))

    def prove_view(self, request):
        """Read the whole trail now, and say whether it holds."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = HashForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            level, words = _proof(form.cleaned_data["head"])
            self.message_user(request, words, level)
            return HttpResponseRedirect(reverse(LIST))
        frame = {**self.admin_site.each_context(request), "opts": self.opts}
        context = {"title": _("Prove the audit trail"), "form": form, "media": self.media}
        return TemplateResponse(request, "admin/pages/prove.html", frame | context | _state())


class LastProof(NamedTuple):
    """The last time that the job has read the whole trail."""

    run: JobRun | None
    is_broken: bool


def _state():
    number, last_hash = audit.head()
    run = JobRun.objects.last_by_key().get(JOB)
    is_broken = run is not None and run.outcome == JobOutcome.FAILED
    return {"head_number": number, "head_hash": last_hash, "proof": LastProof(run, is_broken)}


def _proof(head):
    """What to say of the trail, and how loudly."""
    if fault := audit.first_fault():
        words = _("The trail is broken at number %(number)d: %(what)s") % {
            "number": fault.number,
            "what": fault,
        }
        return messages.ERROR, words
    if head and not audit.is_witnessed(head=head):
        return messages.ERROR, _("This hash is not in the trail: its end was cut off.")
    number, _last = audit.head()
    return messages.SUCCESS, _("The trail is whole: %(count)d events, none changed or missing.") % {
        "count": number
    }
