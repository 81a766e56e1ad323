from django.utils.translation import gettext_lazy as _

from acpmigration.facets import Facet, FacetedFilterSet, Order, Search
from acpmigration.facets.choices import all_countries, all_years, fixed, year_of
from acpmigration.languages import DocumentLanguage
from acpmigration.reference.models import Region, Topic
from knowledge.enums import ProductKind
from knowledge.models import KnowledgeProduct


class ProductFilter(FacetedFilterSet):
    q = Search("product")
    kind = Facet("kind", choices=fixed(ProductKind), label=_("Kind"))
    topic = Facet("topics__slug", choices=lambda: Topic.objects.in_order(), label=_("Topic"))
    region = Facet("regions__slug", choices=lambda: Region.objects.in_order(), label=_("Region"))
    country = Facet("countries__slug", choices=all_countries, label=_("Country"), only_found=True)
    language = Facet("editions__language", choices=fixed(DocumentLanguage), label=_("Language"))
    year = Facet(
        of=year_of("issued_until"), choices=all_years, label=_("Issued in"), only_found=True
    )
    sort = Order(
        {
            "issued": (_("Latest issued first"), "newest_first"),
            "title": (_("Title"), "by_title"),
        }
    )

    beside = ("kind", "topic", "language", "region", "country", "year")

    class Meta:
        model = KnowledgeProduct
        fields: list[str] = []
