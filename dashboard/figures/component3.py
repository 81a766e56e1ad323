"""All figures of knowledge: products, events and what the Dialogue recommends."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from acpmigration.pages.models import Text
from dashboard.figures.figure import Figure
from dashboard.figures.selection import Scope, Selection, Together
from dashboard.figures.words import Words
from knowledge.enums import EventKind, ProductKind
from knowledge.filters import EventFilter, ProductFilter, RecommendationFilter
from knowledge.models import Event, KnowledgeProduct, Recommendation

PRODUCTS, EVENTS = "knowledge:product-list", "knowledge:event-list"
RECOMMENDATIONS = "knowledge:recommendation-list"
# Of many: an enum names one.
MANY = {
    ProductKind.KNOWLEDGE_PIECE: gettext_lazy("Knowledge pieces"),
    ProductKind.HANDOUT: gettext_lazy("TA dissemination handouts"),
    ProductKind.ARTICLE: gettext_lazy("Articles and op-eds"),
    ProductKind.GUIDE: gettext_lazy("Guides"),
    ProductKind.REPORT: gettext_lazy("Reports"),
    EventKind.REGIONAL_MEETING: gettext_lazy("Regional thematic meetings"),
    EventKind.FORUM: gettext_lazy("Fora"),
}
# What the printed factsheet calls them, where it counts them.
NAMES = {EventKind.SEMINAR: "seminars", EventKind.PEER_EXCHANGE: "peer-exchanges"}


class Component3(Words):
    """Products, events and recommendations within a scope, counted in the query of ``together``."""

    def __init__(self, scope: Scope, texts: Mapping[str, Text], together: Together) -> None:
        super().__init__(texts)
        products = KnowledgeProduct.objects.published()
        kinds = [kind.value for kind in ProductKind.publications()]
        self.products = together.count(Selection(ProductFilter, PRODUCTS, products, scope), "kind")
        self.publications = together.count(
            Selection(ProductFilter, PRODUCTS, products, scope, kind=kinds)
        )
        self.events = together.count(
            Selection(EventFilter, EVENTS, Event.objects.published(), scope), "kind"
        )
        known = {facet: row for facet, row in scope.items() if facet == "topic"}
        self.recommendations = together.count(
            Selection(
                RecommendationFilter, RECOMMENDATIONS, Recommendation.objects.published(), known
            )
        )

    def headline(self) -> list[Figure]:
        return [
            self.of_events(EventKind.SEMINAR),
            self.of_events(EventKind.PEER_EXCHANGE),
            self.publications.whole(*self.words("publications")),
        ]

    def totals(self) -> list[Figure]:
        return [
            self.products.whole("products", _("Publications and other products")),
            self.events.whole("events", _("Events")),
        ]

    def of_events(self, kind: EventKind) -> Figure:
        name = NAMES.get(kind, f"events-{kind.value.replace('_', '-')}")
        name, label, definition = self.words(name, str(MANY.get(kind, kind.label)))
        return self.events.part(name, label, "kind", kind.value, definition)

    def other_products(self) -> list[Figure]:
        """The kinds that are not counted as publications."""
        return [
            self.products.part(
                f"products-{kind.value.replace('_', '-')}",
                str(MANY[kind]),
                "kind",
                kind.value,
            )
            for kind in ProductKind
            if kind not in ProductKind.publications()
        ]

    def cycle(self, *field: Figure) -> list[dict[str, Any]]:
        """The communication cycle: what each step counts; it begins with ``field``."""
        return [
            {"figures": field, "text": _("Information from the field is collected and analysed.")},
            {
                "figures": [self.products.whole("products", _("Publications and other products"))],
                "text": _("What was learned is written down, by topic."),
            },
            {
                "figures": [
                    self.of_events(EventKind.SEMINAR),
                    self.of_events(EventKind.PEER_EXCHANGE),
                ],
                "text": _("Beneficiaries and experts discuss it and trade good practices."),
            },
            {
                "figures": [self.of_events(EventKind.FORUM)],
                "text": _("It is presented in world fora and online."),
            },
            {
                "figures": [
                    self.recommendations.whole(
                        "recommendations", _("Recommendations of the Dialogue")
                    )
                ],
                "text": _("It feeds the ACP-EU Dialogue, and shapes the next requests."),
            },
        ]
