"""The person who asks, and the profile of that person."""

from typing import cast

from django.http import HttpRequest

from acpmigration.accounts.models import User
from experts.models import Expert


def person(request: HttpRequest) -> User:
    """Whoever is logged in; the middleware lets nobody else come this far."""
    return cast("User", request.user)


def own_profile(request: HttpRequest) -> Expert | None:
    return Expert.objects.filter(user=person(request)).with_answers().first()
