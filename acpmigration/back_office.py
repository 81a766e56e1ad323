"""The back-office as a whole: its name, who gets in, whose clock it shows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.account.utils import get_next_redirect_url
from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from acpmigration.panels import panels_for
from acpmigration.places import places_for

HOME = "admin-home"
AdminView = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class HomeReader:
    """Who reads the home of the back-office, and when: what its panels are told."""

    user: Any
    at: datetime


class BackOffice(AdminSite):
    site_title = gettext_lazy("Back-office")
    site_header = gettext_lazy("ACP-EU Migration Action back-office")
    index_title = gettext_lazy("Today")
    # The lists need the width; every page leads back by its breadcrumb.
    enable_nav_sidebar = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._own_pages: list[URLPattern] = []

    @login_not_required
    def login(self, request, extra_context=None):
        """One way in for everybody, with its limits and second factor, which Django's own has not.

        :raises PermissionDenied: to whom the back-office would only send here again.
        """
        wanted = get_next_redirect_url(request) or reverse("admin:index")
        if not request.user.is_authenticated:
            return redirect_to_login(wanted)
        if not request.user.is_staff:
            raise PermissionDenied(_("The back-office is for the staff of the Action."))
        return HttpResponseRedirect(wanted)

    def index(self, request, extra_context=None):
        """What staff open every morning; higher apps say what stands on it."""
        reader = HomeReader(request.user, timezone.now())
        told = {"panels": panels_for(HOME, reader), "now": reader.at}
        return super().index(request, {**told, **(extra_context or {})})

    def each_context(self, request):
        places = places_for(request) if self.has_permission(request) else []
        return {**super().each_context(request), "places": places}

    def register_page(self, route: str, view: AdminView, name: str) -> None:
        """Add a page that belongs to no model, as ``admin:<name>``; staff alone get to the view.

        The view checks what else it asks of its reader.
        """
        self._own_pages.append(path(route, self.admin_view(view), name=name))

    def get_urls(self):
        return [*self._own_pages, *super().get_urls()]

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")

    def password_change_done(self, request, extra_context=None):
        return redirect("account_home")

    def admin_view(self, view, cacheable=False):
        """Show every moment by the clock of the person who reads, until the page is written."""

        # Django's admin takes whatever it does not know for a GET.
        @require_http_methods(["GET", "HEAD", "POST"])
        def in_own_time(request, *args, **kwargs):
            with timezone.override(getattr(request.user, "zone", None)):
                response = view(request, *args, **kwargs)
                if hasattr(response, "render"):
                    response.render()
                return response

        return super().admin_view(in_own_time, cacheable)
