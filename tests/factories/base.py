"""What the factories of records share."""

from typing import Any

import factory
from modeltranslation.translator import NotRegistered, translator


class RecordFactory(factory.django.DjangoModelFactory):
    """Makes the smallest valid row.

    A translated text given by its bare name is the English one, whatever language is active.
    """

    class Meta:
        abstract = True
        skip_postgeneration_save = True

    @classmethod
    def _adjust_kwargs(cls, **kwargs: Any) -> dict[str, Any]:
        try:
            translated = translator.get_options_for_model(cls._meta.model).all_fields
        except NotRegistered:
            return kwargs
        return {f"{name}_en" if name in translated else name: kwargs[name] for name in kwargs}
