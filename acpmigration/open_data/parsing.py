"""Reading what programs send: small, whole, and each thing said once."""

import json
from collections.abc import Mapping
from typing import IO, Any, NoReturn

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

from acpmigration.open_data.problems import TooMuch

MOST = 256 * 1024


class StrictJson(JSONParser):
    """No more is read than ``MOST`` bytes, however much is sent."""

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        """:raises ParseError: for what is no JSON object, or says a thing twice.

        :raises TooMuch: for more than ``MOST`` bytes.
        """
        raw = stream.read(MOST + 1)
        if len(raw) > MOST:
            raise TooMuch
        try:
            found = json.loads(
                raw.decode(), object_pairs_hook=_said_once, parse_constant=_no_number
            )
            # Half a character is none, in no database either.
            json.dumps(found, ensure_ascii=False).encode()
        except (ValueError, RecursionError) as broken:
            raise ParseError(_("This is not JSON.")) from broken
        if not isinstance(found, dict):
            raise ParseError(_("This is not a JSON object."))
        return found


def _said_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ParseError(_("A name stands twice in one object."))
    return found


def _no_number(written: str) -> NoReturn:
    raise ParseError(_("%(written)s is no number.") % {"written": written})
