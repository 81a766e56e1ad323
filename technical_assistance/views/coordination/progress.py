"""Logging progress: the short form."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from acpmigration.accounts.sessions import person_of
from acpmigration.answers import wants_data
from acpmigration.dates import DatedFact, day_in
from acpmigration.keeping import keeps_typing, typed_in
from acpmigration.refusals import NotYours, Refusal
from technical_assistance.domain.attempts import note_attempt
from technical_assistance.domain.blockers import CLOSED_BY
from technical_assistance.domain.log import last_entry
from technical_assistance.domain.mailing import readers_of
from technical_assistance.domain.progress import (
    ChangedMeanwhile,
    current_stage,
    log_progress,
)
from technical_assistance.domain.settings import workspace_settings
from technical_assistance.enums import Happened, MailSwitch, StageKind
from technical_assistance.forms.progress_log import ProgressLogForm
from technical_assistance.models import Intervention, ProgressEntry, StageDocument
from technical_assistance.views.coordination.access import own_or_refuse, workspace_page
from technical_assistance.views.coordination.outcomes import choices_of, public_effect
from technical_assistance.views.coordination.standing import cell_under_way, line_of
from technical_assistance.views.coordination.trails import below_intervention
from technical_assistance.views.words import stage_labels


@dataclass(frozen=True)
class Answer:
    """What became of a form: the answer's status, and what is beside the form then."""

    status: HTTPStatus = HTTPStatus.OK
    entries: tuple[ProgressEntry, ...] = ()
    made: str = ""
    is_new: bool = True


@workspace_page
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typing
def log(request: HttpRequest, slug: str) -> HttpResponse:
    intervention: Intervention = own_or_refuse(
        request, Intervention.objects.with_lead().prefetch_related("stages"), slug=slug
    )
    typed = typed_in(request)
    form = form_for(request, intervention, typed.data, typed.files)
    answer = Answer()
    if typed.is_sent:
        answer = carry_out(request, intervention, form)
        if answer.made:
            return saved(request, intervention, answer)
        if wants_data(request):
            return refused(request, form, answer)
    typed.keep_files(form)
    return show(request, intervention, form, answer)


def form_for(
    request: HttpRequest, intervention: Intervention, *sent: Any, **given: Any
) -> ProgressLogForm:
    stage = current_stage(intervention)
    return ProgressLogForm(
        *sent,
        today=day_in(person_of(request).zone, timezone.now()),
        stage=stage,
        closing=closing_document(intervention, stage),
        initial={"seen": last_entry(intervention), "document_language": request.LANGUAGE_CODE},
        **given,
    )


def closing_document(intervention: Intervention, stage: StageKind | None) -> Any:
    """The kind of document that the stage still lacks."""
    if stage is None:
        return None
    kind = CLOSED_BY[stage]
    attached = StageDocument.objects.filter(stage__intervention=intervention, kind=kind)
    return None if attached.exists() else kind


def carry_out(request: HttpRequest, intervention: Intervention, form: ProgressLogForm) -> Answer:
    if not form.is_valid():
        return Answer(HTTPStatus.UNPROCESSABLE_ENTITY)
    person, now = person_of(request), timezone.now()
    try:
        outcome = log_progress(
            intervention=intervention,
            report=form.report,
            by=person,
            at=now,
            today=day_in(person.zone, now),
            seen=form.cleaned_data["seen"],
            sent=form.sent,
        )
    except ChangedMeanwhile as changed:
        form.refuse(changed)
        return Answer(HTTPStatus.CONFLICT, tuple(changed.entries))
    except NotYours as refusal:
        note_attempt(by=person, subject=intervention, at=now)
        form.refuse(refusal)
        return Answer(HTTPStatus.FORBIDDEN)
    except Refusal as refusal:
        form.refuse(refusal)
        return Answer(HTTPStatus.UNPROCESSABLE_ENTITY)
    return Answer(made=outcome.made, is_new=outcome.is_new)


def saved(request: HttpRequest, intervention: Intervention, answer: Answer) -> HttpResponse:
    way = reverse("coordination:intervention-detail", args=[intervention.slug])
    words = _("Saved.") if answer.is_new else _("This form was sent already: it stands once.")
    if wants_data(request):
        status = HTTPStatus.CREATED if answer.is_new else HTTPStatus.OK
        return JsonResponse(
            {"saved": True, "again": not answer.is_new, "url": way, "words": words}, status=status
        )
    messages.success(request, words)
    return redirect(way)


def refused(request: HttpRequest, form: ProgressLogForm, answer: Answer) -> HttpResponse:
    """What was wrong, for the browser's queue: the person mends it on the page."""
    found = {
        "errors": {name: [str(one) for one in errors] for name, errors in form.errors.items()},
        "conflict": [entry_words(entry) for entry in answer.entries],
        "url": request.path,
    }
    return JsonResponse(found, status=answer.status)


def show(
    request: HttpRequest, intervention: Intervention, form: ProgressLogForm, answer: Answer
) -> HttpResponse:
    line = line_of(intervention, person_of(request), timezone.now())
    fresh = line.intervention
    stage = current_stage(fresh)
    labels = stage_labels()
    blockers = line.missing
    if form.is_bound:
        form = bring_up_to_date(request, fresh, form, answer)
    context = {
        "trail": below_intervention(fresh, _("Log progress")),
        "intervention": fresh,
        "form": form,
        "standing": cell_under_way(line),
        "choices": choices_of(fresh, stage, labels, form, blockers),
        "blockers": blockers,
        "lacks_document": any(blocker.mend == "document" for blocker in blockers),
        "public_effect": public_effect(fresh),
        "readers": readers_of(fresh, besides=person_of(request)),
        "is_held": workspace_settings().progress_mails == MailSwitch.HELD,
        "entries": [entry_words(entry) for entry in answer.entries],
        "last": [
            entry_words(entry) for entry in fresh.entries.select_related("by").newest_first()[:3]
        ],
    }
    return render(request, "coordination/log.html", context, status=answer.status)


def bring_up_to_date(
    request: HttpRequest, intervention: Intervention, form: ProgressLogForm, answer: Answer
) -> ProgressLogForm:
    """After a conflict the form is about where things stand now, and moves nothing by itself."""
    if answer.status != HTTPStatus.CONFLICT:
        return form
    stage = current_stage(intervention)
    data = cast("QueryDict", form.data).copy()
    data["seen"], data["stage"] = str(last_entry(intervention)), str(stage or "")
    if form.cleaned_data.get("stage") != stage:
        data["happened"] = Happened.NOTE
    again = form_for(request, intervention, data, form.files)
    again.full_clean()
    again.refuse(ChangedMeanwhile(list(answer.entries)))
    return again


def entry_words(entry: ProgressEntry) -> dict[str, str]:
    """One line of the log, in the reader's words and on the reader's clock."""
    return {
        "what": str(entry.get_verb_display()),
        "stage": str(StageKind(entry.stage).label) if entry.stage else "",
        "on": str(entry.effective or ""),
        "by": str(entry.by),
        "at": timezone.localtime(entry.recorded_at).strftime("%H:%M"),
        "day": str(DatedFact.on(timezone.localtime(entry.recorded_at).date())),
        "note": entry.note,
    }
