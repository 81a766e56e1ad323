"""The test run: fast hashes, no compression, files in a folder of its own."""

import tempfile
from pathlib import Path

from acpmigration.settings.base import *  # noqa: F403
from acpmigration.settings.base import RATE_LIMITS, database, env

SECRET_KEY = "test-only"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
DATABASES = {"default": database(env.str("DATABASE_URL", "sqlite://:memory:"))}
if cache := env.str("REDIS_URL", ""):
    CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": cache}
    }
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Tests ask faster than people; those of the limits set small ones.
RATE_LIMITS = {**RATE_LIMITS, **dict.fromkeys(("api", "downloads", "questions"), (100_000, 10))}
REQUESTS_AT_ONCE = 1_000
# The data of one test have the same number as those of another.
PAGES_ARE_KEPT_FOR = 0
MEDIA_ROOT = SENDFILE_ROOT = Path(tempfile.gettempdir()) / "acpmigration-test-media"
SITE_URL = "https://testserver"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Static files come straight from their sources, looked up only when one is asked for.
STATIC_ROOT = None  # type: ignore[assignment]
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
