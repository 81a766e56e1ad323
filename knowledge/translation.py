"""Which words of Component 3 are translated, and that changes are remembered."""

import simple_history
from modeltranslation.translator import TranslationOptions, register

from acpmigration import worded
from knowledge.models import Edition, Event, KnowledgeProduct, Recommendation, Use


@register(KnowledgeProduct)
class KnowledgeProductTranslation(TranslationOptions):
    fields = ("title", "abstract", "source_note")


@register(Use)
class UseTranslation(TranslationOptions):
    fields = ("where",)


@register(Event)
class EventTranslation(TranslationOptions):
    fields = ("title", "summary", "outcomes", "source_note")


@register(Recommendation)
class RecommendationTranslation(TranslationOptions):
    fields = ("text", "source_note")


worded.register(KnowledgeProduct, Event, Recommendation)

# After the registration above: before it, the first save fails.
simple_history.register(
    KnowledgeProduct,
    m2m_fields=["topics", "regions", "countries", "interventions", "grants", "events"],
)
simple_history.register(Event, m2m_fields=["topics", "partners", "products_discussed"])
simple_history.register(Recommendation, m2m_fields=["interventions", "grants", "products"])
for model in (Edition, Use):
    simple_history.register(model)
