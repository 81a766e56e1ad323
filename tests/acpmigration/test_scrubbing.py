"""What was deleted leaves the files of SQLite too, at the latest when no reader needs it."""

import sqlite3
from pathlib import Path

import pytest
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseWrapper

from acpmigration.scrubbing import scrub

WORD = "Qanarix"

pytestmark = pytest.mark.django_db


@pytest.fixture
def database(tmp_path: Path, settings):
    """A database in a file of its own, set up as the site's."""
    given = {
        "NAME": str(tmp_path / "db.sqlite3"),
        "OPTIONS": {
            "timeout": 5,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA secure_delete=ON;",
        },
    }
    made = DatabaseWrapper({**connection.settings_dict, **given})
    with made.cursor() as cursor:
        cursor.execute("CREATE TABLE person (name text)")
        cursor.execute(f"INSERT INTO person VALUES ('{WORD}')")  # noqa: S608
    yield made
    made.close()


def forget(database: DatabaseWrapper) -> None:
    with database.cursor() as cursor:
        cursor.execute("DELETE FROM person")


def files_with_the_word(folder: Path) -> list[str]:
    return sorted(f.name for f in folder.iterdir() if WORD.encode() in f.read_bytes())


def test_nothing_is_left_in_any_file(database, tmp_path):
    forget(database)
    assert files_with_the_word(tmp_path) == ["db.sqlite3-wal"]

    assert scrub(database)

    assert files_with_the_word(tmp_path) == []


def test_a_reader_delays_it_and_the_next_time_it_is_done(database, tmp_path):
    reader = sqlite3.connect(tmp_path / "db.sqlite3", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM person").fetchall()
    forget(database)

    assert not scrub(database)
    assert files_with_the_word(tmp_path) != []
    reader.close()

    assert scrub(database)
    assert files_with_the_word(tmp_path) == []


def test_waiting_for_readers_is_as_patient_as_before_afterwards(database):
    scrub(database)

    with database.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        assert cursor.fetchone() == (5_000,)
