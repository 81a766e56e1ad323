"""What two profiles of one person have in common, however it was written."""

import re
from typing import Any, ClassVar

from django.db import models

from acpmigration.search.analyser import fold, words

# Folding can make a name longer: an index takes no more than this.
LONGEST = 300
# Fewer digits than the shortest number that a phone field takes: an answer such as "none".
FEWEST_DIGITS = 6


def name_key(written: str) -> str:
    """The parts of a name in a fixed order, without accents and capitals."""
    return " ".join(sorted(filter(None, map(fold, words(written)))))[:LONGEST]


def phone_key(written: str) -> str:
    """The digits of a number; 00 and + before the country code are the same."""
    digits = re.sub(r"[^0-9]", "", written).lstrip("0")
    return digits if len(digits) >= FEWEST_DIGITS else ""


class KeyField(models.CharField):  # type: ignore[type-arg]
    """Follows another field whenever the row is saved, so that an index finds what is alike.

    Whoever saves by ``update_fields`` or ``update()`` has to name it too.
    """

    of: ClassVar[str]

    @staticmethod
    def read(written: str) -> str:
        raise NotImplementedError

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"blank": True, "editable": False, **kwargs})

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        key = self.read(getattr(model_instance, self.of))
        setattr(model_instance, self.attname, key)
        return key


class NameKeyField(KeyField):
    of = "name"
    read = staticmethod(name_key)


class PhoneKeyField(KeyField):
    of = "phone"
    read = staticmethod(phone_key)
