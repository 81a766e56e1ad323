"""A real site. Everything secret or local comes from the environment; what is missing is named."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from acpmigration.settings.base import *  # noqa: F403
from acpmigration.settings.base import (
    IATI_ORGANISATION,
    IATI_PROGRAMME,
    IATI_PROGRAMME_ENDED,
    IATI_PROGRAMME_STARTED,
    STORAGES,
    VAR_DIR,
    database,
    env,
)

REQUIRED = [
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "SITE_URL",
    "DATABASE_URL",
    "REDIS_URL",
    "RELEASE",
    "EMAIL_URL",
    "DEFAULT_FROM_EMAIL",
]
if missing := [name for name in REQUIRED if not env.str(name, "")]:
    raise ImproperlyConfigured(f"Set {', '.join(missing)} in the environment.")

SECRET_KEY = env.str("SECRET_KEY")
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 10:
    raise ImproperlyConfigured("SECRET_KEY has to be at least 50 random characters.")
# Former keys: what was signed or encrypted with them still counts.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
# What links in mails begin with: never the host that a request names, which anybody can write.
SITE_URL = env.str("SITE_URL").rstrip("/")
DATABASES = {"default": database(env.str("DATABASE_URL"))}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": env.str("REDIS_URL"),
        # A cache that hangs is down: what it guards is refused instead of waiting.
        "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 2},
    }
}
# Part of every page's ETag: has to change with every deployment.
RELEASE = env.str("RELEASE")
MEDIA_ROOT = SENDFILE_ROOT = Path(env.str("MEDIA_ROOT", str(VAR_DIR / "media")))
SENDFILE_BACKEND = env.str("SENDFILE_BACKEND", "django_sendfile.backends.nginx")
CLAMD = env.str("CLAMD", "")
SENDFILE_URL = "/protected"
EMAIL_CONFIG = env.email_url("EMAIL_URL")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL")
MAIL_REPLY_TO = env.str("MAIL_REPLY_TO", "")
AUDIT_WITNESS = env.list("AUDIT_WITNESS", default=[])
IATI_ORGANISATION = env.str("IATI_ORGANISATION", IATI_ORGANISATION)
IATI_PROGRAMME = env.str("IATI_PROGRAMME", IATI_PROGRAMME)
IATI_PROGRAMME_STARTED = env.str("IATI_PROGRAMME_STARTED", IATI_PROGRAMME_STARTED)
IATI_PROGRAMME_ENDED = env.str("IATI_PROGRAMME_ENDED", IATI_PROGRAMME_ENDED)

STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# How many proxies of our own stand in front: a client's address is the one that the outermost of
# them saw, whatever else the client writes into X-Forwarded-For.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 1)

# BEHIND_TLS=0 is for measuring over plain loopback only.
BEHIND_TLS = env.bool("BEHIND_TLS", True)
SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
if BEHIND_TLS:
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"

# One line of JSON for each event, with nobody's data in it: see acpmigration/logs.py.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "acpmigration.logs.JSONLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    # Django's own would also mail errors, with all that a request holds.
    "loggers": {"django": {"handlers": [], "level": "INFO", "propagate": True}},
}
