"""Which records have words that people translate: each app names its own in ``translation``."""

from django.conf import settings
from django.db.models import Model
from modeltranslation.translator import translator

ORIGINAL = settings.LANGUAGE_CODE
# What the original is translated into.
OTHERS = tuple(code for code, _name in settings.LANGUAGES if code != ORIGINAL)

# A note may be about one translation, such as who made it: English has none then.
OF_A_TRANSLATION = frozenset({"source_note"})

_worded: list[type[Model]] = []


def register(*models: type[Model]) -> None:
    """Have the translations of these records followed; parts of a record are not named here."""
    _worded.extend(models)


def kinds() -> tuple[type[Model], ...]:
    return tuple(_worded)


def kind_of(model: type[Model]) -> str:
    return model._meta.label_lower


def model_of(kind: str) -> type[Model]:
    """:raises KeyError: for what no app has named."""
    return {kind_of(model): model for model in _worded}[kind]


def fields_of(model: type[Model]) -> tuple[str, ...]:
    """The translated fields, in the order in which they stand on a page, notes last."""
    translated = set(translator.get_options_for_model(model).get_field_names())
    names = [field.name for field in model._meta.fields if field.name in translated]
    return tuple(sorted(names, key=lambda name: name in OF_A_TRANSLATION))
