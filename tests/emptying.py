"""Empty PostgreSQL's tables row by row after a transactional test.

``TRUNCATE`` makes each of some hundred tables and its indexes anew on the disk, which costs seconds
for the few rows that a test leaves; Django chooses it for databases that are full.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.color import Style
from django.db import connection


def deletions(style: Style, tables: list[str], **options: Any) -> list[str]:
    """Stand in for Django's ``sql_flush``; foreign keys are looked at when all rows are gone."""
    return [f"DELETE FROM {connection.ops.quote_name(table)}" for table in tables]  # noqa: S608


@contextmanager
def row_by_row() -> Iterator[None]:
    if connection.vendor != "postgresql":
        yield
        return
    connection.ops.sql_flush = deletions
    yield
    del connection.ops.sql_flush
