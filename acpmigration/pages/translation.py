"""Which words of a text are translated, and that its changes are remembered."""

import simple_history
from modeltranslation.translator import TranslationOptions, register

from acpmigration.pages.models import Text


@register(Text)
class TextTranslation(TranslationOptions):
    fields = ("title", "body")


# After the registration above: before it, the first save fails.
simple_history.register(Text)
