"""What no linter can check: conventions of the whole house, each as a walk over all of it."""

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import models
from django.db.models import Q

from acpmigration.constraints import dated, together
from acpmigration.middleware import HEADERS

pytestmark = pytest.mark.static

ROOT = settings.BASE_DIR
PACKAGES = [
    "acpmigration",
    "technical_assistance",
    "nsa_grants",
    "experts",
    "knowledge",
    "dashboard",
]


def files(*folders: str, suffixes: Iterable[str]) -> list[Path]:
    return sorted(
        path
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.suffix in suffixes and path.is_file()
    )


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


CODE = [path for path in files(*PACKAGES, suffixes={".py"}) if "migrations" not in path.parts]
TEMPLATES = files("templates", suffixes={".html", ".xml", ".txt", ".svg"})
COMPONENTS = [path for path in TEMPLATES if path.parent.name == "components"]
STATIC = files("static", suffixes={".css", ".js", ".svg", ".html", ".json", ".webmanifest"})


# Models ------------------------------------------------------------------------------------------


def own_models() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models()
        if model.__module__.split(".")[0] in PACKAGES and not hasattr(model, "history_object")
    ]


def conditions(model: type[models.Model]) -> list[Q]:
    return [
        constraint.condition
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint) and isinstance(constraint.condition, Q)
    ]


def leaves(condition: Q) -> Iterator[tuple[str, object]]:
    for child in condition.children:
        if isinstance(child, Q):
            yield from leaves(child)
        else:
            yield child  # type: ignore[misc]


def fields_with_choices() -> list[models.Field]:
    return [
        field
        for model in own_models()
        for field in model._meta.concrete_fields
        if field.choices and field.model is model
    ]


def pairs(first: str, second: str) -> list[tuple[type[models.Model], str, str]]:
    """The pairs of fields whose names differ in these endings only."""
    found = []
    for model in own_models():
        names = {field.name for field in model._meta.concrete_fields}
        for name in sorted(names):
            other = name.removesuffix(first) + second
            if name.endswith(first) and other in names:
                found.append((model, name, other))
    return found


def values_held(field: models.Field) -> list[set[object]]:
    """What each rule of the database lets the column be."""
    return [
        set(value)
        for condition in conditions(field.model)
        for name, value in leaves(condition)
        if name == f"{field.name}__in"
    ]


def test_choices_are_held_by_the_database():
    loose = [
        str(field)
        for field in fields_with_choices()
        if {value for value, _label in field.flatchoices} not in values_held(field)
    ]

    assert loose == []


def test_both_ends_of_a_dated_fact_are_held():
    loose = [
        f"{model._meta.label}.{first}"
        for model, first, _second in pairs("_from", "_until")
        if dated(first.removesuffix("_from")).condition not in conditions(model)
    ]

    assert loose == []


def test_a_moment_and_its_actor_are_held_together():
    loose = []
    for model, first, second in pairs("_at", "_by"):
        moment, actor = model._meta.get_field(first), model._meta.get_field(second)
        always_both = not moment.null and not actor.null
        if not always_both and together(first, second).condition not in conditions(model):
            loose.append(f"{model._meta.label}.{first}")

    assert loose == []


def test_the_walks_over_models_find_what_they_look_for():
    assert len(fields_with_choices()) >= 10
    assert len(pairs("_from", "_until")) >= 4
    assert len(pairs("_at", "_by")) >= 2


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


# Code --------------------------------------------------------------------------------------------

# What could fetch an address that a user names. The portal calls nobody.
HTTP_CLIENTS = {
    "aiohttp",
    "ftplib",
    "http.client",
    "httpx",
    "pycurl",
    "requests",
    "socket",
    "urllib.request",
    "urllib3",
    "xmlrpc",
}
# Asks the virus scanner that the settings name, and nobody whom a user names.
MAY_CONNECT = {"acpmigration/uploads/scanning.py": {"socket"}}
NAMES_THAT_SAY_NOTHING = {"utils", "helpers", "services", "common"}


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def clients_in(path: Path) -> set[str]:
    return {name for name in imported(path) if HTTP_CLIENTS & {name, name.partition(".")[0]}}


def test_the_portal_has_no_client_that_fetches_addresses():
    found = {named(path): clients for path in CODE if (clients := clients_in(path))}

    assert found == MAY_CONNECT


def test_a_module_fits_on_a_few_screens():
    lengths = {named(path): len(path.read_text("utf-8").splitlines()) for path in CODE}

    assert len(lengths) > 100
    assert {name: length for name, length in lengths.items() if length > 250} == {}


def test_a_module_has_a_name_that_says_something():
    assert [
        named(path) for path in CODE if NAMES_THAT_SAY_NOTHING & {path.stem, path.parent.name}
    ] == []


