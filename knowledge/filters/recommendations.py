from django.utils.translation import gettext_lazy as _

from acpmigration.facets import Facet, FacetedFilterSet, Order, Search
from acpmigration.reference.models import Topic
from knowledge.models import Recommendation


class RecommendationFilter(FacetedFilterSet):
    q = Search("recommendation")
    topic = Facet("topic__slug", choices=lambda: Topic.objects.in_order(), label=_("Topic"))
    sort = Order({"topic": (_("Topic"), "in_order")})

    beside = ("topic",)

    class Meta:
        model = Recommendation
        fields: list[str] = []
