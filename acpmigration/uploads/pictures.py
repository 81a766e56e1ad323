"""Pictures: decoded within limits and drawn anew, so that nothing but the picture is kept."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath

from django.core.files.base import ContentFile, File
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from acpmigration.uploads.refused import FileRefused

MAX_SIZE = 10 * 1024 * 1024
MAX_PIXELS = 25_000_000
# No page shows a picture wider or higher.
MAX_SIDE = 1_600
QUALITY = 82
ENDING = ".webp"
CONTENT_TYPE = "image/webp"

WANTED = _("Send a JPEG, PNG or WebP picture of up to 10 MB and 25 megapixels.")
TOO_LARGE = _("This file is larger than 10 MB.")
TOO_MANY_PIXELS = _("This picture has more than 25 megapixels.")
OTHER_ENDING = _("The name of this file does not end in .jpg, .jpeg, .png or .webp.")
UNREADABLE = _("This file is not a whole picture of that kind.")

FORMATS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}

# For whatever opens pictures without asking here: Pillow itself only warns up to twice the limit.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


def check_picture(file: "File[bytes]", name: str | None) -> None:
    """Accept a picture that can be drawn anew.

    :raises FileRefused: otherwise.
    """
    with _opened(file, name) as image:
        image.load()


def redrawn(file: "File[bytes]", name: str | None) -> "tuple[ContentFile[bytes], tuple[int, int]]":
    """Return the picture upright, at most ``MAX_SIDE`` wide and high, without metadata; its size.

    :raises FileRefused: if it is no picture that is taken.
    """
    with _opened(file, name) as image:
        # Shrunk while it is decoded, where the format allows it.
        image.thumbnail((MAX_SIDE, MAX_SIDE))
        upright = ImageOps.exif_transpose(_in_eight_bits(image))
        mode = "RGBA" if upright.has_transparency_data else "RGB"
        # A new canvas: place, camera and profile stay behind with the old one.
        canvas = Image.new(mode, upright.size)
        canvas.paste(upright.convert(mode))
    drawn = io.BytesIO()
    canvas.save(drawn, "WEBP", quality=QUALITY)
    return ContentFile(drawn.getvalue()), canvas.size


def _in_eight_bits(image: Image.Image) -> Image.Image:
    """Pillow would cut shades of grey in sixteen bits to white, where they are to be divided."""
    if not image.mode.startswith("I"):
        return image
    return image.convert("I").point(lambda shade: shade * (1 / 256)).convert("L")


@contextmanager
def _opened(file: "File[bytes]", name: str | None) -> Iterator[Image.Image]:
    """Open a picture whose size, taken from its header, is within the limits."""
    if file.size > MAX_SIZE:
        raise FileRefused(TOO_LARGE)
    ending = PurePath((name or "").strip()).suffix.lower()
    if ending not in FORMATS:
        raise FileRefused(OTHER_ENDING)
    file.seek(0)
    try:
        with Image.open(file, formats=[FORMATS[ending]]) as image:
            _check_pixels(image)
            yield image
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise FileRefused(TOO_MANY_PIXELS) from error
    except Exception as error:
        # A decoder fails on a hostile file in whichever way it likes.
        raise FileRefused(UNREADABLE) from error
    file.seek(0)


def _check_pixels(image: Image.Image) -> None:
    if image.width * image.height > MAX_PIXELS:
        raise Image.DecompressionBombError
