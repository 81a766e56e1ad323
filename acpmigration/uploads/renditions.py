"""A stored picture in the widths that pages need, as AVIF and as WebP.

They are made when the picture is stored, and named after it: ``<name>-200.avif``. A browser takes
the smallest that is sharp enough.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from PIL import Image, ImageFilter

WIDTHS = (200, 400, 800)
# Ending -> name of the format, its content type, and how it is written.
FORMATS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "avif": ("AVIF", "image/avif", {"speed": 8}),
    "webp": ("WEBP", "image/webp", {"method": 4}),
}
QUALITIES = (62, 50, 40, 30, 20, 10)
# What is nothing but noise is softened at last: it has no drawing that could be lost.
SOFTER = ((10, 1), (10, 3), (10, 8), (10, 20))
# Bytes of the smallest width, which lists show by the dozen; the others may be larger by area.
MOST_BYTES = 15_000


def rendition_name(stored: str, width: int, ending: str) -> str:
    return f"{PurePosixPath(stored).with_suffix('')}-{width}.{ending}"


def names(stored: str) -> list[str]:
    """All that may have been made of a stored picture."""
    return [rendition_name(stored, width, ending) for width in WIDTHS for ending in FORMATS]


def make(storage: Storage, stored: str) -> None:
    """Draw a stored picture in all widths that are smaller than its own, and in the smallest."""
    with storage.open(stored) as file, Image.open(file) as image:
        image.load()
        for width in widths_of(image.width):
            small = image.copy()
            small.thumbnail((width, width * image.height))
            for ending in FORMATS:
                content = ContentFile(_written(small, ending, MOST_BYTES * width // WIDTHS[0]))
                storage.save(rendition_name(stored, width, ending), content)


def widths_of(width: int) -> list[int]:
    return [each for each in WIDTHS if each <= width] or [WIDTHS[0]]


def _written(image: Image.Image, ending: str, most: int) -> bytes:
    """The picture in the best quality that is small enough, else in the least."""
    tried = b""
    for tried in _tries(image, ending):
        if len(tried) <= most:
            break
    return tried


def _tries(image: Image.Image, ending: str) -> Iterator[bytes]:
    name, _content_type, how = FORMATS[ending]
    for quality, softness in (*((quality, 0) for quality in QUALITIES), *SOFTER):
        drawn = io.BytesIO()
        soft = image.filter(ImageFilter.BoxBlur(softness)) if softness else image
        soft.save(drawn, name, quality=quality, **how)
        yield drawn.getvalue()


@dataclass(frozen=True)
class Shown:
    """A picture as ``components/picture.html`` takes it; a source: content type, addresses."""

    src: str
    alt: str
    width: int
    height: int
    sources: list[tuple[str, str]]


def shown(address: str, alt: str, width: int, height: int) -> Shown:
    """``address`` is that of the stored picture; its renditions are at ``<address>-200.avif``."""
    return Shown(
        address,
        alt,
        width,
        height,
        [
            (content_type, ", ".join(f"{address}-{w}.{ending} {w}w" for w in widths_of(width)))
            for ending, (_name, content_type, _how) in FORMATS.items()
        ],
    )
