"""Requests of the own regions: those that wait for a decision first."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from acpmigration.accounts.enums import Role
from acpmigration.accounts.models import User
from acpmigration.accounts.sessions import person_of
from acpmigration.dates import day_in
from acpmigration.reference.models import Region
from acpmigration.sending import attachment_response
from technical_assistance.domain.possible import steps_of_request
from technical_assistance.domain.transitions import REQUESTS, RequestVerb
from technical_assistance.forms import RegionForm
from technical_assistance.models import AssistanceRequest
from technical_assistance.views.coordination.access import seen_or_refuse, workspace_page
from technical_assistance.views.coordination.request_words import STEPS, history_of
from technical_assistance.views.coordination.trails import below_requests

PAGE = 50


@dataclass(frozen=True)
class Line:
    """A request in the list, and for how many days it has waited where that is known."""

    request: AssistanceRequest
    days: int | None


@workspace_page
@require_safe
def request_list(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    rows = AssistanceRequest.objects.worked_on_by(person).for_list().waiting_first()
    form = RegionForm(request.GET, by=person)
    region = form.cleaned_data["region"] if form.is_valid() else None
    if region:
        rows = rows.in_regions(Region.objects.filter(pk=region.pk))
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    today = day_in(person.zone, timezone.now())
    lines = [Line(row, age_of(row, today)) for row in page]
    context = {
        "waiting": [line for line in lines if line.request.is_undecided],
        "decided": [line for line in lines if not line.request.is_undecided],
        "page": page,
        "form": form,
        "may_receive": person.role in REQUESTS[RequestVerb.RECEIVE].roles,
    }
    return render(request, "coordination/requests.html", context)


@workspace_page
@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    found: AssistanceRequest = seen_or_refuse(
        request, AssistanceRequest.objects.for_page(), slug=slug
    )
    person = person_of(request)
    context = {
        "trail": below_requests({"label": found.lead_name}),
        "request_": found,
        "days": age_of(found, day_in(person.zone, timezone.now())),
        "steps": steps_shown(found, person),
        "waits_for": waits_for_editor(found, person),
        "lines": history_of(found),
    }
    return render(request, "coordination/request.html", context)


@workspace_page
@require_safe
def letter(request: HttpRequest, slug: str) -> HttpResponseBase:
    found: AssistanceRequest = seen_or_refuse(request, AssistanceRequest.objects.all(), slug=slug)
    if not found.letter:
        raise Http404
    return attachment_response(request, found.letter, found.letter_name)


def age_of(request: AssistanceRequest, today: date) -> int | None:
    """Days since it came, of one that waits; from the last day of an imprecise date."""
    if request.received_until is None or not request.is_undecided:
        return None
    return max((today - request.received_until).days, 0)


def steps_shown(request: AssistanceRequest, person: User) -> list[dict[str, str]]:
    return [
        {
            "label": str(STEPS[step.verb].label),
            "link": reverse("coordination:request-step", args=[request.slug, step.verb]),
        }
        for step in steps_of_request(request, person)
        if step.verb in STEPS
    ]


def waits_for_editor(request: AssistanceRequest, person: User) -> str:
    """The decisions that are to be taken now and are not this person's."""
    if not request.is_undecided:
        return ""
    own = {step.verb for step in steps_of_request(request, person)}
    others = [
        str(STEPS[verb].label).lower()
        for verb, transition in REQUESTS.items()
        if request.state in transition.sources
        and verb not in own
        # What a coordinator does too waits for nobody else.
        and Role.COORDINATOR not in transition.roles
    ]
    if not others:
        return ""
    return _("Waits for an editor: %(steps)s.") % {"steps": ", ".join(others)}
