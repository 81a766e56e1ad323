"""The filters of organisations and of figures."""

from django.utils.translation import gettext_lazy as _

from acpmigration.facets import Facet, FacetedFilterSet, Order, Search
from acpmigration.facets.choices import all_countries, fixed
from acpmigration.reference.enums import OrganisationKind
from acpmigration.reference.models import Country, Organisation, Region, Topic
from dashboard.domain.places import countries_with_page


class OrganisationFilter(FacetedFilterSet):
    q = Search("organisation")
    kind = Facet("kind", choices=fixed(OrganisationKind), label=_("Kind"))
    country = Facet("country__slug", choices=all_countries, label=_("Country"), only_found=True)
    sort = Order({"name": (_("Name"), "by_name")})

    beside = ("kind", "country")

    class Meta:
        model = Organisation
        fields: list[str] = []


class Within(Facet):
    """One region, country or topic that figures are told of."""

    def kept(self, written: list[str]) -> list[str]:
        return [slug for slug in written[-1:] if slug in self.rows]


class FigureFilter(FacetedFilterSet):
    """What figures are narrowed to, as on the page of a region, country or topic."""

    region = Within(choices=lambda: Region.objects.in_order(), label=_("Region"))
    country = Within(choices=countries_with_page, label=_("Country"))
    topic = Within(choices=lambda: Topic.objects.in_order(), label=_("Topic"))

    @property
    def scope(self) -> dict[str, Region | Country | Topic]:
        return {name: self.filters[name].rows[slugs[0]] for name, slugs in self.chosen.items()}
