"""The places of the back-office that every page leads to, and who is led there."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from acpmigration.permissions import role_may


@dataclass(frozen=True)
class Place:
    """A link of the navigation; ``rows`` says whose rows its reader has to be allowed to see.

    Of several names the first that has an address counts.
    """

    label: str | Promise
    names: Sequence[str]
    rows: str = ""
    anchor: str = ""


IMPORTS = ("admin:imports", "admin:spreadsheets_importbatch_changelist")
PLACES = (
    Place(_("Today"), ["admin:index"]),
    Place(_("Records"), ["admin:index"], anchor="#records"),
    Place(_("Experts"), ["admin:experts_expert_changelist"], "experts.expert"),
    Place(_("Texts"), ["admin:texts", "admin:pages_text_changelist"], "pages.text"),
    Place(_("Data quality"), ["admin:quality"]),
    Place(_("Translations"), ["admin:translations"]),
    Place(_("Imports"), IMPORTS, "spreadsheets.importbatch"),
    # Everybody reads what a role may do; people are shown to administrators there.
    Place(_("People and roles"), ["admin:roles"]),
    Place(_("Audit trail"), ["admin:pages_auditevent_changelist"], "pages.auditevent"),
)


@dataclass(frozen=True)
class Shown:
    label: str | Promise
    address: str
    is_current: bool


def places_for(request: HttpRequest) -> list[Shown]:
    """The places that this person may go to, the one that the page belongs to marked."""
    role = getattr(request.user, "role", "")
    home = reverse("admin:index")
    shown = []
    for place in PLACES:
        app, _dot, model = place.rows.partition(".")
        address = first_address(place.names)
        if not address or (place.rows and not role_may(role, "view", app, model)):
            continue
        is_here = request.path == home if address == home else request.path.startswith(address)
        shown.append(Shown(place.label, address + place.anchor, is_here and not place.anchor))
    return shown


def first_address(names: Sequence[str]) -> str:
    """Of the first name that has one; nothing where none has."""
    for name in names:
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return ""
