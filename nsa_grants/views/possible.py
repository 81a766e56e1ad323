"""Where a national grant is possible, counted from what is published."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from acpmigration.facets import trail
from acpmigration.reference.models import Country
from nsa_grants.domain.possible import Possible, possible
from nsa_grants.models import GrantProject
from nsa_grants.views.projects import LIST
from technical_assistance.models import Intervention


def grant_possible(request: HttpRequest) -> HttpResponse:
    found = possible(
        interventions=Intervention.objects.published(), grants=GrantProject.objects.published()
    )
    return render(
        request,
        "nsa_grants/grant_possible.html",
        {
            "topics": [
                {"topic": topic, "rows": [_row(each) for each in rows]}
                for topic, rows in found.items()
            ],
            "trail": trail(
                {"label": _("Grants"), "link": reverse(LIST)}, {"label": _("Where it is possible")}
            ),
        },
    )


def _row(each: Possible) -> dict[str, object]:
    return {
        "place": str(each.place),
        "link": each.place.get_absolute_url() if isinstance(each.place, Country) else "",
        "reason": each.reason,
        "interventions": each.interventions,
        "grants": each.grants,
    }
