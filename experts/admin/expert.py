"""Profiles: read in sections, decided on, never rewritten; looked at by whom is written down."""

import re
from typing import Any
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from acpmigration.admin import or_dash
from acpmigration.dates import today
from experts.admin.cv import CVAdmin
from experts.admin.expert_steps import ERASE, STEPS, steps_of_expert
from experts.admin.finding import FindingAdmin
from experts.admin.joining import JoiningAdmin
from experts.admin.profile import sections_of
from experts.admin.waiting import waiting_since
from experts.domain.duplicates import may_be_double
from experts.domain.looks import Look, note_look
from experts.domain.removal import may_erase
from experts.domain.settings import roster_settings
from experts.enums import ExpertState
from experts.models import Expert, ExpertEvent, ExpertNote
from experts.models.expert import REFERENCE_LENGTH

QUEUE_PAGE = 50
REFERENCE = re.compile(rf"EXP-([0-9A-F]{{{REFERENCE_LENGTH}}})\Z", re.ASCII | re.IGNORECASE)
KEY_LENGTH = 32


class DuplicateFilter(admin.SimpleListFilter):
    title = _("possible duplicates")
    parameter_name = "double"

    def lookups(self, request, model_admin):
        return [("yes", _("may be registered twice"))]

    def queryset(self, request, queryset):
        return may_be_double(queryset) if self.value() == "yes" else queryset


class StateFilter(admin.SimpleListFilter):
    """Without drafts: what was not sent is not for staff."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [(state.value, state.label) for state in ExpertState.registered()]

    def queryset(self, request, queryset):
        return queryset.filter(state=self.value()) if self.value() else queryset


@admin.register(Expert)
class ExpertAdmin(CVAdmin, FindingAdmin, JoiningAdmin):
    steps = STEPS
    record_key = "uuid"
    page_template = "admin/experts/profile.html"
    list_display = [
        "name",
        "reference",
        "state",
        "state_since",
        "nationality_shown",
        "confirmed_shown",
        "paused_shown",
    ]
    list_filter = [StateFilter, DuplicateFilter, "standing"]
    list_select_related = ["nationality"]
    list_per_page = 50
    date_hierarchy = "submitted_at"
    totals = {"state": "state"}
    search_fields = ["name", "name_key", "=user__email"]
    ordering = ["name", "pk"]
    own_pages = [
        ("waiting/", "queue_view", "queue"),
        *FindingAdmin.own_pages,
        *JoiningAdmin.own_pages,
        *CVAdmin.own_pages,
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)

    def get_search_results(self, request, queryset, search_term):
        found = REFERENCE.match(search_term.strip())
        if found is None:
            return super().get_search_results(request, queryset, search_term)
        # The beginning of the key; neither database compares keys as text.
        ends = [UUID(found[1].ljust(KEY_LENGTH, filling)) for filling in "0f"]
        return queryset.filter(pk__range=ends), False

    def links(self):
        return [
            (reverse("admin:experts_expert_queue"), _("Waiting for a decision")),
            (reverse("admin:experts_expert_find"), _("Find experts")),
        ]

    def changelist_view(self, request, extra_context=None):
        if self.has_view_permission(request):
            note_look(look=Look.ROSTER, by=request.user, at=timezone.now())
        return super().changelist_view(request, extra_context)

    def possible_steps(self, record, user):
        return steps_of_expert(record, user)

    def names_of(self, record, subject):
        return {"expert": record}

    def may_step(self, request, record):
        is_erasing = request.resolver_match.url_name.endswith(f"_{ERASE}")
        allowed = super().may_step(request, record)
        return allowed and (not is_erasing or may_erase(request.user))

    def step_view(self, request, verb, record=None, subject=None):
        if verb != ERASE or not self.may_step(request, record):
            return super().step_view(request, verb, record, subject)
        return self._erase_view(request, record)

    @method_decorator(reauthentication_required)
    def _erase_view(self, request, record):
        """The one step that names the person."""
        note_look(look=Look.PROFILE, by=request.user, at=timezone.now(), subject=record)
        return super().step_view(request, ERASE, record)

    def step_initial(self, request):
        """A shortlist hands over what the deployment is for."""
        return {name: request.GET.get(name) for name in ("intervention", "stage")}

    def step_context(self, request, page, record, subject):
        if page is not STEPS[ERASE]:
            return {}
        deployments = record.deployments.select_related("intervention").in_order()
        coming = list(deployments.not_ended(today()))
        return {"coming": coming, "staying": [row for row in deployments if row not in coming]}

    def way_on(self, record: Any):
        if isinstance(record, (ExpertEvent, ExpertNote)):
            return super().way_on(record.expert)
        # Of an erased person nothing has a page.
        return super().way_on(None if isinstance(record, str) else record)

    def title_of(self, record):
        return f"{record.name} ({record.reference})"

    def sections(self, request, record):
        note_look(look=Look.PROFILE, by=request.user, at=timezone.now(), subject=record)
        return sections_of(record)

    def queue_view(self, request):
        """All who wait for a decision, the longest first, with how long they have been promised."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        now = timezone.now()
        note_look(look=Look.QUEUE, by=request.user, at=now)
        rows = self.get_queryset(request).to_review().select_related("nationality")
        page = Paginator(rows.longest_waiting_first(), QUEUE_PAGE).get_page(request.GET.get("p"))
        promised = roster_settings().review_days
        return self.page(
            request,
            "admin/experts/queue.html",
            title=_("Waiting for a decision"),
            rows=[(expert, waiting_since(expert, now, promised)) for expert in page],
            page=page,
            promised=promised,
        )

    @admin.display(description=_("nationality"))
    def nationality_shown(self, record):
        return or_dash(record.nationality)

    @admin.display(description=_("confirmed"), ordering="confirmed_at")
    def confirmed_shown(self, record):
        return or_dash(record.confirmed_at)

    @admin.display(description=_("paused"), boolean=True)
    def paused_shown(self, record):
        return record.is_paused
