"""The yearly mail's link: a page with one button, so that a mail scanner confirms nothing."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from acpmigration.accounts.models import User
from acpmigration.refusals import Refusal
from experts.domain.links import LinkState, read_token
from experts.domain.own import confirm
from experts.domain.retention import ask_again
from experts.models import Expert


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show what the link is good for; it never logs anybody in, and shows no more than a name."""
    link = read_token(token)
    if request.method == "POST" and link.expert is not None and link.user is not None:
        if link.state is LinkState.GOOD:
            return _confirmed(request, link.expert, link.user)
        ask_again(expert=link.expert, at=timezone.now())
        return render(request, "experts/link_sent.html")
    template = "experts/confirm.html" if link.state is LinkState.GOOD else "experts/bad_link.html"
    return render(request, template, {"expert": link.expert, "link": link.state.value})


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
