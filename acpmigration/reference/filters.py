"""The filters of reference data, which programs read as lists."""

from django.utils.translation import gettext_lazy as _

from acpmigration.facets import Facet, FacetedFilterSet, Order
from acpmigration.facets.choices import fixed
from acpmigration.reference.enums import Component, Eligibility
from acpmigration.reference.models import Country, OACPSRegion, Region, Topic, Typology


class CountryFilter(FacetedFilterSet):
    region = Facet("region__slug", choices=lambda: Region.objects.in_order(), label=_("Region"))
    oacps_region = Facet(
        "oacps_region__slug",
        choices=lambda: OACPSRegion.objects.in_order(),
        label=_("OACPS region"),
    )
    eligibility = Facet("eligibility", choices=fixed(Eligibility), label=_("Eligibility"))
    sort = Order({"name": (_("Name"), "by_name")})

    class Meta:
        model = Country
        fields: list[str] = []


class RegionFilter(FacetedFilterSet):
    sort = Order({"position": (_("Usual order"), "in_order")})

    class Meta:
        model = Region
        fields: list[str] = []


class TopicFilter(FacetedFilterSet):
    sort = Order({"position": (_("Usual order"), "in_order")})

    class Meta:
        model = Topic
        fields: list[str] = []


class TypologyFilter(FacetedFilterSet):
    component = Facet("component", choices=fixed(Component), label=_("Component"))
    sort = Order({"position": (_("Usual order"), "in_order")})

    class Meta:
        model = Typology
        fields: list[str] = []
