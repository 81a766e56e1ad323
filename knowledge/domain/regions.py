"""Which regions a product is about."""

from acpmigration.reference.models import Region
from knowledge.models import KnowledgeProduct


def cover_regions(*, product: KnowledgeProduct) -> None:
    """Add the regions of the countries: who looks through a region finds what tells of a part."""
    product.regions.add(*Region.objects.filter(countries__in=product.countries.all()).distinct())
