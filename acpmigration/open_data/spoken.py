"""What is written piece by piece, in one language from its beginning to its end."""

from collections.abc import Iterator
from typing import Any

from django.utils import translation


def spoken(pieces: Any, language: str | None) -> Iterator[Any]:
    """The same pieces, each made in ``language``: between two the thread serves other people."""
    try:
        while True:
            with translation.override(language):
                piece = next(pieces, None)
            if piece is None:
                return
            yield piece
    finally:
        # Whoever breaks off leaves no query open.
        pieces.close()