# Templates and static files ----------------------------------------------------------------------

INLINE = {
    "style attribute": re.compile(r"<[^>]*\sstyle\s*="),
    "style element": re.compile(r"<style\b"),
    "event handler": re.compile(r"<[^>]*\son[a-z]+\s*="),
    # Structured data is not run, so the policy lets it pass.
    "script": re.compile(r"<script\b(?![^>]*\b(?:src=|type=\"application/(?:ld\+)?json\"))"),
}
OTHER_HOST = re.compile(r"(?:https?:)?//(?!www\.w3\.org/)[a-z0-9-]+\.[a-z0-9.-]+", re.IGNORECASE)
# What a browser fetches while it shows a page, as against a link that a reader may follow.
FETCHED = re.compile(
    r"<(?:img|script|iframe|source|video|audio|embed|use|image)\b[^>]*\b(?:src|srcset|href)=\"([^\"]*)\""
    r"|<link\b[^>]*\brel=\"(?:stylesheet|icon|preload|preconnect|modulepreload)\"[^>]*\bhref=\"([^\"]*)\""
)


OPENING = re.compile(r"\s*(?:\{#(.*?)#\}|\{% comment %\}(.*?)\{% endcomment %\})", re.DOTALL)


def opening_of(path: Path) -> str:
    """The comment with which a component begins."""
    found = OPENING.match(path.read_text(encoding="utf-8"))
    return (found[1] or found[2]) if found else ""


def test_a_component_says_what_it_takes():
    assert len(COMPONENTS) > 10
    assert [named(path) for path in COMPONENTS if "Takes:" not in opening_of(path)] == []


def test_a_template_has_no_inline_style_or_script():
    found = [
        f"{named(path)}: {what}"
        for path in TEMPLATES
        for what, pattern in INLINE.items()
        if pattern.search(path.read_text(encoding="utf-8"))
    ]

    assert len(TEMPLATES) > 100
    assert found == []


# What a template says itself once tags, comments and translated sentences are taken out.
NOT_SAID = re.compile(
    r"{% (comment|blocktranslate)\b.*?{% end\1 %}|{#.*?#}|{%.*?%}|{{.*?}}|<meta .*?>", re.DOTALL
)
COLON = re.compile(r".*:(?=[\s<]|$).*", re.MULTILINE)


@pytest.mark.parametrize(
    ("template", "is_found"),
    [
        ("{{ label }}: {{ value }}", True),
        ('{% translate "Sort by" %}:', True),
        ("<b>{{ label }}:</b>", True),
        ('{{ label }}{% translate ":" %} {{ value }}', False),
        ("{% blocktranslate %}Row {{ n }}: {{ words }}{% endblocktranslate %}", False),
        ('<a href="tel:{{ number }}">', False),
    ],
)
def test_the_search_for_colons_finds_those_that_are_read(template, is_found):
    assert bool(COLON.search(NOT_SAID.sub("", template))) is is_found


def test_a_colon_is_written_as_the_language_of_the_page_does():
    """French has a narrow space before it: ``{% translate ":" %}``."""
    found = [
        f"{named(path)}: {line.strip()}"
        for path in TEMPLATES
        # Programs speak no language of ours.
        if path.name != "styleguide.html" and path.parent.name != "examples"
        for line in COLON.findall(NOT_SAID.sub("", path.read_text(encoding="utf-8")))
    ]

    assert found == []


def test_a_template_fetches_nothing_from_another_host():
    found = [
        f"{named(path)}: {address}"
        for path in TEMPLATES
        for parts in FETCHED.findall(path.read_text(encoding="utf-8"))
        if OTHER_HOST.search(address := "".join(parts))
    ]

    assert found == []


def test_a_static_file_names_no_other_host():
    found = [
        f"{named(path)}: {address}"
        for path in STATIC
        for address in OTHER_HOST.findall(path.read_text(encoding="utf-8"))
    ]

    assert len(STATIC) > 10
    assert found == []


# Secrets and settings ----------------------------------------------------------------------------

SECRETS = {
    "private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY"),
    "cloud key": re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    "access token": re.compile(r"\b(?:gh[pousr]_|glpat-|xox[abp]-|sk_live_)[A-Za-z0-9_-]{16,}"),
    "signed token": re.compile(r"\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}"),
    "password in an address": re.compile(r"\b[a-z+]+://[^\s:/@\"'<>{}$]+:[^\s:/@\"'<>{}$]+@"),
    "password": re.compile(
        r"\b(?:secret_key|password|passwd|token|api_key)\b\s*[:=]\s*[\"'][^\"'\s{}<>$]{8,}[\"']",
        re.IGNORECASE,
    ),
}
# Not secrets, and said so where they stand.
KNOWN = {"development-only-never-in-production", "test-only"}
READ = {"", ".py", ".toml", ".yaml", ".yml", ".md", ".html", ".js", ".css", ".conf", ".service"}
FOLDERS = [*PACKAGES, ".ci", "deploy", "docs", "fixtures", "requirements", "static", "templates"]

