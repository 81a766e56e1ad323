"""Interventions: their words, what belongs to them, and the steps that move them."""

from dataclasses import dataclass

from django.contrib import admin
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.models import User
from acpmigration.admin import in_languages, or_dash
from acpmigration.bulk import Bulk
from acpmigration.dates import day_in
from acpmigration.lists import PUBLIC
from acpmigration.panels import panels_for
from acpmigration.publishing import PublicFilter
from acpmigration.spreadsheets.admin_lists import SpreadsheetAdmin
from acpmigration.translated_admin import TranslatedAdmin
from technical_assistance.admin.files import InterventionFilesAdmin
from technical_assistance.admin.inlines import (
    FollowUpInline,
    PartnershipInline,
    PictureInline,
    ProgressInline,
    StageDocumentInline,
    StageInline,
)
from technical_assistance.admin.intervention_steps import STEPS
from technical_assistance.admin.lists import LedAdmin, NamedFilter, RegionFilter, RequesterFilter
from technical_assistance.admin.noting import note_who
from technical_assistance.admin.steps import StepsAdmin
from technical_assistance.domain.assignment import assign_coordinator
from technical_assistance.domain.blockers import blockers_of
from technical_assistance.domain.possible import steps_of_intervention
from technical_assistance.domain.requests import covered
from technical_assistance.enums import StageKind, Status, Verb
from technical_assistance.forms import CoordinatorForm, LedForm
from technical_assistance.models import Intervention, Partnership, Picture, StageDocument
from technical_assistance.models.stage import at_stage

# The part of the page on which a blocker is mended.
ANCHORS = {"document": "stages", "entity": "id_entity", "experts": "experts"}


@dataclass(frozen=True)
class SeenIntervention:
    """An intervention on its page here, and who looks at it: what panels are told."""

    intervention: Intervention
    by: User


class CurrentStageFilter(admin.SimpleListFilter):
    title = _("current stage")
    parameter_name = "stage"

    def lookups(self, request, model_admin):
        return StageKind.choices

    def queryset(self, request, queryset):
        if self.value() not in map(str, StageKind.values):
            return queryset
        return queryset.filter(at_stage(int(self.value())))


@admin.register(Intervention)
class InterventionAdmin(
    SpreadsheetAdmin, InterventionFilesAdmin, StepsAdmin, LedAdmin, TranslatedAdmin
):
    sheet_key = "interventions"
    steps = STEPS
    change_form_template = "admin/previewed.html"
    form = LedForm
    actions = [*LedAdmin.actions, "assign_coordinator_selected"]
    inlines = [
        StageInline,
        StageDocumentInline,
        PartnershipInline,
        PictureInline,
        FollowUpInline,
        ProgressInline,
    ]
    list_display = [
        "code",
        "title",
        "status",
        "stage_shown",
        "lead_shown",
        "region_shown",
        "coordinator",
    ]
    list_display_links = ["code", "title"]
    list_filter = [
        "status",
        CurrentStageFilter,
        RegionFilter,
        RequesterFilter,
        PublicFilter,
        "topics",
        "typologies",
        ("coordinator", NamedFilter),
    ]
    search_fields = [
        "code",
        "slug",
        *(f"title_{code}" for code in ("en", "fr", "pt", "es")),
        "country__name_en",
        "country__name_fr",
        "regional_organisation__acronym",
        "entity__name_en",
        "entity__name_fr",
    ]
    date_hierarchy = "published_at"
    totals = {"status": "status__exact", PUBLIC: "public"}
    ordering = ["-pk"]
    autocomplete_fields = ["entity"]
    readonly_fields = [
        "status",
        "stage_shown",
        "country",
        "regional_organisation",
        "region_shown",
        "request_shown",
        "slug",
        "coordinator_shown",
        "public",
        "published_at",
        "publisher_shown",
    ]
    fieldsets = [
        (
            _("Where it stands"),
            {
                "fields": ["status", "stage_shown", "public", "published_at", "publisher_shown"],
                "description": _(
                    "Follows from the log below: the buttons on top add to it. Never typed."
                ),
            },
        ),
        (
            _("Who asked"),
            {
                "fields": [
                    "country",
                    "regional_organisation",
                    "region_shown",
                    "request_shown",
                    "entity",
                    "countries",
                ],
                "description": _(
                    "The lead was fixed when the request was accepted: region and figures follow "
                    "from it. The lead country is always covered and comes back if taken out."
                ),
            },
        ),
        (
            _("What about"),
            {"fields": ["code", "slug", "topics", "typologies", "sdg_targets", "coordinator"]},
        ),
        *in_languages("title", "summary", "story", "source_note"),
        (_("Sources"), {"fields": ["sources"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).with_current_stage().select_related("coordinator")

    def has_add_permission(self, request):
        # An intervention comes from accepting a request.
        return False

    def histories_of_parts(self, record):
        own, stages = {"intervention": record.pk}, record.stages.values("pk")
        return [
            Partnership.history.filter(**own),
            Picture.history.filter(**own),
            StageDocument.history.filter(stage__in=stages),
        ]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            seen = SeenIntervention(obj, request.user)
            context["panels"] = panels_for("admin-intervention", seen)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def possible_steps(self, record, user):
        return steps_of_intervention(record, user)

    def get_subject(self, page, record, number):
        if page.of == "entry":
            return get_object_or_404(record.entries, pk=number)
        if number not in StageKind.values:
            raise Http404
        return StageKind(number)

    def step_context(self, request, page, record, subject):
        if page is not self.steps[Verb.COMPLETE]:
            return {}
        page, today = self.way_on(record), day_in(request.user.zone, timezone.now())
        return {
            "blockers": [
                {"sentence": blocker, "link": f"{page}#{ANCHORS[blocker.mend]}"}
                for blocker in blockers_of(record, subject, today)
            ]
        }

    def save_related(self, request, form, formsets, change):
        countries = form.cleaned_data.get("countries", [])
        form.cleaned_data["countries"] = covered(form.instance.lead, countries)
        super().save_related(request, form, formsets, change)

    def save_formset(self, request, form, formset, change):
        note_who(formset, request.user)
        super().save_formset(request, form, formset, change)

    @admin.action(description=_("Assign a regional coordinator"), permissions=["change"])
    def assign_coordinator_selected(self, request, queryset):
        form = CoordinatorForm(request.POST if "coordinator" in request.POST else None)
        bulk = Bulk(
            title=_("Assign a regional coordinator"),
            change=lambda row: assign_coordinator(
                intervention=row, coordinator=form.cleaned_data["coordinator"], by=request.user
            ),
            becomes=lambda row: (
                gettext("coordinator: %(old)s, then %(new)s")
                % {"old": row.coordinator or "–", "new": form.cleaned_data["coordinator"]}
            ),
            done=lambda n: ngettext(
                "%(n)d intervention was assigned.", "%(n)d interventions were assigned.", n
            ),
            form=form,
        )
        return self.in_bulk(request, queryset, bulk)

    @admin.display(description=_("current stage"))
    def stage_shown(self, record):
        if record.current_stage:
            return StageKind(record.current_stage).label
        return _("all closed") if record.status == Status.COMPLETED else or_dash(None)

    @admin.display(description=_("request"))
    def request_shown(self, record):
        return or_dash(record.request if hasattr(record, "request") else None)
