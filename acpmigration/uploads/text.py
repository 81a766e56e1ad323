"""Plain text, such as CSV: nothing in it may be anything else."""

from typing import IO

from django.utils.translation import gettext_lazy as _

from acpmigration.uploads.refused import FileRefused

BLOCK = 64 * 1024
NOT_TEXT = _("This file is not text.")


def check_text(file: IO[bytes]) -> None:
    """Accept a file without zero bytes, but for UTF-16 that says so at its beginning.

    :raises FileRefused: otherwise.
    """
    begins = file.read(2)
    file.seek(0)
    if begins in (b"\xff\xfe", b"\xfe\xff"):
        return
    while block := file.read(BLOCK):
        if b"\0" in block:
            raise FileRefused(NOT_TEXT)
