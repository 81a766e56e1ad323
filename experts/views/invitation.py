"""The link in an invitation: a page with two buttons, so that a mail scanner answers nothing."""

from datetime import datetime

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from acpmigration.refusals import Refusal
from experts.domain.invitations import Invitation, answer, ask_again, read_invitation

AGREE, TURN_DOWN = "agree", "turn-down"


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show the assignment, or what became of the link; of the person no more than a first name."""
    now = timezone.now()
    said = request.POST.get("answer", "")
    if request.method == "POST":
        return _answered(request, token, said, now)
    return _shown(request, read_invitation(token=token, at=now))


def _shown(request: HttpRequest, found: Invitation) -> HttpResponse:
    if not found.is_good:
        return render(request, "experts/bad_invitation.html", {"link": found})
    return render(request, "experts/invitation.html", _words(found))


def _answered(request: HttpRequest, token: str, said: str, now: datetime) -> HttpResponse:
    found = read_invitation(token=token, at=now)
    if found.is_good and said not in (AGREE, TURN_DOWN):
        return _shown(request, found)
    try:
        if said in (AGREE, TURN_DOWN):
            answer(token=token, agrees=said == AGREE, at=now)
            return render(request, "experts/invitation_answered.html", {"agrees": said == AGREE})
        ask_again(token=token, at=now)
    except Refusal:
        return _shown(request, read_invitation(token=token, at=now))
    return render(request, "experts/invitation_asked.html")


def _words(found: Invitation) -> dict[str, object]:
    deployment = found.deployment
    name = deployment.expert.name if deployment and deployment.expert else ""
    return {"deployment": deployment, "first_name": name.partition(" ")[0]}
