"""One list of expectations for SQLite and PostgreSQL: both runs prove that the engines agree."""

import io
from copy import copy
from time import perf_counter
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils.text import slugify
from hypothesis import example, given
from hypothesis import strategies as st

from acpmigration.reference.models import Topic
from acpmigration.refusals import Refusal
from acpmigration.search import analyser, indexing, sources
from acpmigration.search.apps import install
from acpmigration.search.engines import ENGINES
from acpmigration.search.finding import complete, matching, public_rows, ranked, search
from acpmigration.search.models import Document
from acpmigration.search.query import MAX_WORDS, parse
from acpmigration.search.sources import Passage, Source, Texts, translated, without_markup
from tests.factories.knowledge import EventFactory
from tests.factories.reference import TopicFactory

pytestmark = pytest.mark.django_db

DRAFT = 90
HOSTILE = [
    "",
    " ",
    "?!",
    '"',
    "'",
    "''",
    '"unbalanced',
    "NEAR(remittances visas, 3)",
    "*",
    "remit*",
    "^remittances",
    "-visas",
    "visas -remittances",
    "title_words : visas",
    "{title_words} : visas",
    "visas AND",
    "OR",
    "NOT NOT",
    "( visas",
    "visas )",
    "visas & | ! <-> :*",
    "'; DROP TABLE search_document; --",
    "%s %(x)s %",
    "\\",
    "\0visas",
    "\ud800",
    "visas \udfff",
    "🙂🙂 🏳️‍🌈",
    "\u202eهجرة",
    "تأشيرة",
    "移民",
    "x" * 10_000,
    "visas " * 2_000,
    "½ ² ﷺ ﬁ",
    "1e5x",
    "_",
    "\u0301",
]


def texts(topic: Topic, language: str) -> Texts:
    return Texts(
        title=[translated(topic, "name", language), Passage(topic.slug, "en")],
        body=[without_markup(translated(topic, "description", language))],
    )


@pytest.fixture(autouse=True)
def source(monkeypatch):
    """Topics as a kind of their own, of which those past a position are drafts."""
    monkeypatch.setattr(sources, "_sources", {})
    source = Source(
        kind="probe",
        model=Topic,
        texts=texts,
        rows=Topic.objects.all,
        public=lambda: Topic.objects.filter(position__lt=DRAFT),
    )
    sources.register(source)
    return source


@pytest.fixture
def portfolio():
    """A few topics, written past the index, then indexed."""
    rows = [
        ("ta-028-2016", "Remittances in Côte d’Ivoire", "Transferts de fonds en Côte d’Ivoire", ""),
        ("ta-031", "Visas for the diaspora", "", "<p>Sending remittances</p><p>home</p>"),
        ("cplp", "Free movement", "Libre circulation des travailleurs", "José Ramos on migration"),
        ("integration", "Migration policies and migrant integration", "", ""),
        ("nuku", "Port of Nukuʻalofa", "", "The of and"),
    ]
    made = [
        Topic.objects.create(slug=slug, name_en=en, name_fr=fr, description_en=description)
        for slug, en, fr, description in rows
    ]
    indexing.refresh(*made)
    return made


def found(text: str, language: str = "en", **options) -> list[str]:
    """Slugs of what a list page would show, the best first."""
    documents = matching("probe", text, language, **options)
    rows = Topic.objects.filter(pk__in=documents.values("object_id"))
    ordered = ranked(rows, "probe", text, language).order_by("-rank", "pk")
    return list(ordered.values_list("slug", flat=True))


def rename(slug: str, name: str) -> None:
    Topic.objects.filter(slug=slug).update(name_en=name)
    indexing.refresh(Topic.objects.get(slug=slug))


