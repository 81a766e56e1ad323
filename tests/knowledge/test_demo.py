"""What the files of the project hold of grants, events, products and recommendations."""

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from knowledge.enums import EventKind, ProductKind
from knowledge.models import Edition, Event, KnowledgeProduct, Recommendation
from nsa_grants.enums import GrantKind
from nsa_grants.models import GrantProject

pytestmark = pytest.mark.django_db

FIXTURES = settings.BASE_DIR / "fixtures"
KNOWLEDGE = ["sample_knowledge.yaml", "documented_knowledge.yaml"]
LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.fixture(scope="module", autouse=True)
def _loaded(django_db_setup, django_db_blocker):
    """Loaded for all tests here; taken back after the last."""
    out = StringIO()
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_reference", verbosity=0)
        call_command("load_portfolio", FIXTURES / "documented.yaml", stdout=out)
        call_command("load_grants", FIXTURES / "documented_grants.yaml", stdout=out)
        call_command("load_knowledge", *(FIXTURES / name for name in KNOWLEDGE), stdout=out)
        yield
        transaction.set_rollback(True)


def test_the_demo_reaches_the_published_totals():
    grants, events = GrantProject.objects.published(), Event.objects.published()
    publications = KnowledgeProduct.objects.published().publications()

    assert grants.filter(kind=GrantKind.NATIONAL).count() == 10
    assert grants.filter(kind=GrantKind.REGIONAL).count() == 5
    assert events.filter(kind=EventKind.SEMINAR).count() == 5
    assert events.filter(kind=EventKind.PEER_EXCHANGE).count() == 3
    assert publications.count() == 5
    assert publications.filter(kind=ProductKind.GOOD_PRACTICES).count() == 1
    assert Recommendation.objects.published().count() == 5


def test_loading_again_changes_nothing():
    models = (GrantProject, Event, KnowledgeProduct, Recommendation, Edition)
    before = [list(model.objects.order_by("pk").values()) for model in models]

    call_command("load_grants", FIXTURES / "documented_grants.yaml", stdout=StringIO())
    call_command("load_knowledge", *(FIXTURES / n for n in KNOWLEDGE), stdout=StringIO())

    assert [list(model.objects.order_by("pk").values()) for model in models] == before


def test_every_documented_record_names_its_sources_and_speaks_four_languages():
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


def test_every_sample_says_that_it_is_one():
    samples = [
        *Event.objects.filter(slug__startswith="sample-"),
        *KnowledgeProduct.objects.filter(slug__startswith="sample-"),
    ]

    assert len(samples) == 11
    for record in samples:
        assert record.title_en.startswith("Sample: ")
        words = getattr(record, "abstract_en", None) or record.summary_en
        assert words.startswith("Invented for the demonstration.")


def test_editions_of_samples_are_real_files_that_tell_their_pages():
    editions = Edition.objects.with_file()

    assert len(editions) == 13
    assert {edition.pages for edition in editions} == {3}
    for edition in editions:
        assert edition.size == edition.file.size
