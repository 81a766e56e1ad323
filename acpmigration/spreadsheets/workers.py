"""Starting a process that works at imports, while the page that asked for it is answered."""

import os
import subprocess
import sys
import threading

from django.conf import settings
from django.utils import timezone

from acpmigration.commits import after_commit
from acpmigration.spreadsheets.models import ImportBatch
from acpmigration.spreadsheets.working import work

# Longer ones are worked at by a process of their own, so that nobody waits for a page.
SHORT = 300


def start_worker() -> None:
    """Start it in a session of its own: it goes on when the server is stopped or restarted."""
    process = subprocess.Popen(
        [sys.executable, "-m", "django", "work_imports"],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    # Somebody has to take note of its end, or it stays in the list of processes.
    threading.Thread(target=process.wait, daemon=True).start()


def start_or_work(batch: ImportBatch) -> None:
    """Work at a short import at once; have a long one worked at after the page was answered."""
    if (batch.total or 0) <= SHORT:
        work(batch=batch, clock=timezone.now)
    else:
        after_commit(start_worker)
