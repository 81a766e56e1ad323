"""The own account. What allauth has no page for, and where its pages end other sessions."""

from allauth.account.internal.decorators import login_not_required
from allauth.account.views import PasswordChangeView, PasswordSetView
from allauth.core.internal import ratelimit
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.views import ListUserSessionsView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import TemplateView, UpdateView

from acpmigration.accounts.domain.invitations import (
    InvitationRefused,
    accept_invitation,
    invited,
)
from acpmigration.accounts.forms import Invitation, OwnDetails
from acpmigration.accounts.sessions import (
    end_other_sessions,
    forget_second_factor,
    note_second_factor,
    person_of,
)


class EndsOtherSessions:
    """Whoever had got hold of a session loses it by what is done on this page."""

    def form_valid(self, form):
        response = super().form_valid(form)
        end_other_sessions(self.request)
        return response


class Home(TemplateView):
    template_name = "account/home.html"

    def get_context_data(self, **kwargs):
        person = person_of(self.request)
        return super().get_context_data(
            person=person, has_second_factor=is_mfa_enabled(person), **kwargs
        )


class Details(UpdateView):  # type: ignore[type-arg]
    form_class = OwnDetails
    template_name = "account/details.html"
    success_url = reverse_lazy("account_home")

    def get_object(self, queryset=None):
        return person_of(self.request)

    def form_valid(self, form):
        messages.success(self.request, _("Your details are changed."))
        return super().form_valid(form)


class ChangePassword(EndsOtherSessions, PasswordChangeView):
    pass


class SetPassword(EndsOtherSessions, PasswordSetView):
    pass


class ActivateSecondFactor(EndsOtherSessions, ActivateTOTPView):
    def form_valid(self, form):
        response = super().form_valid(form)
        note_second_factor(self.request)
        return response


class DeactivateSecondFactor(EndsOtherSessions, DeactivateTOTPView):
    def form_valid(self, form):
        response = super().form_valid(form)
        forget_second_factor(self.request)
        return response


class NewRecoveryCodes(EndsOtherSessions, GenerateRecoveryCodesView):
    pass


class Sessions(EndsOtherSessions, ListUserSessionsView):
    pass


@login_not_required
@sensitive_post_parameters("password1", "password2")
def invitation(request: HttpRequest, key: str) -> HttpResponse:
    """Let a person who was invited choose a password; the link works once."""
    if limited := ratelimit.consume_or_429(request, app="allauth.account", action="invitation"):
        return limited
    try:
        form = Invitation(request.POST or None, user=invited(key=key))
        if form.is_valid():
            accept_invitation(key=key, password=form.cleaned_data["password1"])
            messages.success(request, _("Your password is set. You can log in with it."))
            return redirect("account_login")
    except InvitationRefused:
        return render(request, "account/invitation_over.html", status=410)
    return render(request, "account/invitation.html", {"form": form, "person": form.user})
