"""Seeing to it that what was deleted is gone from the database's files too."""

from functools import partial

from django.db import DEFAULT_DB_ALIAS, connections, transaction


def scrub_after_commit(using: str = DEFAULT_DB_ALIAS) -> None:
    """Empty SQLite's write-ahead log once the transaction is committed.

    The pages of the database itself are overwritten as they are freed (``secure_delete``), but
    their former state stands in the log until it is written back. PostgreSQL frees what was
    deleted by its own vacuum, and no dump holds it.
    """
    if connections[using].vendor == "sqlite":
        transaction.on_commit(partial(_empty_log, using), using=using, robust=True)


def _empty_log(using: str) -> None:
    with connections[using].cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
