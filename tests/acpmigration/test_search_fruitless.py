"""Searches that found nothing: counted by day, never of a person, never in a reader's way."""

from datetime import date, timedelta

import pytest
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone

from acpmigration.dates import today
from acpmigration.search import fruitless
from acpmigration.search.fruitless import note_fruitless
from acpmigration.search.indexing import refresh
from acpmigration.search.models import FruitlessSearch
from acpmigration.search.tasks import forget_searches
from tests.factories.technical_assistance import InterventionFactory

pytestmark = pytest.mark.django_db
DAY = date(2019, 5, 8)
PAGE = "dashboard:search"


def noted():
    rows = FruitlessSearch.objects.order_by("pk")
    return list(rows.values_list("language", "words", "times"))


def test_words_that_find_nothing_are_counted_without_their_accents(client):
    for asked in ("Diáspora  bonds!", "diaspora bonds"):
        client.get(reverse(PAGE), {"q": asked})

    assert noted() == [("en", "diaspora bonds", 2)]
    assert FruitlessSearch.objects.get().day == today()


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "?!",
        "ana.lopes@example.org",
        "+678 22 345 9",
        "passport 123456",
        "x" * 101,
        "the same words " * 20,
    ],
)
def test_what_is_no_question_or_may_be_a_person_is_not_kept(client, asked):
    client.get(reverse(PAGE), {"q": asked})

    assert noted() == []


def test_what_finds_something_is_not_counted(client):
    refresh(InterventionFactory(title="Remittances of sailors", published=True))

    client.get(reverse(PAGE), {"q": "sailors"})

    assert noted() == []


def test_a_page_that_a_browser_has_already_counts_nothing_again(client):
    first = client.get(reverse(PAGE), {"q": "nothing"})

    again = client.get(
        reverse(PAGE), {"q": "nothing"}, headers={"if-none-match": first.headers["ETag"]}
    )
    client.head(reverse(PAGE), {"q": "nothing"})

    assert again.status_code == 304
    assert noted() == [("en", "nothing", 1)]
    assert not first.cookies


def test_a_day_has_so_many_different_words_and_no_more(monkeypatch):
    monkeypatch.setattr(fruitless, "MOST_A_DAY", 2)

    for words in ("one", "two", "three", "two"):
        note_fruitless(text=words, language="en", on=DAY)
    note_fruitless(text="three", language="en", on=DAY + timedelta(days=1))

    assert noted() == [("en", "one", 1), ("en", "two", 2), ("en", "three", 1)]


def test_a_database_that_does_not_write_breaks_no_page(client, monkeypatch, caplog):
    def refuse(*args):
        raise OperationalError("database is locked: secret words")

    monkeypatch.setattr(fruitless, "_count", refuse)

    answer = client.get(reverse(PAGE), {"q": "nothing at all"})

    assert answer.status_code == 200
    [line] = [record for record in caplog.records if record.name == fruitless.__name__]
    assert (line.kind, "secret" in line.getMessage()) == ("OperationalError", False)


def test_old_ones_are_forgotten():
    now = timezone.now()
    for days in (89, 91):
        note_fruitless(text=f"{days} days", language="en", on=today() - timedelta(days=days))

    assert forget_searches(now, True) == {"old": 1}
    assert forget_searches(now, False) == {"removed": 1}
    assert noted() == [("en", "89 days", 1)]


def test_the_list_tells_what_was_looked_for_most(viewer_client):
    for words, days in (("often", 0), ("often", 1), ("once", 0)):
        note_fruitless(text=words, language="en", on=DAY - timedelta(days=days))

    page = viewer_client.get(reverse("admin:search_fruitlesssearch_changelist"))

    assert [(each["words"], each["number"]) for each in page.context["most"]] == [
        ("often", 2),
        ("once", 1),
    ]