# The analyser ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("Côte d'Ivoire", "cote d’ivoire", "fr"),
        ("José", "jose", "es"),
        ("integrações", "integração", "pt"),
        ("integração", "integracao", "pt"),
        ("policies", "policy", "en"),
        ("Nukuʻalofa", "nuku'alofa", "en"),
        ("main-d'œuvre", "main d oeuvre", "fr"),
        ("re\u0301union", "réunion", "fr"),
        ("migra\u00adtion", "migration", "en"),
    ],
)
def test_two_ways_to_write_a_word_share_a_token(one, other, language):
    theirs = [set(analyser.tokens(word, language)) for word in analyser.words(other)]

    for word, shared in zip(analyser.words(one), theirs, strict=True):
        assert set(analyser.tokens(word, language)) & shared


@given(st.text(), st.sampled_from(list(analyser.ALGORITHMS)))
@example("1e5x İ ﷺ ½ \ud800 \0", "fr")
def test_tokens_are_letters_and_digits_only(text, language):
    for token in analyser.analyse(text, language):
        assert token.isascii()
        assert token.isalnum()
        assert token == token.lower()
        assert token[0].isalpha()


# What is found -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("cote d'ivoire", "en", ["ta-028-2016"]),
        ("CÔTE D’IVOIRE", "fr", ["ta-028-2016"]),
        ("TA/028/2016", "en", ["ta-028-2016"]),
        ("028", "fr", ["ta-028-2016"]),
        ("remittance", "en", ["ta-028-2016", "ta-031"]),
        ("remitt", "en", ["ta-028-2016", "ta-031"]),
        ("transfert", "fr", ["ta-028-2016"]),
        ("transfert", "en", []),
        ("jose", "en", ["cplp"]),
        ("José", "es", ["cplp"]),
        ("migrating", "en", ["integration", "cplp"]),
        ("migratio", "en", ["integration", "cplp"]),
        ("migrat policies", "en", ["integration"]),
        ("policy migrants", "en", ["integration"]),
        ("policy diaspora", "en", []),
        ("nuku'alofa", "en", ["nuku"]),
        # English texts stand in for missing French ones, under their own stems.
        ("policy", "fr", ["integration"]),
        ("visas diaspora", "fr", ["ta-031"]),
        ("ouvrier", "fr", []),
        ("travailleur", "fr", ["cplp"]),
        ("home", "en", ["ta-031"]),
        ("remittanceshome", "en", []),
        # Stop words: passed over beside others, searched where there is nothing else.
        ("the visas of", "en", ["ta-031"]),
        ("the", "en", ["ta-031", "nuku"]),
    ],
)
def test_a_query_finds_the_same_in_the_same_order(portfolio, text, language, expected):
    assert found(text, language) == expected


def test_a_text_without_a_word_is_no_filter(portfolio):
    assert not parse("?!", "en")
    assert len(found("?!")) == len(portfolio)


def test_a_list_is_one_statement(portfolio, django_assert_num_queries):
    with django_assert_num_queries(1):
        found("remittances", "fr")


def test_matching_and_rank_can_be_counted_and_combined(portfolio):
    one = Topic.objects.filter(pk__in=matching("probe", "visas", "en").values("object_id"))
    other = Topic.objects.filter(pk__in=matching("probe", "policy", "en").values("object_id"))

    assert (one | other).count() == 2
    assert one.union(other).count() == 2


def test_drafts_are_found_for_those_who_ask_for_them_only():
    draft = Topic.objects.create(slug="draft", name_en="Unheard of", position=DRAFT)
    indexing.refresh(draft)

    assert found("unheard") == []
    assert found("unheard", public_only=False) == ["draft"]
    assert search("unheard", "en").total == 0
    assert complete("unhea", "en") == []


def test_an_outdated_document_shows_no_draft(portfolio):
    Topic.objects.filter(slug="cplp").update(position=DRAFT)

    assert search("movement", "en").hits == []
    assert complete("movement", "en") == []


