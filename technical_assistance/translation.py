"""Which words of Component 1 are translated, and that changes are remembered."""

import simple_history
from modeltranslation.translator import TranslationOptions, register

from acpmigration import worded
from technical_assistance.models import (
    AssistanceRequest,
    Intervention,
    Partnership,
    Picture,
    StageDocument,
)


@register(Intervention)
class InterventionTranslation(TranslationOptions):
    fields = ("title", "summary", "story", "source_note")


@register(Picture)
class PictureTranslation(TranslationOptions):
    fields = ("alternative_text",)


worded.register(Intervention)

# After the registration above: before it, the first save fails. Stages have their log instead.
simple_history.register(
    Intervention, m2m_fields=["countries", "topics", "typologies", "sdg_targets"]
)
simple_history.register(AssistanceRequest, m2m_fields=["countries", "topics"])
for model in (Partnership, Picture, StageDocument):
    simple_history.register(model)
