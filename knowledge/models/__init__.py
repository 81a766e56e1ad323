from knowledge.models.edition import Edition, EditionDownloads, EditionText
from knowledge.models.event import Event
from knowledge.models.product import KnowledgeProduct, Use
from knowledge.models.recommendation import Recommendation

__all__ = [
    "Edition",
    "EditionDownloads",
    "EditionText",
    "Event",
    "KnowledgeProduct",
    "Recommendation",
    "Use",
]
