"""The log is append-only: the database itself refuses to change or delete an entry.

Installed after every ``migrate``, because SQLite's way of altering a table drops triggers.
"""

from typing import Any

from django.db import connections

from technical_assistance.models import ProgressEntry

NAME = "progress_entry_is_final"
SENTENCE = "An entry of the log is never changed or deleted."

POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""


def install(using: str = "default", **kwargs: Any) -> None:
    """Receive ``post_migrate``; the table is gone after ``migrate technical_assistance zero``."""
    connection, table = connections[using], ProgressEntry._meta.db_table
    with connection.cursor() as cursor:
        if table not in connection.introspection.table_names(cursor):
            return
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_FUNCTION)
            cursor.execute(
                f"CREATE OR REPLACE TRIGGER {NAME} BEFORE UPDATE OR DELETE ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {NAME}()"
            )
        else:
            for verb in ("UPDATE", "DELETE"):
                cursor.execute(
                    f"CREATE TRIGGER IF NOT EXISTS {NAME}_{verb.lower()} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
                )


def remove(using: str = "default") -> None:
    """Take the triggers away: only so that a test can empty the tables."""
    connection, table = connections[using], ProgressEntry._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"DROP TRIGGER IF EXISTS {NAME} ON {table}")
        else:
            for verb in ("update", "delete"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {NAME}_{verb}")
