"""Somebody else who holds the database, and a connection that does not wait for it for long."""

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper


def make_impatient() -> None:
    if connection.vendor == "sqlite":
        options = {**connection.settings_dict["OPTIONS"], "timeout": 0.2}
        connection.settings_dict = {**connection.settings_dict, "OPTIONS": options}
        return
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '200ms'")


def hold(table: str) -> BaseDatabaseWrapper:
    """Have another connection begin to write, and not come to an end."""
    other = connection.copy()
    if connection.vendor != "sqlite":
        other.set_autocommit(False)
    with other.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("BEGIN IMMEDIATE")
        else:
            cursor.execute(f"SELECT 1 FROM {table} FOR UPDATE")  # noqa: S608
    return other


def let_go(other: BaseDatabaseWrapper) -> None:
    with other.cursor() as cursor:
        cursor.execute("ROLLBACK")
    other.close()
