"""The filters of public lists: list, facets, map and figure are one query."""

from django.db.models import Case, CharField, Value, When
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from acpmigration.facets import Display, Facet, FacetedFilterSet, Order, Search
from acpmigration.facets.choices import Fixed, all_countries, all_years, fixed, year_of
from acpmigration.reference.enums import Component, OrganisationKind
from acpmigration.reference.models import Region, SDGTarget, Topic, Typology
from technical_assistance.enums import Requester, RequestState, StageKind, Status
from technical_assistance.models import AssistanceRequest, Intervention
from technical_assistance.models.lead import REGION_SLUG, REQUESTER
from technical_assistance.models.stage import of_open_stage

# The stage under way or next of an ongoing intervention; null once it is completed or cancelled.
CURRENT_STAGE = of_open_stage(
    Case(*(When(kind=kind, then=Value(kind.slug)) for kind in StageKind)), CharField()
)


class InterventionFilter(FacetedFilterSet):
    """In the order of the data model; the facets beside the list are fewer than the filters."""

    q = Search("intervention")
    region = Facet(of=REGION_SLUG, choices=lambda: Region.objects.in_order(), label=_("Region"))
    country = Facet("countries__slug", choices=all_countries, label=_("Country"), only_found=True)
    topic = Facet("topics__slug", choices=lambda: Topic.objects.in_order(), label=_("Topic"))
    typology = Facet(
        "typologies__slug",
        choices=lambda: Typology.objects.of(Component.TECHNICAL_ASSISTANCE).in_order(),
        label=_("Typology"),
    )
    status = Facet("status", choices=fixed(Status), label=_("Status"))
    stage = Facet(
        of=CURRENT_STAGE,
        choices=Fixed(lambda: [(kind.slug, capfirst(str(kind.label))) for kind in StageKind]),
        label=_("Stage under way"),
    )
    requester = Facet(of=REQUESTER, choices=fixed(Requester), label=_("Asked for by"))
    partner_kind = Facet(
        "partners__kind", choices=fixed(OrganisationKind), label=_("Kind of partner")
    )
    sdg = Facet(
        "sdg_targets__slug", choices=lambda: SDGTarget.objects.in_order(), label=_("SDG target")
    )
    year = Facet(
        of=year_of("request__decided_until"),
        choices=all_years,
        label=_("Accepted in"),
        only_found=True,
    )
    view = Display({"table"})
    sort = Order(
        {
            "updated": (_("Latest change first"), "latest_first"),
            "title": (_("Title"), "by_title"),
            "place": (_("Country or organisation"), "by_lead"),
        }
    )

    beside = ("region", "country", "topic", "typology", "status", "requester", "year")

    class Meta:
        model = Intervention
        fields: list[str] = []


class RequestFilter(FacetedFilterSet):
    region = Facet(of=REGION_SLUG, choices=lambda: Region.objects.in_order(), label=_("Region"))
    country = Facet("countries__slug", choices=all_countries, label=_("Country"), only_found=True)
    topic = Facet("topics__slug", choices=lambda: Topic.objects.in_order(), label=_("Topic"))
    state = Facet("state", choices=fixed(RequestState), label=_("State"))
    requester = Facet(of=REQUESTER, choices=fixed(Requester), label=_("Asked for by"))
    year = Facet(
        of=year_of("received_until"),
        choices=all_years,
        only_found=True,
        label=_("Received in"),
    )
    sort = Order(
        {
            "received": (_("Latest received first"), "newest_first"),
            "place": (_("Country or organisation"), "by_lead"),
        }
    )

    beside = ("region", "country", "topic", "state", "requester", "year")

    class Meta:
        model = AssistanceRequest
        fields: list[str] = []