PRODUCTION = {
    "SECRET_KEY": "".join(chr(65 + number % 57) for number in range(64)),
    "ALLOWED_HOSTS": "portal.example.org",
    "SITE_URL": "https://portal.example.org",
    "DATABASE_URL": "postgres://portal@127.0.0.1/portal",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "RELEASE": "2026-01-01",
    "EMAIL_URL": "smtp://127.0.0.1:25",
    "DEFAULT_FROM_EMAIL": "portal@example.org",
}


STARTED = "import acpmigration.settings.production as p; print(p.DEBUG)"
ASKED = """
import django, json
django.setup()
from django.conf import settings
from django.test import Client
ask = Client(headers={"host": "portal.example.org"}).get
answers = [ask("/healthz", secure=secure) for secure in (False, True)]
names = [f"{kind}_COOKIE_{what}" for kind in ("SESSION", "CSRF")
         for what in ("NAME", "SECURE", "HTTPONLY", "SAMESITE", "DOMAIN", "PATH")]
print(json.dumps({
    "answers": [[answer.status_code, dict(answer.headers)] for answer in answers],
    "cookies": [getattr(settings, name) for name in names],
}))
"""


def start_production(
    environment: dict[str, str], program: str = STARTED
) -> subprocess.CompletedProcess[str]:
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(  # noqa: S603  # the two programs above
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**inherited, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_no_secret_stands_in_the_project():
    found = [
        f"{named(path)}: {what}"
        for path in [*files(*FOLDERS, suffixes=READ), *(ROOT / "tests").rglob("*.yaml")]
        for what, pattern in SECRETS.items()
        for hit in pattern.finditer(path.read_text(encoding="utf-8", errors="replace"))
        if not any(known in hit[0] for known in KNOWN)
    ]

    assert found == []


@pytest.mark.parametrize("line", ['password = "hunter2hunter2"', "redis://me:secret@host/0"])
def test_the_search_for_secrets_finds_some(line):
    assert any(pattern.search(line) for pattern in SECRETS.values())


def test_production_starts_with_its_environment_and_without_debug():
    started = start_production({**PRODUCTION, "DJANGO_DEBUG": "1", "DEBUG": "1"})

    assert (started.returncode, started.stdout, started.stderr) == (0, "False\n", "")


def test_production_answers_over_tls_only_and_keeps_its_cookies_there():
    settings = {"DJANGO_SETTINGS_MODULE": "acpmigration.settings.production"}
    started = start_production({**PRODUCTION, **settings}, ASKED)
    told = json.loads(started.stdout.splitlines()[-1])
    (moved, to), (answered, headers) = told["answers"]

    assert (moved, to["Location"]) == (301, "https://portal.example.org/healthz")
    assert (answered, headers["Strict-Transport-Security"]) == (
        200,
        "max-age=31536000; includeSubDomains; preload",
    )
    for given in (to, headers):
        assert given["X-Frame-Options"] == "DENY"
        assert "default-src 'none'" in given["Content-Security-Policy"]
        assert {name: given[name] for name in HEADERS} == HEADERS
    assert told["cookies"] == [
        *("__Host-sessionid", True, True, "Lax", None, "/"),
        *("__Host-csrftoken", True, True, "Lax", None, "/"),
    ]


@pytest.mark.parametrize("name", PRODUCTION)
def test_production_refuses_to_start_without(name):
    started = start_production({key: PRODUCTION[key] for key in PRODUCTION if key != name})

    assert started.returncode == 1
    assert f"Set {name} in the environment." in started.stderr


def test_production_names_everything_that_is_missing_or_empty():
    started = start_production(dict.fromkeys(PRODUCTION, ""))

    assert f"Set {', '.join(PRODUCTION)} in the environment." in started.stderr


@pytest.mark.parametrize("key", ["development-only-never-in-production", "x" * 64])
def test_production_refuses_a_key_that_can_be_guessed(key):
    started = start_production({**PRODUCTION, "SECRET_KEY": key})

    assert "SECRET_KEY has to be at least 50 random characters." in started.stderr


def test_a_lock_file_holds_hashes_and_no_address():
    locks = files("requirements", suffixes={".txt"})
    texts = {named(path): path.read_text(encoding="utf-8") for path in locks}

    assert len(texts) == 2
    assert [name for name, text in texts.items() if "--hash=sha256:" not in text] == []
    assert [name for name, text in texts.items() if "://" in text] == []
