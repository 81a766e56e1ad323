"""Hand-over: choose a successor, see what moves, move it, and what moved."""

from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from acpmigration.accounts.models import User
from acpmigration.accounts.sessions import person_of
from acpmigration.permissions import is_coordinator
from acpmigration.refusals import Refusal
from technical_assistance.domain.attempts import READS_ONLY, note_attempt
from technical_assistance.domain.hand_over import hand_over as carry_out
from technical_assistance.domain.hand_over import holdings_of
from technical_assistance.domain.once import Outcome, once
from technical_assistance.forms.hand_over import HandOverForm
from technical_assistance.models import HandOver, Intervention
from technical_assistance.views.coordination.access import workspace_page
from technical_assistance.views.coordination.trails import below_hand_over

SHOWN = 20


@workspace_page
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest) -> HttpResponse:
    """Choose by GET, which changes nothing and shows what would move; a POST moves it."""
    person = person_of(request)
    if not person.writes_records:
        raise PermissionDenied(READS_ONLY)
    given = request.POST if request.method == "POST" else request.GET
    form = HandOverForm(given if "taker" in given else None, by=person)
    note_other_giver(person, given.get("giver", ""))
    if form.is_valid() and request.method == "POST":
        outcome = move(person, form)
        if outcome is not None:
            return redirect("coordination:hand-over-detail", pk=outcome.made)
    return show(request, form)


def note_other_giver(person: User, giver: str) -> None:
    """A coordinator's form has no such field: whoever names another person has made it by hand."""
    if is_coordinator(person) and giver.isdecimal():
        for other in User.objects.filter(pk=giver[:18]).exclude(pk=person.pk):
            note_attempt(by=person, subject=other, at=timezone.now())


def move(person: User, form: HandOverForm) -> Outcome | None:
    """Nothing where it was refused: the form says why."""
    now, taker = timezone.now(), form.cleaned_data["taker"]

    def do() -> str:
        return str(carry_out(giver=form.from_whom, taker=taker, by=person, at=now).pk)

    try:
        return once(sent=form.sent, by=person, at=now, do=do)
    except Refusal as refusal:
        form.refuse(refusal)
    except IntegrityError:
        form.add_error(
            None, _("Somebody saved the same thing at the same moment. Check and send again.")
        )
    return None


def show(request: HttpRequest, form: HandOverForm) -> HttpResponse:
    person = person_of(request)
    context = {
        "form": form,
        "past": HandOver.objects.visible_to(person).for_list()[:SHOWN],
        "giver": None,
    }
    chosen = form.is_bound and {"giver", "taker"} & set(form.fields) <= set(form.cleaned_data)
    if chosen:
        taker = form.cleaned_data["taker"]
        context |= {
            "giver": form.from_whom,
            "taker": taker,
            "holdings": holdings_of(form.from_whom, taker),
            "key": HandOverForm(by=person)["key"].value(),
        }
    is_refused = request.method == "POST" and form.errors
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_refused else HTTPStatus.OK
    return render(request, "coordination/hand_over.html", context, status=status)


@workspace_page
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    person, found = person_of(request), seen_hand_over(request, pk)
    rows = Intervention.objects.worked_on_by(person).filter(hand_overs=found)
    context = {
        "trail": below_hand_over({"label": str(found)}),
        "hand_over": found,
        "interventions": rows.with_lead().by_title(),
    }
    return render(request, "coordination/handed_over.html", context)


def seen_hand_over(request: HttpRequest, pk: int) -> HandOver:
    """Return a hand-over of one's own, or any for staff.

    :raises Http404: for anything else, and notes the attempt.
    """
    person = person_of(request)
    found = get_object_or_404(HandOver.objects.for_list(), pk=pk)
    if not HandOver.objects.visible_to(person).filter(pk=pk).exists():
        note_attempt(by=person, subject=found, at=timezone.now())
        raise Http404
    return found
