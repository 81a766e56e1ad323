"""What is loaded of grants, events, products and recommendations, from the files of the project."""

from io import StringIO

import pytest
import yaml
from django.conf import settings
from django.core.management import CommandError, call_command

from knowledge.enums import EventKind, ProductKind
from knowledge.models import Edition, Event, KnowledgeProduct, Recommendation
from nsa_grants.enums import GrantKind
from nsa_grants.models import GrantProject

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media", "reference")]

FIXTURES = settings.BASE_DIR / "fixtures"
KNOWLEDGE = ["sample_knowledge.yaml", "documented_knowledge.yaml"]
LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.fixture
def loaded():
    out = StringIO()
    call_command("load_portfolio", FIXTURES / "documented.yaml", stdout=out)
    call_command("load_grants", FIXTURES / "documented_grants.yaml", stdout=out)
    call_command("load_knowledge", *(FIXTURES / name for name in KNOWLEDGE), stdout=out)


def test_the_demo_reaches_the_published_totals(loaded):
    grants, events = GrantProject.objects.published(), Event.objects.published()
    publications = KnowledgeProduct.objects.published().publications()

    assert grants.filter(kind=GrantKind.NATIONAL).count() == 10
    assert grants.filter(kind=GrantKind.REGIONAL).count() == 5
    assert events.filter(kind=EventKind.SEMINAR).count() == 5
    assert events.filter(kind=EventKind.PEER_EXCHANGE).count() == 3
    assert publications.count() == 5
    assert publications.filter(kind=ProductKind.GOOD_PRACTICES).count() == 1
    assert Recommendation.objects.published().count() == 5


def test_loading_again_changes_nothing(loaded):
    models = (GrantProject, Event, KnowledgeProduct, Recommendation, Edition)
    before = [list(model.objects.order_by("pk").values()) for model in models]

    call_command("load_grants", FIXTURES / "documented_grants.yaml", stdout=StringIO())
    call_command("load_knowledge", *(FIXTURES / n for n in KNOWLEDGE), stdout=StringIO())

    assert [list(model.objects.order_by("pk").values()) for model in models] == before


def test_every_documented_record_names_its_sources_and_speaks_four_languages(loaded):
    records = [
        *GrantProject.objects.all(),
        *Event.objects.exclude(slug__startswith="sample-"),
        *KnowledgeProduct.objects.exclude(slug__startswith="sample-"),
        *Recommendation.objects.all(),
    ]

    for record in records:
        assert record.sources, record
        words = next(f for f in ("summary", "abstract", "text") if hasattr(record, f))
        for language in LANGUAGES:
            assert getattr(record, f"{words}_{language}"), (record, language)


def test_every_sample_says_that_it_is_one(loaded):
    samples = [
        *Event.objects.filter(slug__startswith="sample-"),
        *KnowledgeProduct.objects.filter(slug__startswith="sample-"),
    ]

    assert len(samples) == 11
    for record in samples:
        assert record.title_en.startswith("Sample: ")
        words = getattr(record, "abstract_en", None) or record.summary_en
        assert words.startswith("Invented for the demonstration.")


def test_editions_of_samples_are_real_files_that_tell_their_pages(loaded):
    editions = Edition.objects.with_file()

    assert len(editions) == 13
    assert {edition.pages for edition in editions} == {3}
    for edition in editions:
        assert edition.size == edition.file.size


@pytest.mark.parametrize(
    ("command", "kind", "change", "said"),
    [
        ("load_grants", "grants", {"colour": "red"}, "nothing is called “colour”"),
        ("load_grants", "grants", {"place": "XX"}, "'XX' is missing or unknown"),
        ("load_grants", "grants", {"topics": ["love"]}, "'love' is missing or unknown"),
        ("load_grants", "grants", {"ended": "soon"}, "soon"),
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
    right, wrong = records[kind], records[kind] | {"slug": "two"} | change
    file = tmp_path / "file.yaml"
    file.write_text(yaml.safe_dump({"sources": {"here": "Here"}, kind: [right, wrong]}))

    with pytest.raises(CommandError, match="two: ") as refused:
        call_command(command, file, stdout=StringIO())

    assert said in str(refused.value)
    assert GrantProject.objects.count() == Event.objects.count() == 0
