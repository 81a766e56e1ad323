"""Tables whose rows are final: the database itself refuses to change or delete one.

An app names such a model in ``ready()``. The triggers are installed after every ``migrate``,
because SQLite's way of altering a table drops them.
"""

from dataclasses import dataclass

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{sentence}' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
POSTGRESQL_TRIGGER = """
CREATE OR REPLACE TRIGGER {name} BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {name}()
"""
SQLITE_TRIGGER = """
CREATE TRIGGER IF NOT EXISTS {name}_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{sentence}'); END
"""
VERBS = ("update", "delete")


@dataclass(frozen=True)
class Final:
    """A model, by its label; the name of its triggers and what they say."""

    model: str
    name: str
    sentence: str

    @property
    def table(self) -> str:
        return apps.get_model(self.model)._meta.db_table


_registered: dict[str, Final] = {}


def register(model: str, *, name: str, sentence: str) -> None:
    """Make the rows of a model final; ``sentence`` is what the database answers, without quotes."""
    _registered[model] = Final(model, name, sentence)


def install(using: str = DEFAULT_DB_ALIAS, **kwargs: object) -> None:
    """Receive ``post_migrate``; a table is missing after ``migrate <app> zero``."""
    database = connections[using]
    present = set(database.introspection.table_names())
    for final in _registered.values():
        if final.table in present:
            _install(database, final)


def remove(using: str = DEFAULT_DB_ALIAS) -> None:
    """Take the triggers away: only so that a test can empty the tables or tamper with them."""
    database = connections[using]
    with database.cursor() as cursor:
        for final in _registered.values():
            if database.vendor == "postgresql":
                cursor.execute(f"DROP TRIGGER IF EXISTS {final.name} ON {final.table}")
            else:
                for verb in VERBS:
                    cursor.execute(f"DROP TRIGGER IF EXISTS {final.name}_{verb}")


def _install(database: BaseDatabaseWrapper, final: Final) -> None:
    with database.cursor() as cursor:
        if database.vendor == "postgresql":
            cursor.execute(POSTGRESQL_FUNCTION.format(name=final.name, sentence=final.sentence))
            cursor.execute(POSTGRESQL_TRIGGER.format(name=final.name, table=final.table))
        else:
            for verb in VERBS:
                cursor.execute(
                    SQLITE_TRIGGER.format(
                        name=final.name, table=final.table, verb=verb, sentence=final.sentence
                    )
                )
