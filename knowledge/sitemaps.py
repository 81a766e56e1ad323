"""What search engines should know of Component 3."""

from datetime import datetime

from django.db.models import QuerySet

from acpmigration.published import Published
from acpmigration.sitemaps import Addresses, NamedPages, register
from knowledge.models import Event, KnowledgeProduct


class Records(Addresses):
    def lastmod(self, record: Published) -> datetime:
        return record.updated_at


class Products(Records):
    def items(self) -> QuerySet[KnowledgeProduct]:
        return KnowledgeProduct.objects.published().latest_first()


class Events(Records):
    def items(self) -> QuerySet[Event]:
        return Event.objects.published().latest_first()


class Lists(NamedPages):
    names = (
        "knowledge:product-list",
        "knowledge:event-list",
        "knowledge:recommendation-list",
    )


register("products", Products)
register("events", Events)
register("knowledge", Lists)
