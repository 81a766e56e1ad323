"""What the Dialogue recommends, and the records that fed it."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from acpmigration.facets import FacetedList, ListWords, trail
from knowledge.filters import RecommendationFilter
from knowledge.models import Recommendation


class RecommendationList(FacetedList):
    filterset_class = RecommendationFilter
    feed = "knowledge:recommendations-atom"
    template_name = "knowledge/recommendation_list.html"
    list_words = ListWords(
        heading=gettext_lazy("Recommendations of the Dialogue"),
        description=gettext_lazy(
            "What the ACP-EU Dialogue on Migration and Development recommends on each topic, and "
            "the interventions, grants and products that fed it."
        ),
        lead=gettext_lazy(
            "What the ACP-EU Dialogue on Migration and Development recommends, and what fed it."
        ),
        whole=gettext_lazy("of %(whole)s recommendations"),
        nothing=gettext_lazy("No recommendation matches all of these filters"),
        find=gettext_lazy("Search recommendations"),
        hint=gettext_lazy("Topic, place or words of a recommendation"),
    )

    def get_queryset(self) -> QuerySet[Recommendation]:
        return Recommendation.objects.published()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        rows = context["page_obj"].object_list.for_list()
        return context | {
            "recommendations": [
                {
                    "said": row,
                    "fed_by": [*row.interventions.all(), *row.grants.all(), *row.products.all()],
                }
                for row in rows
            ],
            "trail": trail({"label": _("Recommendations")}),
        }
