"""Which words of a text are translated, and that its changes are remembered."""

import simple_history
from modeltranslation.translator import TranslationOptions, register

from acpmigration import worded
from acpmigration.pages.models import MailText, Text


@register(Text)
class TextTranslation(TranslationOptions):
    fields = ("title", "body")


@register(MailText)
class MailTextTranslation(TranslationOptions):
    fields = ("subject", "body")
    # A mail whose words are missing in a language is sent in the portal's own, not in English.
    fallback_languages = {"default": ()}


worded.register(Text)

# After the registration above: before it, the first save fails.
simple_history.register(Text)
simple_history.register(MailText)
