"""The back-office as a whole: its name, who gets in, whose clock it shows."""

from django.contrib.admin import AdminSite
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class StaffLogin(AdminAuthenticationForm):
    """Says to a person whose password is right, but whose role is not, why the door is closed."""

    def confirm_login_allowed(self, user):
        if user.is_active and not user.is_staff:
            raise ValidationError(
                _(
                    "Your account is in order, but the back-office is for editors and viewers. The "
                    "pages for coordinators and experts are not open yet. Ask an administrator if "
                    "you should have access here."
                ),
                code="not_staff",
            )
        super().confirm_login_allowed(user)


class BackOffice(AdminSite):
    site_title = _("Back-office")
    site_header = _("ACP-EU Migration Action back-office")
    index_title = _("Records")
    login_form = StaffLogin
    # The lists need the width; every page leads back by its breadcrumb.
    enable_nav_sidebar = False

    def admin_view(self, view, cacheable=False):
        """Show every moment by the clock of the person who reads, until the page is written."""

        def in_own_time(request, *args, **kwargs):
            with timezone.override(getattr(request.user, "zone", None)):
                response = view(request, *args, **kwargs)
                if hasattr(response, "render"):
                    response.render()
                return response

        return super().admin_view(in_own_time, cacheable)
