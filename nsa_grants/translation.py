"""Which words of Component 2 are translated, and that changes are remembered."""

import simple_history
from modeltranslation.translator import TranslationOptions, register

from acpmigration import worded
from nsa_grants.models import GrantLink, GrantPicture, GrantProject, GrantReport, Quote, Reach


@register(GrantProject)
class GrantProjectTranslation(TranslationOptions):
    fields = ("title", "summary", "activities", "channels", "results", "story", "source_note")


@register(Quote)
class QuoteTranslation(TranslationOptions):
    fields = ("translation",)


@register(GrantLink)
class GrantLinkTranslation(TranslationOptions):
    fields = ("label",)


@register(GrantPicture)
class GrantPictureTranslation(TranslationOptions):
    fields = ("alternative_text",)


worded.register(GrantProject)

# After the registration above: before it, the first save fails.
simple_history.register(GrantProject, m2m_fields=["countries", "topics", "typologies", "partners"])
for model in (GrantLink, GrantPicture, GrantReport, Quote, Reach):
    simple_history.register(model)
