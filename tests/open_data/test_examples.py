"""The examples of the API's page, run as they are printed."""

import html
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from dashboard.views.open_data_api import EXAMPLES
from tests.factories.nsa_grants import GrantProjectFactory
from tests.factories.reference import CountryFactory, RegionFactory, TopicFactory
from tests.factories.technical_assistance import InterventionFactory

needs_debians_tools = pytest.mark.examples


def printed(name: str) -> str:
    page = Client().get("/open-data/api/").text
    return html.unescape(
        re.search(rf'<pre data-example="{re.escape(name)}"><code>(.*?)</code>', page, re.DOTALL)[1]
    )


def run(folder: Path, *command: str) -> str:
    done = subprocess.run(  # noqa: S603
        command, cwd=folder, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def served(live_server, settings):
    """Two interventions that the examples ask for, and others."""
    settings.SITE_URL = live_server.url
    country = CountryFactory(region=RegionFactory(slug="caribbean"))
    shown = {"published": True, "country": country, "topics": [TopicFactory(slug="thb")]}
    InterventionFactory(slug="first", title="Protéger", **shown)
    InterventionFactory(slug="second", title="Learn", completed=True, **shown)
    InterventionFactory(slug="elsewhere", title="Elsewhere", published=True)
    GrantProjectFactory(slug="radio", published=True, started_until="2018-01-31")


def test_python_as_it_is_printed(served, tmp_path):
    listed = run(tmp_path, sys.executable, "-c", printed("list.py"))
    figure = run(tmp_path, sys.executable, "-c", printed("figure.py"))

    assert sorted(listed.splitlines()) == ["first ongoing Protéger", "second completed Learn"]
    assert re.search(r"^3 .* as of \d{4}-\d\d-\d\d$", figure, re.MULTILINE)
    assert figure.endswith("\n3 records\n")


@needs_debians_tools
def test_curl_as_it_is_printed(served, tmp_path):
    found = json.loads(run(tmp_path, "sh", "-c", printed("list.sh")))
    run(tmp_path, "sh", "-c", printed("changed.sh"))
    first = (tmp_path / "grants.json").read_text()
    run(tmp_path, "sh", "-c", printed("changed.sh"))

    assert {each["slug"] for each in found["results"]} == {"first", "second"}
    assert [each["slug"] for each in json.loads(first)["results"]] == ["radio"]
    assert (tmp_path / "grants.json").read_text() == first


@needs_debians_tools
def test_r_as_it_is_printed(served, tmp_path):
    listed = run(tmp_path, "Rscript", "-e", printed("list.R"))
    table = run(tmp_path, "Rscript", "-e", printed("table.R"))

    assert sorted(line.strip() for line in listed.splitlines()) == [
        "first ongoing Protéger",
        "second completed Learn",
    ]
    assert re.search(r"completed\s+ongoing\s+1\s+1", table)


def test_every_example_is_run_here():
    run_here = set(re.findall(r'printed\("([\w.]+)"\)', Path(__file__).read_text()))

    assert {each.name for each in EXAMPLES} == run_here