def test_search_ranks_and_pages_across_kinds(portfolio, django_assert_num_queries):
    with django_assert_num_queries(2):
        results = search("remittances", "en", limit=1, offset=1)

    assert results.total == 2
    assert [(hit.title, hit.title_language) for hit in results.hits] == [
        ("Visas for the diaspora", "en")
    ]
    assert search("diaspora", "fr").hits[0].title_language == "en"
    assert search("travailleurs", "fr").hits[0].title_language == "fr"
    assert search("remittances", "en", within=public_rows("other")).total == 0
    assert search("?!", "en").total == 0


def test_many_hits_are_ranked_once_and_not_once_a_row():
    names = [f"Remittances {number}" for number in range(2_000)]
    Topic.objects.bulk_create(Topic(slug=slugify(name), name_en=name) for name in names)
    indexing.upsert("probe", Topic.objects.filter(slug__startswith="remittances"))
    began = perf_counter()

    assert search("remittances", "en").total == len(names)
    assert len(found("remittances")) == len(names)
    # A hundredth of this is usual; every hit against every other took several times as long.
    assert perf_counter() - began < 0.8


def test_suggestions_come_from_titles(portfolio):
    assert [hit.title for hit in complete("remi", "en")] == ["Remittances in Côte d’Ivoire"]
    assert [hit.title for hit in complete("free mov", "en")] == ["Free movement"]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_is_typed_is_refused(portfolio, text):
    for language in analyser.ALGORITHMS:
        found(text, language)
        search(text, language)
        complete(text, language)

    assert Document.objects.count() == len(portfolio) * len(analyser.ALGORITHMS)


# A description may hold markup, which is no word of it: "<A>" is a tag, "&lt" a sign.
@given(text=st.text(st.characters(exclude_characters="<&"), max_size=40))
def test_what_is_indexed_is_found(text):
    with transaction.atomic():
        stored = text.replace("\0", "").encode("utf-8", "ignore").decode()
        topic = Topic.objects.create(slug="any", name_en="Any", description_en=stored)
        indexing.refresh(topic)

        query = stored[:200]
        assert found(query) == (["any"] if parse(query, "en") else found("?!"))
        transaction.set_rollback(True)


def test_a_query_says_which_words_were_cut():
    words = [f"word{number}" for number in range(MAX_WORDS + 2)]

    query = parse(" ".join(words), "en")

    assert query.words == tuple(words[:MAX_WORDS])
    assert query.ignored_words == tuple(words[MAX_WORDS:])
    assert parse("visas Visas " + "the " * 20, "en").ignored_words == ()


# The index ---------------------------------------------------------------------------------------


def test_the_index_follows_a_change_and_rolls_back_with_it(portfolio):
    def change():
        with transaction.atomic():
            rename("cplp", "Circular mobility")
            assert found("circular") == ["cplp"]
            assert found("movement") == []
            raise Refusal

    with pytest.raises(Refusal):
        change()

    assert found("circular") == []
    assert found("movement") == ["cplp"]


def test_a_removed_record_is_forgotten(portfolio):
    pk = portfolio[2].pk
    indexing.remove("probe", [pk])

    assert found("movement") == []
    assert not Document.objects.filter(object_id=pk).exists()


def test_refreshing_a_deleted_record_forgets_it(portfolio):
    topic = portfolio[2]
    Topic.objects.filter(pk=topic.pk).delete()

    indexing.refresh(topic)

    assert not Document.objects.filter(object_id=topic.pk).exists()


def test_records_that_no_source_knows_are_passed_over(portfolio, django_assert_num_queries):
    with django_assert_num_queries(2):  # the savepoint
        indexing.refresh(Document.objects.none().model())


@pytest.mark.parametrize("count", [1, 3])
def test_what_names_several_rows_is_asked_for_at_once(count, django_assert_num_queries):
    topics = TopicFactory.create_batch(count)
    for topic in topics:
        EventFactory().topics.add(topic)

    with django_assert_num_queries(17):
        indexing.refresh(*topics)


