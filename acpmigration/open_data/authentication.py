"""How the API knows people: by a token, or by the log-in of a browser."""

import time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied, Throttled
from rest_framework.request import Request

from acpmigration.accounts import sessions
from acpmigration.accounts.domain.tokens import person_of_token
from acpmigration.accounts.models import User
from acpmigration.limits.clients import client_of
from acpmigration.limits.counting import has_failed_too_often, limit_of, note_failure

TOKENS = "tokens"
SCHEME = "bearer"


class ByToken(BaseAuthentication):
    """``Authorization: Bearer acpeu_…``. Whoever shows what does not hold has to wait at last.

    Nobody is let in while nobody can count: without the cache this answers 503.
    """

    def authenticate(self, request: Request) -> tuple[User, str] | None:
        header: str | None = request.META.get("HTTP_AUTHORIZATION")
        if header is None:
            return None
        limit, client = limit_of(TOKENS), client_of(request)
        if has_failed_too_often(limit, client):
            raise Throttled(wait=limit.seconds)
        scheme, _space, token = header.strip().partition(" ")
        is_ours = scheme.lower() == SCHEME
        person = person_of_token(token.strip(), timezone.now()) if is_ours else None
        if person is None:
            note_failure(limit, client)
            raise AuthenticationFailed(
                _("This token does not hold: it ran out, was revoked, or never was one.")
            )
        return person, TOKENS

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="api"'


class BySession(SessionAuthentication):
    """The log-in of a browser, as far as the workspace's pages would take it."""

    def authenticate(self, request: Request) -> tuple[User, Any] | None:
        asked, now = request._request, time.time()
        person = asked.user
        if not isinstance(person, User) or not person.is_active or sessions.is_over(asked, now):
            return None
        self.enforce_csrf(request)
        if person.needs_second_factor and not sessions.has_second_factor(asked):
            raise PermissionDenied(_("Set up a second factor for your account first."))
        sessions.note(asked, now)
        return person, None

    def enforce_csrf(self, request: Request) -> None:
        try:
            super().enforce_csrf(request)
        except PermissionDenied as refused:
            raise PermissionDenied(
                _("A log-in by cookie needs the header X-CSRFToken beside it. Or use a token.")
            ) from refused


class TokenScheme(OpenApiAuthenticationExtension):
    """How the description of the API says it."""

    target_class = ByToken
    name = "token"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "http", "scheme": SCHEME}


class SessionScheme(OpenApiAuthenticationExtension):
    target_class = BySession
    name = "session"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        # As a real site names it, wherever the description is made.
        return {"type": "apiKey", "in": "cookie", "name": "__Host-sessionid"}
