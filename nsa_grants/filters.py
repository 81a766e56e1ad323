"""The filters of grants: list, facets, map and figure are one query."""

from django.utils.translation import gettext_lazy as _

from acpmigration.dates import today
from acpmigration.facets import Facet, FacetedFilterSet, Order, Search
from acpmigration.facets.choices import all_countries, all_years, fixed, year_of
from acpmigration.reference.enums import Component
from acpmigration.reference.models import Region, Topic, Typology
from nsa_grants.enums import GrantKind, GrantStatus
from nsa_grants.models import GrantProject
from nsa_grants.models.grant_project import status_on
from nsa_grants.models.placed import REGION_SLUG


class GrantFilter(FacetedFilterSet):
    """The status is that of today: it follows from the dates and is not stored."""

    q = Search("grant")
    region = Facet(of=REGION_SLUG, choices=lambda: Region.objects.in_order(), label=_("Region"))
    country = Facet("countries__slug", choices=all_countries, label=_("Country"), only_found=True)
    topic = Facet("topics__slug", choices=lambda: Topic.objects.in_order(), label=_("Topic"))
    typology = Facet(
        "typologies__slug",
        choices=lambda: Typology.objects.of(Component.GRANTS).in_order(),
        label=_("Typology"),
    )
    kind = Facet("kind", choices=fixed(GrantKind), label=_("Kind"))
    status = Facet(of=lambda: status_on(today()), choices=fixed(GrantStatus), label=_("Status"))
    year = Facet(
        of=year_of("started_until"), choices=all_years, label=_("Started in"), only_found=True
    )
    sort = Order(
        {
            "updated": (_("Latest change first"), "latest_first"),
            "title": (_("Title"), "by_title"),
            "place": (_("Place"), "by_place"),
        }
    )

    beside = ("region", "country", "topic", "typology", "kind", "status")

    class Meta:
        model = GrantProject
        fields: list[str] = []
