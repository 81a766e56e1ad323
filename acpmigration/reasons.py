"""Why a line of a record's history was written, in words: what the domain noted is a key.

An app registers its own in ``ready()``; what is not registered was typed by somebody.
"""

from collections.abc import Mapping

from django.utils.functional import Promise

from acpmigration.publication import Publication

_words: dict[str, str | Promise] = {}


def register(words: Mapping[str, str | Promise]) -> None:
    _words.update(words)


def reason_in_words(reason: str | None) -> str:
    """``unpublish: asked for by the ministry`` as ``taken back from the public: asked for …``."""
    key, colon, rest = (reason or "").partition(":")
    if key not in _words:
        return reason or ""
    return f"{_words[key]}{colon}{rest}"


register({word.value: word.label for word in Publication})
