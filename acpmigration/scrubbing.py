"""Seeing to it that what was deleted is gone from the database's files too."""

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from acpmigration.commits import after_commit

# Nobody waits long for a reader: a job empties the log later.
PATIENCE_MS = 500


def scrub_after_commit(using: str = DEFAULT_DB_ALIAS) -> None:
    """Empty SQLite's write-ahead log once the transaction is committed.

    The pages of the database itself are overwritten as they are freed (``secure_delete``), but
    their former state stands in the log until it is written back. PostgreSQL frees what was
    deleted by its own vacuum, and no dump holds it.
    """
    after_commit(scrub, connections[using], using=using)


def scrub(database: BaseDatabaseWrapper) -> bool:
    """Write the log back and empty it; false while a reader still needs what is in it."""
    if database.vendor != "sqlite":
        return True
    with database.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        patience = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        is_busy = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {patience}")
    return not is_busy
