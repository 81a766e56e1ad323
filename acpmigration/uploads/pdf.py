"""PDF files: read by a process of its own, see ``pdf_inspection``."""

import subprocess
import sys
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


def check_pdf(file: IO[bytes]) -> None:
    """Accept a whole, plain PDF: nothing in it may act or hide.

    :raises FileRefused: otherwise.
    """
    verdict = _inspected(file.read())
    if verdict != FINE:
        raise FileRefused(REASONS.get(verdict, UNREADABLE))


def _inspected(content: bytes) -> str:
    """Return the inspection's word, or nothing if it did not live to say one."""
    # Isolated: neither the current folder nor the environment decides what is imported.
    command = [sys.executable, "-I", str(INSPECTION)]
    try:
        run = subprocess.run(  # noqa: S603 - our own program, the file is its standard input
            command, input=content, capture_output=True, timeout=PATIENCE_IN_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return ""
    return run.stdout.decode() if run.returncode == 0 else ""
