"""One intervention as those see it who work on it."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from acpmigration.accounts.models import User
from acpmigration.accounts.sessions import person_of
from acpmigration.dates import day_in
from acpmigration.panels import panels_for
from technical_assistance.domain.attempts import note_attempt
from technical_assistance.domain.blockers import Blocker
from technical_assistance.models import FocalPoint, FollowUp, Intervention, StageDocument
from technical_assistance.models.subjects import subjects_of
from technical_assistance.views.coordination.access import seen_or_refuse, workspace_page
from technical_assistance.views.coordination.seen import SeenIntervention
from technical_assistance.views.coordination.standing import cell_under_way, line_of
from technical_assistance.views.detail import facts, related
from technical_assistance.views.files import document_response
from technical_assistance.views.track import track_of
from technical_assistance.views.words import stage_labels


@workspace_page
@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    person = person_of(request)
    rows = Intervention.objects.for_page().select_related("coordinator")
    published = (
        rows.published()
        .filter(slug=slug)
        .exclude(pk__in=Intervention.objects.worked_on_by(person).values("pk"))
    )
    if other := published.first():
        # Of another region the public page says all that this person may read.
        return redirect(other)
    intervention: Intervention = seen_or_refuse(request, rows, slug=slug)
    context = context_of(intervention, person, timezone.now())
    return render(request, "coordination/intervention.html", context)


def context_of(intervention: Intervention, person: User, at: datetime) -> dict[str, Any]:
    """All that the page shows; the row comes from ``for_page()``."""
    labels = stage_labels()
    line = line_of(intervention, person, at)
    documents = (
        StageDocument.objects.visible_to(person)
        .filter(stage__intervention=intervention)
        .select_related("stage__intervention")
    )
    entries = list(intervention.entries.select_related("by", "correction").newest_first())
    return {
        "trail": [
            {"label": _("My region"), "link": reverse("coordination:board")},
            {"label": intervention.lead_name},
        ],
        "intervention": intervention,
        "today": day_in(person.zone, at),
        "can_write": _can_write(intervention, person),
        "stages": track_of(intervention, documents.in_order(), labels, link_of_document),
        "standing": cell_under_way(line),
        "blockers": [
            {"sentence": blocker, "link": link_to_mend(intervention, blocker)}
            for blocker in line.missing
        ],
        "entries_public": [entry for entry in entries if entry.is_public],
        "entries_internal": [entry for entry in entries if not entry.is_public],
        "facts": facts(intervention, subjects_of(intervention)),
        "focal_points": FocalPoint.objects.visible_to(person)
        .filter(intervention=intervention)
        .by_name(),
        "follow_ups": FollowUp.objects.visible_to(person)
        .filter(intervention=intervention)
        .open()
        .select_related("owner")
        .soonest_first(),
        "is_own": intervention.coordinator_id == person.pk,
        "is_subscribed": intervention.subscriptions.filter(person=person).exists(),
        "panels": panels_for("coordination-intervention", SeenIntervention(intervention, person)),
        "related": related(intervention),
    }


def _can_write(intervention: Intervention, person: User) -> bool:
    return Intervention.objects.editable_by(person).filter(pk=intervention.pk).exists()


def link_of_document(document: StageDocument) -> str:
    slug = document.stage.intervention.slug
    return reverse("coordination:document", args=[slug, document.pk, document.file_name])


def link_to_mend(intervention: Intervention, blocker: Blocker) -> str:
    """Where a person who works on the intervention mends what is missing."""
    if blocker.mend == "entity":
        return reverse("coordination:people", args=[intervention.slug])
    if blocker.mend == "document":
        return reverse("coordination:progress-log", args=[intervention.slug]) + "#id_document"
    return f"#{blocker.mend}"


@workspace_page
@require_safe
def document(request: HttpRequest, slug: str, pk: int, filename: str) -> HttpResponseBase:
    """A document of an intervention, internal or not, given out by its row's rule."""
    person = person_of(request)
    found = get_object_or_404(StageDocument, pk=pk, stage__intervention__slug=slug)
    if not StageDocument.objects.visible_to(person).filter(pk=pk).exists():
        note_attempt(by=person, subject=found, at=timezone.now())
        raise Http404
    if filename != found.file_name:
        return redirect("coordination:document", slug=slug, pk=pk, filename=found.file_name)
    return document_response(request, found)
