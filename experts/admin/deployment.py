"""Assignments: planned, offered, answered; each moved by a button, never typed over."""

from django.contrib import admin, messages
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from acpmigration.admin import or_dash
from acpmigration.history.noted import events_about, noted, words_of
from acpmigration.spreadsheets.admin_lists import SpreadsheetAdmin
from experts.admin.shown import ShownAdmin
from experts.domain.days import meter_of
from experts.domain.deployments import cancel_deployment, change_deployment
from experts.domain.invitations import CAN_BE_INVITED, VALID_FOR, invite
from experts.domain.looks import Look, note_look
from experts.domain.matching import for_matching
from experts.domain.warnings import Plan, warnings_for
from experts.enums import DeploymentState
from experts.forms.deployment import ChangeDeploymentForm
from experts.forms.steps import RosterStepForm
from experts.models import Deployment, Expert
from technical_assistance.admin.steps import StepPage
from technical_assistance.domain.possible import Step
from technical_assistance.enums import Status

GIVEN = ("deployment", "by", "at")
INVITE, CHANGE, CANCEL = "invite", "alter", "cancel"

STEPS: dict[str, StepPage] = {
    INVITE: StepPage(
        _("Send the offer"),
        RosterStepForm,
        invite,
        GIVEN,
        _("The expert was sent a mail with a link to answer."),
    ),
    CHANGE: StepPage(
        _("Change the assignment"),
        ChangeDeploymentForm,
        change_deployment,
        GIVEN,
        _("The assignment was changed. Send the offer again: what was agreed was something else."),
    ),
    CANCEL: StepPage(
        _("Cancel the assignment"),
        RosterStepForm,
        cancel_deployment,
        GIVEN,
        _("The assignment was cancelled; its days are free again."),
    ),
}


@admin.register(Deployment)
class DeploymentAdmin(SpreadsheetAdmin, ShownAdmin):
    sheet_key = "deployments"
    steps = STEPS
    page_template = "admin/experts/deployment.html"
    list_display = [
        "intervention",
        "stage",
        "expert_shown",
        "starts_on",
        "last_day_shown",
        "days",
        "state",
    ]
    list_filter = ["state", "stage"]
    list_select_related = ["intervention", "expert"]
    list_per_page = 50
    search_fields = ["intervention__code", "intervention__title_en", "expert__name"]
    date_hierarchy = "starts_on"
    totals = {"state": "state__exact"}
    ordering = ["-starts_on", "pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)

    def names_of(self, record, subject):
        return {"deployment": record}

    def possible_steps(self, record, user):
        is_running = record.intervention.status != Status.CANCELLED
        if is_running and record.expert_id is not None and record.expert.user_id != user.pk:
            if record.state in CAN_BE_INVITED:
                yield Step(INVITE)
            if record.state != DeploymentState.CANCELLED:
                yield Step(CHANGE)
        if record.state in DeploymentState.counting():
            yield Step(CANCEL)

    def changelist_view(self, request, extra_context=None):
        if self.has_view_permission(request):
            note_look(look=Look.DEPLOYMENTS, by=request.user, at=timezone.now())
        return super().changelist_view(request, extra_context)

    def note_export(self, request):
        note_look(look=Look.DEPLOYMENTS_EXPORTED, by=request.user, at=timezone.now())

    def title_of(self, record):
        return f"{record.intervention}: {record.get_stage_display()}"

    def sections(self, request, record):
        now = timezone.now()
        note_look(look=Look.DEPLOYMENT, by=request.user, at=now, subject=record)
        plan = Plan(
            tuple(record.intervention.countries.order_by("slug")),
            record.starts_on,
            record.ends_before,
            besides=record,
        )
        people = for_matching(Expert.objects.filter(pk=record.expert_id))
        events = events_about(record, besides=[*Look])
        meter = meter_of(record.intervention)
        if meter.warning:
            self.message_user(request, meter.warning, messages.WARNING)
        return {
            "meter": meter,
            "told": noted(events, words_of(events)),
            "warnings": [words for person in people for words in warnings_for(person, plan, now)],
            "until": record.invited_at and record.invited_at + VALID_FOR,
            "is_invited": record.state == DeploymentState.INVITED,
        }

    @admin.display(description=_("expert"))
    def expert_shown(self, record):
        return or_dash(record.expert.name if record.expert else None)

    @admin.display(description=_("last day"), ordering="ends_before")
    def last_day_shown(self, record):
        return record.last_day
