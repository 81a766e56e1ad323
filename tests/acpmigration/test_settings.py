"""What the databases are told, which only shows when somebody waits."""

from acpmigration.settings.base import database


def test_a_row_that_somebody_holds_is_waited_for_five_seconds_on_both_databases():
    on_postgresql = database("postgres://portal@127.0.0.1/portal")["OPTIONS"]

    assert on_postgresql == {"options": "-c lock_timeout=5000"}
    assert database("sqlite:////tmp/portal.sqlite3")["OPTIONS"]["timeout"] == 5
