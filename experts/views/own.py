"""The person who asks, and the profile of that person."""

from collections.abc import Callable
from functools import wraps
from typing import cast

from allauth.account.decorators import reauthentication_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from acpmigration.accounts.models import User
from experts.domain.transitions import TRANSITIONS
from experts.enums import ExpertVerb
from experts.models import Expert

View = Callable[[HttpRequest], HttpResponse]


def person(request: HttpRequest) -> User:
    """Whoever is logged in; the middleware lets nobody else come this far."""
    return cast("User", request.user)


def own_profile(request: HttpRequest) -> Expert | None:
    return Expert.objects.filter(user=person(request)).with_answers().first()


def in_own_time(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Draw the page with the times of the person's own clock."""

    @wraps(view)
    def drawn(request: HttpRequest, **named: str) -> HttpResponse:
        with timezone.override(person(request).zone):
            return view(request, **named)

    return drawn


def may_send(expert: Expert) -> bool:
    return expert.state in TRANSITIONS[ExpertVerb.SUBMIT].sources


def with_proof(
    view: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Ask for the password again, unless that was a moment ago, for what cannot be taken back.

    Whoever has no profile is told that there is nothing.
    """
    proven = reauthentication_required(view)

    @wraps(view)
    def checked(request: HttpRequest) -> HttpResponse:
        if own_profile(request) is None:
            raise Http404
        return cast("HttpResponse", proven(request))

    return checked
