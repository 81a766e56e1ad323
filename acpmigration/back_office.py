"""The back-office as a whole: its name, who gets in, whose clock it shows."""

from allauth.account.utils import get_next_redirect_url
from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class BackOffice(AdminSite):
    site_title = gettext_lazy("Back-office")
    site_header = gettext_lazy("ACP-EU Migration Action back-office")
    index_title = gettext_lazy("Records")
    # The lists need the width; every page leads back by its breadcrumb.
    enable_nav_sidebar = False

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

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")

    def password_change_done(self, request, extra_context=None):
        return redirect("account_home")

    def admin_view(self, view, cacheable=False):
        """Show every moment by the clock of the person who reads, until the page is written."""

        def in_own_time(request, *args, **kwargs):
            with timezone.override(getattr(request.user, "zone", None)):
                response = view(request, *args, **kwargs)
                if hasattr(response, "render"):
                    response.render()
                return response

        return super().admin_view(in_own_time, cacheable)
