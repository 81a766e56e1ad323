"""My region: where each intervention stands, the one that needs me most first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from acpmigration.accounts.sessions import person_of
from technical_assistance.models import Intervention
from technical_assistance.views.coordination.access import workspace_page


@workspace_page
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    rows = Intervention.objects.worked_on_by(person_of(request)).with_lead().by_title()
    return render(request, "coordination/board.html", {"interventions": rows})
