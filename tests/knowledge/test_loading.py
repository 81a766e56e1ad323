"""A file with a wrong record is refused as a whole, and says which record it is."""

from io import StringIO

import pytest
import yaml
from django.core.management import CommandError, call_command

from knowledge.models import Event
from nsa_grants.models import GrantProject
from tests.factories.reference import CountryFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("command", "kind", "change", "said"),
    [
        ("load_grants", "grants", {"colour": "red"}, "nothing is called “colour”"),
        ("load_grants", "grants", {"place": "XX"}, "'XX' is missing or unknown"),
        ("load_grants", "grants", {"topics": ["love"]}, "'love' is missing or unknown"),
        ("load_grants", "grants", {"ended": "soon"}, "soon"),
        ("load_grants", "grants", {"intervention": "none"}, "'none' is missing or unknown"),
        ("load_knowledge", "events", {"colour": "red"}, "nothing is called “colour”"),
        ("load_knowledge", "events", {"country": "XX"}, "'XX' is missing or unknown"),
        ("load_knowledge", "events", {"starts": "soon"}, "soon"),
        ("load_knowledge", "events", {"kind": "party"}, "kind"),
    ],
)
def test_a_wrong_record_is_named_and_nothing_is_loaded(tmp_path, command, kind, change, said):
    records = {
        "grants": {
            "slug": "one",
            "kind": "national",
            "place": "HT",
            "no_intervention_reason": "None.",
            "title": "One",
            "summary": "One.",
            "sources": ["here"],
        },
        "events": {
            "slug": "one",
            "kind": "seminar",
            "title": "One",
            "summary": "One.",
            "sources": ["here"],
        },
    }
    CountryFactory(iso2="HT")
    right, wrong = records[kind], records[kind] | {"slug": "two"} | change
    file = tmp_path / "file.yaml"
    file.write_text(yaml.safe_dump({"sources": {"here": "Here"}, kind: [right, wrong]}))

    with pytest.raises(CommandError, match="two: ") as refused:
        call_command(command, file, stdout=StringIO())

    assert said in str(refused.value)
    assert GrantProject.objects.count() == Event.objects.count() == 0
