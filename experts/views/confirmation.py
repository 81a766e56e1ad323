"""The yearly mail's link: a page with one button, so that a mail scanner confirms nothing."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from acpmigration.accounts.models import User
from acpmigration.refusals import Refusal
from experts.domain.links import Link, LinkState, read_token, was_just_confirmed
from experts.domain.own import confirm
from experts.domain.retention import ask_again
from experts.domain.transitions import TRANSITIONS
from experts.enums import ExpertVerb
from experts.models import Expert


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show what the link is good for; it never logs anybody in, and shows no more than a name.

    A mail is sent by the button that says so alone, not by pressing the other one twice.
    """
    link = read_token(token)
    if link.expert is None or link.user is None:
        return render(request, "experts/bad_link.html")
    transition = TRANSITIONS[ExpertVerb.CONFIRM]
    if link.expert.state not in transition.sources:
        return render(request, "experts/bad_link.html", {"refusal": transition.refusal})
    if link.state is not LinkState.GOOD:
        return _of_no_use(request, link, link.expert)
    if request.method == "POST":
        return _confirmed(request, link.expert, link.user)
    return render(request, "experts/confirm.html", {"expert": link.expert})


def _of_no_use(request: HttpRequest, link: Link, expert: Expert) -> HttpResponse:
    now = timezone.now()
    if "again" in request.POST:
        ask_again(expert=expert, at=now)
        return render(request, "experts/link_sent.html")
    if was_just_confirmed(link, now):
        return render(request, "experts/confirmed.html", {"expert": expert})
    return render(request, "experts/bad_link.html", {"expert": expert})


def _confirmed(request: HttpRequest, expert: Expert, by: User) -> HttpResponse:
    try:
        done = confirm(expert=expert, by=by, at=timezone.now())
    except Refusal as refusal:
        return render(request, "experts/bad_link.html", {"refusal": str(refusal)})
    return render(request, "experts/confirmed.html", {"expert": done})


@login_not_required
@require_safe
def withdrawn(request: HttpRequest) -> HttpResponse:
    """Where somebody arrives who has just been erased."""
    return render(request, "experts/withdrawn.html")
