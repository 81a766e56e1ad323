"""What the workspace costs on a slow link: the limits of its first and of its later visits."""

import gzip

import brotli
import pytest
from django.conf import settings
from django.urls import reverse

from acpmigration.scripts import joined
from acpmigration.stylesheet import minified, stylesheet
from tests.factories.technical_assistance import InterventionFactory

STATIC = settings.BASE_DIR / "static"
# Of five answers, as measured.
HEADS = 4_300

LANGUAGES = ["", "/fr", "/pt", "/es"]


def weight_of_files():
    """Stylesheets, script and icon, packed as they are served; the workspace has no web font."""
    own = (STATIC / "css" / "workspace.css").read_text(encoding="utf-8")
    packed = [stylesheet(), own, joined("workspace")]
    icon = len(gzip.compress((STATIC / "img" / "favicon.svg").read_bytes(), 6))
    return sum(len(brotli.compress(text.encode())) for text in packed) + icon + HEADS


def weight_of(page):
    return len(gzip.compress(page.content, 6))


@pytest.fixture
def coordinator_client(client, coordinator):
    client.force_login(coordinator)
    return client


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_that_logs_progress_is_light(coordinator_client, ongoing, language):
    where = language + reverse("coordination:progress-log", args=[ongoing.slug])

    page = weight_of(coordinator_client.get(where))

    assert page <= 8_000
    assert page + weight_of_files() <= 34_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_board_of_many_interventions_is_light(coordinator_client, saint_lucia, language):
    InterventionFactory.create_batch(60, country=saint_lucia)

    page = weight_of(coordinator_client.get(language + reverse("coordination:board")))

    assert page <= 15_000
    assert page + weight_of_files() <= 50_000


def test_the_workspace_loads_no_web_font():
    own = minified((STATIC / "css" / "workspace.css").read_text(encoding="utf-8"))

    assert "--head:var(--text)" in own
    assert "@font-face" not in own
