"""Where a page of the workspace stands, as ``components/breadcrumb.html`` takes it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from technical_assistance.models import AssistanceRequest, Intervention

Trail = list[dict[str, str]]


def below_intervention(intervention: Intervention, here: str) -> Trail:
    way = reverse("coordination:intervention-detail", args=[intervention.slug])
    return [
        {"label": _("My region"), "link": reverse("coordination:board")},
        {"label": intervention.lead_name, "link": way},
        {"label": here},
    ]


def below_requests(*steps: dict[str, str]) -> Trail:
    return [{"label": _("Requests"), "link": reverse("coordination:request-list")}, *steps]


def below_request(request: AssistanceRequest, here: str) -> Trail:
    way = reverse("coordination:request-detail", args=[request.slug])
    return below_requests({"label": request.lead_name, "link": way}, {"label": here})


def below_hand_over(*steps: dict[str, str]) -> Trail:
    return [{"label": _("Hand-over"), "link": reverse("coordination:hand-over")}, *steps]
