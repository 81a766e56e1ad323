"""Receiving a request, and the steps to the decision on it."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from acpmigration.accounts.sessions import person_of
from acpmigration.dates import day_in
from acpmigration.keeping import Typed, keeps_typing, typed_in
from acpmigration.permissions import is_coordinator
from acpmigration.refusals import NotYours, Refusal
from technical_assistance.domain.attempts import READS_ONLY, note_attempt
from technical_assistance.domain.once import Outcome, once
from technical_assistance.domain.requests import receive_request
from technical_assistance.domain.transitions import REQUESTS, RequestVerb
from technical_assistance.forms import OwnReceiveForm, ReceiveForm, StepForm
from technical_assistance.models import AssistanceRequest
from technical_assistance.views.coordination.access import (
    own_or_refuse,
    workspace_page,
)
from technical_assistance.views.coordination.request_words import STEPS, StepPage, decision_on
from technical_assistance.views.coordination.trails import below_request, below_requests


@workspace_page
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typing
def receive(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    if person.role not in REQUESTS[RequestVerb.RECEIVE].roles:
        raise PermissionDenied(READS_ONLY)
    typed = typed_in(request)
    form = receive_form(request, typed)
    if typed.is_sent and form.is_valid() and (outcome := take_in(request, form)):
        tell(request, outcome, _("The request was received."))
        return redirect("coordination:request-detail", slug=outcome.made)
    typed.keep_files(form)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if typed.is_sent else HTTPStatus.OK
    context = {"form": form, "trail": below_requests({"label": _("Receive a request")})}
    return render(request, "coordination/receive.html", context, status=status)


def receive_form(request: HttpRequest, typed: Typed) -> ReceiveForm:
    person = person_of(request)
    today = day_in(person.zone, timezone.now())
    if is_coordinator(person):
        return OwnReceiveForm(typed.data, typed.files, by=person, today=today)
    return ReceiveForm(typed.data, typed.files, today=today)


def take_in(request: HttpRequest, form: ReceiveForm) -> Outcome | None:
    """Nothing where it was refused: the form says why."""
    person, now = person_of(request), timezone.now()
    told = {"by": person, "today": form.today, **form.arguments()}
    try:
        return once(
            sent=form.sent_as("request-receive"),
            by=person,
            at=now,
            do=lambda: receive_request(**told).slug,
        )
    except NotYours as refusal:
        note_attempt(by=person, subject=told["lead"], at=now)
        form.refuse(refusal)
    except Refusal as refusal:
        form.refuse(refusal)
    return None


@workspace_page
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typing
def step(request: HttpRequest, slug: str, verb: str) -> HttpResponse:
    if verb not in STEPS:
        raise Http404
    found: AssistanceRequest = own_or_refuse(
        request, AssistanceRequest.objects.for_page(), slug=slug
    )
    person = person_of(request)
    if person.role not in REQUESTS[RequestVerb(verb)].roles:
        raise PermissionDenied(_("This decision waits for an editor of the Action."))
    page, today = STEPS[verb], day_in(person.zone, timezone.now())
    typed = typed_in(request)
    form = page.form(typed.data, typed.files, record=found, today=today)
    if typed.is_sent and form.is_valid():
        outcome = carry_out(request, page, verb, form)
        if outcome is not None:
            tell(request, outcome, str(page.done))
            return way_on(verb, found, outcome)
    return show_step(request, page, verb, form, is_sent=typed.is_sent)


def carry_out(request: HttpRequest, page: StepPage, verb: str, form: StepForm) -> Outcome | None:
    """Nothing where the form has to be shown again, with what was refused."""
    person = person_of(request)
    told = {"request": form.record, "by": person, **form.arguments()}
    if page.takes_today:
        told["today"] = form.today
    try:
        return once(
            sent=form.sent_as(f"request-{verb}"),
            by=person,
            at=timezone.now(),
            do=lambda: page.call(**told).slug,
        )
    except Refusal as refusal:
        form.refuse(refusal)
    except IntegrityError:
        form.add_error(
            None, _("Somebody saved the same thing at the same moment. Check and send again.")
        )
    return None


def way_on(verb: str, record: AssistanceRequest, outcome: Outcome) -> HttpResponse:
    if verb == RequestVerb.ACCEPT:
        return redirect("coordination:intervention-detail", slug=outcome.made)
    return redirect("coordination:request-detail", slug=record.slug)


def show_step(
    request: HttpRequest, page: StepPage, verb: str, form: StepForm, *, is_sent: bool
) -> HttpResponse:
    """The form; where somebody else was first, what was decided stands above it.

    A form that was not filled in is left out then: there is nothing to decide any more.
    """
    fresh = AssistanceRequest.objects.for_page().get(pk=form.record.pk)
    is_late = fresh.state not in REQUESTS[RequestVerb(verb)].sources
    status = HTTPStatus.OK
    if is_sent:
        status = HTTPStatus.CONFLICT if is_late else HTTPStatus.UNPROCESSABLE_ENTITY
    context = {
        "trail": below_request(fresh, str(page.label)),
        "request_": fresh,
        "page": page,
        "form": form if form.is_bound or not is_late else None,
        "decision": decision_on(fresh) if is_late else None,
    }
    return render(request, "coordination/request_step.html", context, status=status)


def tell(request: HttpRequest, outcome: Outcome, words: str) -> None:
    again = _("This form was sent already: it stands once.")
    messages.success(request, words if outcome.is_new else again)
