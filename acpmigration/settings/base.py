"""What is true wherever the portal runs. Nothing is read from the environment here."""

from pathlib import Path
from typing import Any

import environ
from django.utils.translation import gettext_lazy as _

from acpmigration import __version__
from acpmigration.settings.accounts import *  # noqa: F403
from acpmigration.settings.description import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = BASE_DIR / "var"

env = environ.Env()

DEBUG = False
DEMO = False
RELEASE = __version__

INSTALLED_APPS = [
    # Patches the admin: has to come before it.
    "modeltranslation",
    "acpmigration.apps.BackOfficeConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "simple_history",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    # Takes allauth's pages out of the admin: has to come after it.
    "acpmigration.accounts",
    "acpmigration.reference",
    "acpmigration.search",
    "acpmigration.pages",
    "acpmigration.spreadsheets",
    "technical_assistance",
    "nsa_grants",
    "experts",
    "knowledge",
    "dashboard",
]

MIDDLEWARE = [
    "acpmigration.logs.RequestLog",
    # Headers first: errors, redirects and static files get them too.
    "acpmigration.middleware.AnswerHeaders",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "acpmigration.middleware.RefuseBadInput",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "acpmigration.middleware.LanguageFromAddress",
    "acpmigration.limits.middleware.RateLimits",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    # In this order: whose session is over is a stranger, and strangers need no second factor.
    "acpmigration.accounts.middleware.SessionLimits",
    "acpmigration.middleware.LoginRequired",
    "acpmigration.accounts.middleware.RequireSecondFactor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "acpmigration.urls"
WSGI_APPLICATION = "acpmigration.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "acpmigration.templatetags.components",
                "acpmigration.templatetags.downloads",
                "acpmigration.templatetags.fields",
                "acpmigration.templatetags.keeping",
                "acpmigration.templatetags.mails",
                "acpmigration.templatetags.records",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "acpmigration.context.site",
            ],
        },
    },
]

# Databases ---------------------------------------------------------------------------------------


def database(url: str) -> dict[str, Any]:
    """Turn an address into a configuration with what was measured to hold on that engine."""
    configuration = env.db_url_config(url)
    if configuration["ENGINE"].endswith("sqlite3"):
        configuration["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 5,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
                "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
            ),
        }
    else:
        # A row that somebody holds is waited for as long as SQLite's file is.
        configuration["OPTIONS"] = {"options": "-c lock_timeout=5000"}
        configuration["CONN_MAX_AGE"] = 60
        configuration["CONN_HEALTH_CHECKS"] = True
    return configuration


DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Languages and time ------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", _("English")),
    ("fr", _("French")),
    ("pt", _("Portuguese")),
    ("es", _("Spanish")),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_FALLBACK_LANGUAGES = ("en",)
USE_I18N = True
FORMAT_MODULE_PATH = "acpmigration.formats"
USE_TZ = True
TIME_ZONE = "UTC"
# The day of a figure is Brussels' day, wherever the reader is.
FIGURES_TIME_ZONE = "Europe/Brussels"

# Files -------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
# The build holds the stylesheet that `acpmigration.stylesheet` joins.
STATICFILES_DIRS = [BASE_DIR / "static", VAR_DIR / "build"]
STATIC_ROOT = VAR_DIR / "static"
# Nobody else's page needs our files.
WHITENOISE_ALLOW_ALL_ORIGINS = False
# Nothing that is uploaded is served by its path: a view asks the rule of the row first.
MEDIA_ROOT = SENDFILE_ROOT = VAR_DIR / "media"
# Public files that are dear to make, kept until the data change: in "made" among the uploads.
MADE_ROOT: Path | None = None
MEDIA_URL = "/media-is-served-by-views-only/"
STORAGES = {
    "default": {"BACKEND": "acpmigration.uploads.storage.WholeFiles"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# A virus scanner, such as tcp://127.0.0.1:3310 or unix:/run/clamav/clamd.ctl; none by default.
CLAMD = ""
SENDFILE_BACKEND = "django_sendfile.backends.simple"
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# Browser -----------------------------------------------------------------------------------------

SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "acpmigration.keeping.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    }
}

# Mail --------------------------------------------------------------------------------------------

# Of every mail; the two addresses of people are a production site's own.
DEFAULT_FROM_EMAIL = "portal@acpmigration.invalid"
MAIL_REPLY_TO = ""
# Who gets the audit trail's last hash each day, so that it is known elsewhere.
AUDIT_WITNESS: list[str] = []
EMAIL_TIMEOUT = 5

# Open data ---------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["acpmigration.open_data.rendering.Json"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    # Who reads what everybody may is nobody; what takes more names how it knows people.
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["acpmigration.open_data.permissions.DenyByDefault"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "acpmigration.open_data.problems.handle",
    # The address says it by its ending, never by a parameter.
    "URL_FORMAT_OVERRIDE": None,
}

# Of the IATI files: who publishes them (XM-DAC-47066 is IOM), what stands in every identifier, and
# the days of the programme itself as precisely as they are known; an empty end says that it goes
# on. Whoever has read an identifier keeps it: decide once.
IATI_ORGANISATION = "XM-DAC-47066"
IATI_PROGRAMME = "ACP-EU-MA"
IATI_PROGRAMME_STARTED = "2014-06"
IATI_PROGRAMME_ENDED = "2019-08"

# Limits ------------------------------------------------------------------------------------------

# What one client may ask for: so many requests in so many seconds. Whoever asks one thing after the
# other comes nowhere near.
RATE_LIMITS = {
    "api": (100, 3),
    "downloads": (20, 10),
    # Pages of a search, a filter or a page of a list.
    "questions": (100, 3),
    # Tokens that do not hold: failures, and the wait after them.
    "tokens": (5, 300),
}
# So many of these one process, of four threads or more, takes in for one client at a time; it works
# at them one after the other, and sends away what has not had its turn by then.
REQUESTS_AT_ONCE = 3
SECONDS_FOR_A_TURN = 5
PAGES_ARE_KEPT_FOR = 600  # In seconds, in the cache: those that many open.

DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
# The admin's forms carry four languages and inlines; a query is refused past 500 fields by the
# middleware RefuseBadInput.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
# Empty file fields count too: an intervention's page in the admin has one for each document and
# each picture.
DATA_UPLOAD_MAX_NUMBER_FILES = 100
