"""Which words of the roster are translated, and that changes of its settings are remembered.

Nothing about a person stands in a history table: what is erased is gone.
"""

import simple_history
from modeltranslation.translator import TranslationOptions, register

from experts.models import RosterSettings


@register(RosterSettings)
class RosterSettingsTranslation(TranslationOptions):
    fields = ("closed_note",)


# After the registration above: before it, the first save fails.
simple_history.register(RosterSettings)
