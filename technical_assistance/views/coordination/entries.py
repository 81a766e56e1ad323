"""Correcting a line of the log: the old one stays beside it."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from acpmigration.accounts.sessions import person_of
from acpmigration.dates import day_in
from acpmigration.keeping import keeps_typing, typed_in
from acpmigration.refusals import Refusal
from technical_assistance.domain.interventions import correct_entry
from technical_assistance.domain.mailing import telling
from technical_assistance.domain.once import once
from technical_assistance.forms import CorrectForm
from technical_assistance.models import Intervention, ProgressEntry
from technical_assistance.views.coordination.access import own_or_refuse, workspace_page
from technical_assistance.views.coordination.trails import below_intervention


@workspace_page
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typing
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    entry = get_object_or_404(ProgressEntry.objects.select_related("by"), pk=pk)
    intervention: Intervention = own_or_refuse(
        request, Intervention.objects.with_lead(), pk=entry.intervention_id
    )
    today = day_in(person_of(request).zone, timezone.now())
    typed = typed_in(request)
    form = CorrectForm(typed.data, record=entry, of=entry, today=today)
    if typed.is_sent and form.is_valid() and _carry_out(request, intervention, entry, form):
        messages.success(request, _("The correction was added; the old line stays beside it."))
        return redirect("coordination:intervention-detail", slug=intervention.slug)
    context = {
        "form": form,
        "entry": entry,
        "intervention": intervention,
        "trail": below_intervention(intervention, _("Correct an entry")),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if typed.is_sent else HTTPStatus.OK
    return render(request, "coordination/correct.html", context, status=status)


def _carry_out(
    request: HttpRequest, intervention: Intervention, entry: ProgressEntry, form: CorrectForm
) -> bool:
    person, now = person_of(request), timezone.now()
    told, sent = form.arguments(), form.sent_as("correct")

    def do() -> str:
        made = telling(correct_entry)(
            entry=entry, by=person, today=day_in(person.zone, now), at=now, key=sent.key, **told
        )
        return str(made.pk)

    try:
        once(sent=sent, by=person, at=now, do=do, intervention=intervention)
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    return True
