"""Why a line of a record's history was written, in words: what the domain noted is a key.

An app registers its own in ``ready()``; what is not registered was typed by somebody.
"""

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from acpmigration.publication import Publication

# Stands before the moment of the version that came back.
RESTORED = "restored"

_words: dict[str, str | Promise] = {}


def register(words: Mapping[str, str | Promise]) -> None:
    _words.update(words)


def reason_in_words(reason: str | None) -> str:
    """``unpublish: asked for by the ministry`` as ``taken back from the public: asked for …``."""
    key, colon, rest = (reason or "").partition(":")
    if key not in _words:
        return reason or ""
    return f"{_words[key]}{colon} {_moment(rest) if key == RESTORED else rest.strip()}".strip()


def _moment(written: str) -> str:
    try:
        moment = datetime.fromisoformat(written.strip())
        return date_format(timezone.localtime(moment), "DATETIME_FORMAT")
    except ValueError:
        return written.strip()


register({word.value: word.label for word in Publication})
register({RESTORED: _("restored from an earlier version")})
