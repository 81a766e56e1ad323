"""A developer's machine and the demo: `make serve`."""

from acpmigration.settings.base import *  # noqa: F403
from acpmigration.settings.base import VAR_DIR, database, env

DEBUG = env.bool("DJANGO_DEBUG", default=True)
# Shows the notice that some records are samples, and lets `make serve` make demo log-ins.
DEMO = True
DEMO_LOGINS = VAR_DIR / "demo-logins.json"
SECRET_KEY = "development-only-never-in-production"  # noqa: S105
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver"]
INTERNAL_IPS = ["127.0.0.1"]

DATABASES = {"default": database(env.str("DATABASE_URL", f"sqlite:///{VAR_DIR / 'db.sqlite3'}"))}
# What links in mails begin with.
SITE_URL = env.str("SITE_URL", "http://127.0.0.1:8000")
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"

# Static files come straight from their sources, without the release's hashed names.
STATIC_ROOT = None  # type: ignore[assignment]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

# Django prints errors on the console only while DEBUG is on.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
