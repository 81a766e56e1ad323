"""Tokens for programs of a person's own: made, shown once, revoked."""

from dataclasses import dataclass
from http import HTTPStatus

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from acpmigration.accounts.domain.tokens import holds, make_token, revoke_token
from acpmigration.accounts.models import ApiToken
from acpmigration.accounts.sessions import person_of
from acpmigration.keeping import keeps_typing, typed_in
from acpmigration.open_data.addresses import absolute
from acpmigration.refusals import Refusal
from technical_assistance.forms.tokens import TokenForm
from technical_assistance.views.coordination.access import workspace_page


@dataclass(frozen=True)
class Listed:
    token: ApiToken
    holds: bool


@workspace_page
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(allow_get=True)
@keeps_typing
def tokens(request: HttpRequest) -> HttpResponse:
    """Tell how it works; a POST makes a token, which this answer alone shows."""
    typed, person, now = typed_in(request), person_of(request), timezone.now()
    form, made, status = TokenForm(typed.data), "", HTTPStatus.OK
    if typed.is_sent:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                made = make_token(**form.cleaned_data, by=person, at=now)
            except Refusal as refusal:
                form.add_error(None, str(refusal))
            else:
                form, status = TokenForm(), HTTPStatus.CREATED
    context = {
        "trail": [
            {"label": _("My region"), "link": reverse("coordination:board")},
            {"label": _("Programs")},
        ],
        "root": absolute(reverse("api-coordination:interventions")),
        "form": form,
        "made": made,
        "tokens": [
            Listed(token, holds(token, now))
            for token in person.api_tokens.select_related("person").by_newest()
        ],
    }
    return render(request, "coordination/tokens.html", context, status=status)


@workspace_page
@require_POST
def token_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    revoke_token(pk=pk, by=person_of(request), at=timezone.now())
    messages.success(request, _("The token does not work any more."))
    return redirect("coordination:tokens")