def test_stale_names_what_was_written_past_the_index(portfolio):
    changed, drafted, deleted = portfolio[:3]
    Topic.objects.filter(pk=changed.pk).update(name_fr="Envois")
    Topic.objects.filter(pk=drafted.pk).update(position=DRAFT)
    gone = deleted.pk
    Topic.objects.filter(pk=gone).delete()
    added = Topic.objects.create(slug="added", name_en="Added")

    assert indexing.stale() == {("probe", pk) for pk in (changed.pk, drafted.pk, gone, added.pk)}


def test_mending_writes_anew_what_is_stale_and_nothing_else(portfolio):
    changed, drafted, deleted = portfolio[:3]
    Topic.objects.filter(pk=changed.pk).update(name_fr="Envois")
    Topic.objects.filter(pk=drafted.pk).update(position=DRAFT)
    Topic.objects.filter(pk=deleted.pk).delete()
    Document.objects.create(kind="unknown", object_id=1, language="en")

    assert indexing.mend() == 4
    assert indexing.stale() == set()
    assert indexing.mend() == 0


def test_the_command_rebuilds_what_the_check_complains_of(portfolio):
    Document.objects.filter(object_id=portfolio[0].pk).delete()
    Document.objects.create(kind="unknown", object_id=1, language="en")
    output = io.StringIO()

    with pytest.raises(CommandError, match="2 records"):
        call_command("rebuild_search", "--check", stdout=output)
    assert output.getvalue().splitlines() == [f"probe {portfolio[0].pk}", "unknown 1"]

    for _ in range(2):
        call_command("rebuild_search", stdout=output)
        call_command("rebuild_search", "--check", stdout=output)
        assert Document.objects.count() == len(portfolio) * len(analyser.ALGORITHMS)
        assert found("cote ivoire") == ["ta-028-2016"]


def test_a_rebuild_mends_an_engine_that_lost_its_words(portfolio):
    lose = {
        "sqlite": "INSERT INTO search_words(search_words) VALUES ('delete-all')",
        "postgresql": "UPDATE search_document SET title_words = '', summary_words = ''",
    }
    with connection.cursor() as cursor:
        cursor.execute(lose[connection.vendor])
    assert found("cote ivoire") == []

    indexing.rebuild()

    assert found("cote ivoire") == ["ta-028-2016"]


def test_a_long_text_is_indexed_as_far_as_the_engines_go():
    words = " ".join(f"移{number}" for number in range(30_000))
    topic = Topic.objects.create(slug="long", name_en="Long", description_en=words)

    indexing.refresh(topic)

    assert found("移1") == ["long"]


def test_a_kind_has_one_source(source):
    sources.register(source)

    with pytest.raises(ValueError, match="probe"):
        sources.register(SimpleNamespace(kind="probe"))


# Migrations --------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_the_index_survives_a_table_that_is_built_anew(portfolio):
    old = Document._meta.get_field("title")
    new = copy(old)
    new.max_length = old.max_length + 1
    with connection.schema_editor() as editor:
        editor.alter_field(Document, old, new)
    rename("cplp", "Written while SQLite has no triggers")

    install(connection.alias)

    assert found("triggers") == ["cplp"]
    rename("cplp", "Written afterwards")
    assert found("afterwards") == ["cplp"]
    assert found("triggers") == []
    with connection.schema_editor() as editor:
        editor.alter_field(Document, new, old)
    install(connection.alias)


@pytest.mark.django_db(transaction=True)
def test_the_app_migrates_to_nothing_and_back(portfolio):
    call_command("migrate", "search", "zero", verbosity=0)
    tables = connection.introspection.table_names()
    assert [table for table in tables if table.startswith("search")] == []

    call_command("migrate", "search", verbosity=0)
    assert found("cote ivoire") == []
    indexing.rebuild()
    assert found("cote ivoire") == ["ta-028-2016"]


def test_installing_again_changes_nothing(portfolio):
    ENGINES[connection.vendor].install(connection)

    assert found("cote ivoire") == ["ta-028-2016"]
