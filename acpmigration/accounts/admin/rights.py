"""The page that says who has which right: asked of the rules themselves, never typed."""

from types import SimpleNamespace

from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from acpmigration.accounts.enums import Role
from acpmigration.accounts.models import SYSTEM_EMAIL, User
from acpmigration.panels import panels_for
from acpmigration.rights import allowed

WORKING = [role for role in Role if role != Role.NONE]
ACTIONS = {
    "view": gettext_lazy("reads"),
    "add": gettext_lazy("adds"),
    "change": gettext_lazy("changes"),
    "delete": gettext_lazy("deletes"),
}


def rights_view(request):
    """Everybody in the back-office sees what each role may do; administrators, who has it."""
    context = {
        **admin.site.each_context(request),
        "title": _("Who has which right"),
        "roles": [role.label for role in WORKING],
        "areas": areas(),
        "further": allowed([User(role=role) for role in WORKING]),
        "panels": panels_for("admin-rights", WORKING),
        "people": people() if request.user.has_perm("accounts.view_user") else None,
    }
    return TemplateResponse(request, "admin/accounts/rights.html", context)


def areas():
    """What each role may do to the rows of each kind, by the app that they belong to."""
    asking = [_request_of(role) for role in WORKING]
    found = {}
    for model, model_admin in admin.site._registry.items():
        cells = [_may(model_admin, request) for request in asking]
        name = capfirst(model._meta.verbose_name_plural)
        found.setdefault(model._meta.app_config.verbose_name, []).append((name, cells))
    return [(area, sorted(kinds)) for area, kinds in sorted(found.items(), key=lambda a: str(a[0]))]


def people():
    """Those with a role, by role and address."""
    phones = Authenticator.objects.filter(user_id=OuterRef("pk"), type=Authenticator.Type.TOTP)
    rows = User.objects.exclude(role=Role.NONE).exclude(email=SYSTEM_EMAIL)
    rows = rows.annotate(has_second_factor=Exists(phones)).prefetch_related("regions")
    known = list(rows.order_by("email", "pk"))
    return [
        (role.label, found)
        for role in WORKING
        if (found := [person for person in known if person.role == role])
    ]


def _request_of(role):
    """A request of somebody who has nothing but the role."""
    return SimpleNamespace(user=User(role=role), method="GET", GET={}, POST={})


def _may(model_admin, request):
    """What the page of a kind of row lets a role do, in words."""
    if not request.user.is_staff:
        return []
    allowed = {
        "view": model_admin.has_view_permission,
        "add": model_admin.has_add_permission,
        "change": model_admin.has_change_permission,
        "delete": model_admin.has_delete_permission,
    }
    return [words for action, words in ACTIONS.items() if allowed[action](request)]


admin.site.register_page("roles/", rights_view, "roles")
