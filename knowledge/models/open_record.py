"""Products and events as open data shows them: what they refer to, fetched for many at once."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch, QuerySet

from acpmigration.open_data.references import (
    References,
    complete,
    covers,
    its_title,
    refers,
    unranked,
)
from knowledge.models.edition import Edition
from knowledge.models.event import Event, EventQuerySet
from knowledge.models.product import KnowledgeProduct, KnowledgeProductQuerySet, Use


def _published(kind: str, model: Any, field: str) -> References:
    return refers(kind, model, field, name=its_title, rank=unranked, published=True)


OF_PRODUCTS = (
    refers("topic", KnowledgeProduct, "topics"),
    refers("region", KnowledgeProduct, "regions"),
    covers(KnowledgeProduct),
    _published("intervention", KnowledgeProduct, "interventions"),
    _published("grant", KnowledgeProduct, "grants"),
    _published("event", KnowledgeProduct, "events"),
)
OF_EVENTS = (
    refers("topic", Event, "topics"),
    refers("partner", Event, "partners", rank=unranked, more="organisation__kind"),
    _published("product", Event, "products_discussed"),
)


def product_for_record(rows: Any) -> QuerySet[Any, Any]:
    """All that a product's record shows but for its subjects, in two more queries."""
    published: KnowledgeProductQuerySet = rows
    return published.select_related("extract_of").prefetch_related(
        # The address of an edition begins with its product.
        Prefetch("editions", Edition.objects.select_related("product").in_order()),
        Prefetch("uses", Use.objects.order_by("pk")),
    )


def complete_products(rows: Sequence[KnowledgeProduct]) -> None:
    complete(rows, *OF_PRODUCTS)


def event_for_record(rows: Any) -> QuerySet[Any, Any]:
    published: EventQuerySet = rows
    return published.with_place()


def complete_events(rows: Sequence[Event]) -> None:
    complete(rows, *OF_EVENTS)
