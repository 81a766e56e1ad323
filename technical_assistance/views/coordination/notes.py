"""Printable notes: where an intervention stands, for whoever takes it over."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from acpmigration.accounts.sessions import person_of
from acpmigration.dates import day_in
from acpmigration.pages.models import Text
from acpmigration.panels import Panel
from technical_assistance.domain.blockers import Blocker, missing_in, with_blockers
from technical_assistance.enums import StageState
from technical_assistance.models import Intervention, StageDocument
from technical_assistance.models.intervention import InterventionQuerySet
from technical_assistance.models.noted import for_notes
from technical_assistance.views.coordination.access import seen_or_refuse, workspace_page
from technical_assistance.views.coordination.hand_over import seen_hand_over
from technical_assistance.views.coordination.progress import entry_words
from technical_assistance.views.coordination.seen import SeenInterventions, panels_of_each
from technical_assistance.views.coordination.trails import below_hand_over, below_intervention
from technical_assistance.views.words import dates_of, label, stage_labels

PAGE = "coordination-note"


@dataclass(frozen=True)
class StageLine:
    """A stage as the note tells it."""

    label: str
    state: str
    dates: str


@dataclass(frozen=True)
class Note:
    """All that the note of one intervention says."""

    intervention: Intervention
    stages: list[StageLine]
    blockers: list[Blocker]
    next_on: date | None
    is_overdue: bool
    documents: list[StageDocument]
    entries: list[dict[str, str]]
    panels: list[Panel]


@workspace_page
@require_safe
def note(request: HttpRequest, slug: str) -> HttpResponse:
    found: Intervention = seen_or_refuse(request, Intervention.objects.all(), slug=slug)
    rows = Intervention.objects.filter(pk=found.pk)
    notes = notes_of(rows, request)
    trail = below_intervention(notes[0].intervention, _("Note to print"))
    return render(request, "coordination/notes.html", {"notes": notes, "trail": trail})


@workspace_page
@require_safe
def of_hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Those of all that was handed over, as far as the reader still works on it."""
    person, found = person_of(request), seen_hand_over(request, pk)
    rows = Intervention.objects.worked_on_by(person).filter(hand_overs=found)
    way = reverse("coordination:hand-over-detail", args=[pk])
    context = {
        "notes": notes_of(rows, request),
        "hand_over": found,
        "trail": below_hand_over(
            {"label": str(found), "link": way}, {"label": _("Notes to print")}
        ),
    }
    return render(request, "coordination/notes.html", context)


def notes_of(rows: InterventionQuerySet, request: HttpRequest) -> list[Note]:
    """The notes in a fixed number of queries, whatever the number of interventions."""
    person = person_of(request)
    today = day_in(person.zone, timezone.now())
    found = list(with_blockers(for_notes(rows), today))
    panels = panels_of_each(PAGE, SeenInterventions(found, person))
    labels = stage_labels()
    return [told(row, labels, panels[row.pk], today) for row in found]


def told(row: Intervention, labels: Mapping[str, Text], panels: list[Panel], today: date) -> Note:
    next_on = next_of(row)
    stages = list(row.stages.all())
    return Note(
        row,
        [
            StageLine(
                label(labels, stage.kind, "internal"),
                str(stage.get_state_display()),
                dates_of(stage),
            )
            for stage in stages
        ],
        missing_in(row),
        next_on,
        next_on is not None and next_on < today,
        [document for stage in stages for document in stage.documents.all()],
        [entry_words(entry) for entry in row.last_entries],
        panels,
    )


def next_of(row: Intervention) -> date | None:
    """The soonest day that is planned: of an open stage or of a follow-up."""
    planned = [stage.due_on for stage in row.stages.all() if stage.state in StageState.open()]
    due = [follow_up.due_on for follow_up in row.open_follow_ups]
    return min((day for day in chain(planned, due) if day), default=None)
