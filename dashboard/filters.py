"""The filter of organisations."""

from django.utils.translation import gettext_lazy as _

from acpmigration.facets import Facet, FacetedFilterSet, Order, Search
from acpmigration.facets.choices import all_countries, words_of
from acpmigration.reference.enums import OrganisationKind
from acpmigration.reference.models import Organisation


class OrganisationFilter(FacetedFilterSet):
    q = Search("organisation")
    kind = Facet("kind", choices=lambda: words_of(OrganisationKind), label=_("Kind"))
    country = Facet("country__slug", choices=all_countries, label=_("Country"), only_found=True)
    sort = Order({"name": (_("Name"), "by_name")})

    beside = ("kind", "country")

    class Meta:
        model = Organisation
        fields: list[str] = []
