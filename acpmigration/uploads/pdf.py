"""PDF files: read by a process of its own, see ``pdf_inspection``."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO

from django.utils.translation import gettext_lazy as _

from acpmigration.uploads.refused import FileRefused

INSPECTION = Path(__file__).with_name("pdf_inspection.py")
# Its own limit is on the time it works; this one is for a machine that is busy otherwise.
PATIENCE_IN_SECONDS = 10

FINE = "fine"
REASONS = {
    "encrypted": _("This PDF is encrypted or has a password."),
    "active": _("This PDF contains scripts or actions."),
    "attachments": _("This PDF has other files attached."),
}
UNREADABLE = _("This PDF is damaged or too complicated; print it to a new PDF.")


def check_pdf(file: IO[bytes]) -> int:
    """Accept a whole, plain PDF: nothing in it may act or hide. Return its number of pages.

    :raises FileRefused: otherwise.
    """
    verdict, _space, pages = (
        output_of(INSPECTION, file, PATIENCE_IN_SECONDS).decode().partition(" ")
    )
    if verdict != FINE:
        raise FileRefused(REASONS.get(verdict, UNREADABLE))
    return int(pages)


def output_of(program: Path, file: IO[bytes], patience: int, *arguments: str) -> bytes:
    """Return what a program of ours writes about a file, or nothing if it did not live to.

    The file goes over a copy on disk, for it may be too large for our own memory.
    """
    # Isolated: neither the current folder nor the environment decides what is imported.
    command = [sys.executable, "-I", str(program), *arguments]
    with tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(file, copy)
        copy.seek(0)
        try:
            run = subprocess.run(  # noqa: S603 - our own program, the file is its standard input
                command, stdin=copy, capture_output=True, timeout=patience, check=False
            )
        except subprocess.TimeoutExpired:
            return b""
    return run.stdout if run.returncode == 0 else b""
