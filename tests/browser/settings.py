"""The demo as the browser tests serve it: every file it writes lies in a folder of its own."""

import os
from pathlib import Path

from acpmigration.settings.development import *  # noqa: F403
from acpmigration.settings.development import database

VAR_DIR = Path(os.environ["PORTAL_FOLDER"])
DEBUG = False
DATABASES = {"default": database(f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
DEMO_LOGINS = VAR_DIR / "demo-logins.json"
EMAIL_FILE_PATH = VAR_DIR / "mail"
MEDIA_ROOT = SENDFILE_ROOT = VAR_DIR / "media"
