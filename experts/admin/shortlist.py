"""Shortlists: criteria in words beside each person, no score; who was chosen, when and why."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import Count, Prefetch
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from experts.admin.candidates import candidates, plan_of
from experts.admin.expert_steps import DEPLOY
from experts.admin.shown import ShownAdmin
from experts.domain.days import meter_of
from experts.domain.looks import Look, note_look
from experts.domain.matching import asked_by, for_matching
from experts.domain.shortlists import add_to_shortlist, change_criteria, decide, make_shortlist
from experts.enums import Decision, Gender
from experts.filters import ORDERS, SORTS
from experts.forms.shortlist import CriteriaForm
from experts.forms.steps import DecisionForm, RosterStepForm
from experts.models import Choice, ChoiceEvent, Expert, Shortlist
from experts.models.deployment import STAGES
from technical_assistance.admin.steps import StepPage
from technical_assistance.domain.possible import Step
from technical_assistance.enums import StageKind
from technical_assistance.models import Intervention

CRITERIA, MAKE, ADD = "criteria", "make", "add-person"
# What can still be decided, by what was decided last.
VERBS = {
    Decision.LISTED: ("choose", "drop"),
    Decision.CHOSEN: ("drop", "relist"),
    Decision.DROPPED: ("choose", "relist"),
}


def _decision(label: Any, decision: Decision) -> StepPage:
    call = partial(decide, decision=decision)
    return StepPage(label, DecisionForm, call, ("choice", "by", "at"), NOTED, of="choice")


NOTED = gettext_lazy("Your decision was noted, with the reason.")
STEPS: dict[str, StepPage] = {
    CRITERIA: StepPage(
        gettext_lazy("Change the criteria"),
        CriteriaForm,
        change_criteria,
        ("shortlist", "by", "at"),
        gettext_lazy("The criteria were changed."),
    ),
    "choose": _decision(gettext_lazy("Choose this person"), Decision.CHOSEN),
    "drop": _decision(gettext_lazy("Do not choose this person"), Decision.DROPPED),
    "relist": _decision(gettext_lazy("Put back on the list"), Decision.LISTED),
    ADD: StepPage(
        gettext_lazy("Add to the shortlist"),
        DecisionForm,
        add_to_shortlist,
        ("shortlist", "expert", "by", "at"),
        gettext_lazy("The person is on the shortlist."),
        is_placed_elsewhere=True,
    ),
    MAKE: StepPage(
        gettext_lazy("Make a shortlist"),
        RosterStepForm,
        make_shortlist,
        ("intervention", "stage", "by", "at"),
        gettext_lazy("This shortlist asks for what the intervention is about."),
        is_placed_elsewhere=True,
    ),
}


@dataclass(frozen=True)
class Wanted:
    """What a shortlist is made for."""

    intervention: Intervention
    stage: StageKind

    def __str__(self) -> str:
        return f"{self.intervention}: {self.stage.label}"


def _person_of(subject: Any) -> Expert | None:
    """Whom a page of a shortlist names."""
    person = subject.expert if isinstance(subject, Choice) else subject
    return person if isinstance(person, Expert) else None


@admin.register(Shortlist)
class ShortlistAdmin(ShownAdmin):
    steps = STEPS
    page_template = "admin/experts/shortlist.html"
    list_display = ["intervention", "stage", "people", "made_at", "made_by"]
    list_filter = ["stage"]
    list_per_page = 50
    search_fields = ["intervention__code", "intervention__title_en"]
    ordering = ["-made_at", "pk"]
    own_pages = [
        ("make/<int:intervention_id>/<int:stage>/", "make_view", "make"),
        ("<int:record_id>/add/<uuid:expert_id>/", "add_person_view", "person"),
    ]

    def get_queryset(self, request):
        rows = super().get_queryset(request).annotate(people=Count("choices"))
        return rows.select_related(
            "intervention__country__region",
            "intervention__regional_organisation__region",
            "made_by",
        )

    def make_view(self, request, intervention_id, stage):
        self.get_queryset(request)
        intervention = get_object_or_404(Intervention, pk=intervention_id)
        if stage not in STAGES:
            raise Http404
        made = Shortlist.objects.filter(intervention=intervention, stage=stage).first()
        if made is not None:
            return HttpResponseRedirect(self.way_on(made))
        return self.step_view(request, MAKE, None, Wanted(intervention, StageKind(stage)))

    def add_person_view(self, request, record_id, expert_id):
        shortlist = get_object_or_404(self.get_queryset(request), pk=record_id)
        expert = get_object_or_404(Expert.objects.registered(), pk=expert_id)
        return self.step_view(request, ADD, shortlist, expert)

    def names_of(self, record, subject):
        if isinstance(subject, Wanted):
            return {"intervention": subject.intervention, "stage": subject.stage}
        return {"shortlist": record, "choice": subject, "expert": subject}

    def get_subject(self, page, record, number):
        return get_object_or_404(record.choices.select_related("expert"), pk=number)

    def step_view(self, request, verb, record=None, subject=None):
        person = _person_of(subject)
        if person is not None and self.may_step(request, record):
            note_look(look=Look.PROFILE, by=request.user, at=timezone.now(), subject=person)
        return super().step_view(request, verb, record, subject)

    def step_context(self, request, page, record, subject):
        person = _person_of(subject)
        if person is not None:
            return {"subtitle": person.name}
        return {"subtitle": str(subject)} if isinstance(subject, Wanted) else {}

    def way_on(self, record):
        return super().way_on(record.shortlist if isinstance(record, Choice) else record)

    def possible_steps(self, record, user):
        yield Step(CRITERIA)

    def title_of(self, record):
        return f"{record.intervention}: {record.get_stage_display()}"

    def sections(self, request, record):
        now = timezone.now()
        note_look(look=Look.SHORTLIST, by=request.user, at=now, subject=record)
        sort = request.GET.get("sort")
        order = ORDERS[sort if sort in ORDERS else "name"]
        asked = asked_by(record)
        choices = self._choices(record)
        people = for_matching(Expert.objects.filter(pk__in=choices)).order_by(*order)
        lines = candidates(people, asked, plan_of(record), now)
        return {
            "asked": asked,
            "rows": [self._row(record, choices[line.expert.pk], line, request) for line in lines],
            "genders": self._genders(choices),
            "meter": meter_of(record.intervention),
            "sorts": SORTS,
            "sort": sort if sort in ORDERS else "name",
            "find": f"{reverse('admin:experts_expert_find')}?{self._wanted(record)}",
        }

    def _choices(self, record):
        events = ChoiceEvent.objects.select_related("by").newest_first()
        rows = record.choices.select_related("expert", "by")
        return {
            choice.expert_id: choice for choice in rows.prefetch_related(Prefetch("events", events))
        }

    def _row(self, record, choice, line, request):
        """A person with what can be decided now; nobody decides on the own profile."""
        is_own = choice.expert.user_id == request.user.pk
        verbs = () if is_own else VERBS[Decision(choice.decision)]
        links = [
            (self._address(verb, record.pk, choice.pk), self.steps[verb].label) for verb in verbs
        ]
        if choice.decision == Decision.CHOSEN and not is_own:
            page = reverse(f"admin:experts_expert_{DEPLOY}", args=[choice.expert_id])
            query = urlencode({"intervention": record.intervention_id, "stage": record.stage})
            links.append((f"{page}?{query}", _("Plan a deployment")))
        return {"choice": choice, "line": line, "links": links}

    def _address(self, verb, *args):
        return reverse(f"admin:experts_shortlist_{verb}", args=args)

    def _genders(self, choices):
        """How many of those who are not dropped are of each gender, in this order."""
        counted = Counter(
            choice.expert.gender
            for choice in choices.values()
            if choice.decision != Decision.DROPPED
        )
        return [(Gender(gender).label, counted[gender]) for gender in Gender]

    def _wanted(self, record):
        """The criteria as the search takes them: all of them at once, to be loosened there."""
        wanted = {
            "shortlist": record.pk,
            "topic": [topic.slug for topic in record.topics.all()],
            "typology": [typology.slug for typology in record.typologies.all()],
            "language": record.language or None,
            "level": record.least_level,
            "starts": record.starts_on,
            "ends": record.ends_before and record.ends_before - timedelta(days=1),
        }
        if record.intervention.region is not None:
            wanted["region"] = record.intervention.region.slug
        return urlencode({name: value for name, value in wanted.items() if value}, doseq=True)

    @admin.display(description=gettext_lazy("people"))
    def people(self, record):
        return record.people
