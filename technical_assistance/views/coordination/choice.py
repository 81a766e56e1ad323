"""The choice of the intervention that is told of, with the whole form for where no link is."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from acpmigration.accounts.sessions import person_of
from acpmigration.dates import day_in
from technical_assistance.domain.attempts import READS_ONLY
from technical_assistance.domain.blockers import CLOSED_BY, blockers_in, missing_in, with_blockers
from technical_assistance.domain.progress import current_stage, with_last_entry
from technical_assistance.enums import DocumentKind, Happened, StageKind
from technical_assistance.forms.progress_log import ProgressLogForm
from technical_assistance.models import Intervention
from technical_assistance.models.intervention import InterventionQuerySet
from technical_assistance.views.coordination.access import (
    own_or_refuse,
    workspace_page,
)
from technical_assistance.views.coordination.outcomes import possible
from technical_assistance.views.words import label, stage_labels


@dataclass(frozen=True)
class Place:
    """One intervention that can be told of, with what its own form would say beforehand."""

    intervention: Intervention
    stage: StageKind | None
    stands: str
    happened: str
    closing: str
    lacks: str

    @property
    def log(self) -> str:
        return reverse("coordination:progress-log", args=[self.intervention.slug])

    @property
    def page(self) -> str:
        return reverse("coordination:intervention-detail", args=[self.intervention.slug])


@dataclass(frozen=True)
class Answer:
    """One answer to "what happened?"; what it leads to depends on the intervention."""

    value: str
    label: str
    is_chosen: bool
    outcome: str = ""
    lacks: tuple[str, ...] = ()


@workspace_page
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """The own interventions; with ``?intervention=`` the way to the form of one."""
    if slug := request.GET.get("intervention", ""):
        own: Intervention = own_or_refuse(request, Intervention.objects.all(), slug=slug)
        return redirect("coordination:progress-log", slug=own.slug)
    person = person_of(request)
    if not person.writes_records:
        raise PermissionDenied(READS_ONLY)
    today = day_in(person.zone, timezone.now())
    rows = Intervention.objects.editable_by(person).with_lead().by_title()
    context = {
        "places": places_of(with_last_entry(rows.prefetch_related("stages")), today),
        "form": form_of_any(request, today),
        "choices": [
            Answer(answer.value, str(answer.label), answer == Happened.NOTE) for answer in Happened
        ],
    }
    return render(request, "coordination/choose.html", context)


def places_of(rows: InterventionQuerySet, today: date) -> list[Place]:
    labels = stage_labels()
    found = []
    for row in with_blockers(rows, today):
        stage = current_stage(row)
        blockers = blockers_in(row, stage) if stage else []
        lacks_document = any(blocker.mend == "document" for blocker in blockers)
        stands = _("All stages stay as they are.")
        if stage:
            told = {"number": int(stage), "stage": label(labels, stage, "internal")}
            stands = _("Stage %(number)s of 4: %(stage)s") % told
        found.append(
            Place(
                row,
                stage,
                stands,
                happened=" ".join(possible(row, stage)),
                closing=CLOSED_BY[stage] if stage and lacks_document else "",
                lacks=" ".join(str(blocker) for blocker in missing_in(row)),
            )
        )
    return found


def form_of_any(request: HttpRequest, today: date) -> ProgressLogForm:
    """The form with all of its answers; the browser leaves those that fit the intervention."""
    form = ProgressLogForm(
        today=today,
        stage=StageKind.CONCEPT_NOTE,
        closing=None,
        initial={"seen": 0, "document_language": request.LANGUAGE_CODE},
    )
    form.fields["document_kind"].widget.choices = DocumentKind.choices
    return form
