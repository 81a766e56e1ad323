"""Starting a process that works at imports, while the page that asked for it is answered."""

import os
import subprocess
import sys
import threading

from django.conf import settings


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
