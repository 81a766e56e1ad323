"""Sentences that are kept now and read later, by whoever looks, in the reader's own language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext

from acpmigration.refusals import Refusal


@dataclass(frozen=True)
class Sentence:
    """``text`` is the English of the catalogues, marked there with ``gettext_noop``."""

    text: str
    values: Mapping[str, str | int] = field(default_factory=dict)

    def __str__(self) -> str:
        return gettext(self.text) % self.values

    def as_json(self) -> dict[str, Any]:
        return {"text": self.text, "values": dict(self.values)}


def from_json(kept: Mapping[str, Any]) -> Sentence:
    return Sentence(kept["text"], kept["values"])


class FileNotUnderstood(Refusal):
    """The file as a whole cannot be read; ``sentence`` says why."""

    def __init__(self, text: str, **values: str | int) -> None:
        self.sentence = Sentence(text, values)
        super().__init__()

    def __str__(self) -> str:
        return str(self.sentence)
