"""A number that changes with every change of what the public may see, whoever makes it and how.

Database triggers count, for nothing else sees ``update()``, through tables, migrations and a
console; they stand still when a transaction is rolled back. Every public page's ETag holds it.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

# App labels: all their models are read by public pages, but for the first tables below. The search
# index is one of them: it decides what a search on a public page finds.
PUBLIC = frozenset(
    {
        "reference",
        "pages",
        "search",
        "technical_assistance",
        "nsa_grants",
        "knowledge",
        "dashboard",
    }
)
NEVER_SHOWN = frozenset(
    {
        "pages_auditevent",
        "pages_jobrun",
        "pages_keptfile",
        "pages_keptform",
        "pages_mailtext",
        "pages_outgoingmail",
        "pages_previewlink",
        "pages_previewvisit",
        "pages_savedlist",
        "pages_translation",
        "reference_countryname",
        "reference_organisationname",
        "reference_organisationpair",
        "search_fruitlesssearch",
        "technical_assistance_calendarlink",
        "technical_assistance_focalpoint",
        "technical_assistance_followup",
        "technical_assistance_handover",
        "technical_assistance_handover_interventions",
        "technical_assistance_mailpreference",
        "technical_assistance_mondaylist",
        "technical_assistance_submission",
        "technical_assistance_subscription",
        "technical_assistance_visit",
        "technical_assistance_workspacesettings",
        "nsa_grants_grantreport",
        "knowledge_editiondownloads",
        "knowledge_editiontext",
    }
)
# Of an app that is private otherwise: what is told of people is public, the people are not, and
# when one of them changes something no page may show by its ETag that somebody did.
SHOWN = frozenset(
    {
        "experts_rosterrelease",
        "experts_releasefigure",
        "experts_rostersettings",
        "experts_consenttext",
    }
)

TABLE = "data_change"
VERBS = ("INSERT", "UPDATE", "DELETE")

POSTGRESQL = f"""
CREATE TABLE IF NOT EXISTS {TABLE} (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
CREATE OR REPLACE FUNCTION note_data_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN INSERT INTO {TABLE} DEFAULT VALUES; RETURN NULL; END $$;
"""
# A row for each statement: one row that counts would let a second writer wait for a long import.
POSTGRESQL_TRIGGER = f"""
CREATE OR REPLACE TRIGGER {TABLE} AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {{table}}
FOR EACH STATEMENT EXECUTE FUNCTION note_data_change()
"""
# SQLite has one writer at a time, so that one row can count.
SQLITE = f"CREATE TABLE IF NOT EXISTS {TABLE} (id integer PRIMARY KEY)"
SQLITE_FIRST = f"INSERT INTO {TABLE} SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM {TABLE})"  # noqa: S608
SQLITE_NEXT = f"UPDATE {TABLE} SET id = id + 1"  # noqa: S608
SQLITE_TRIGGER = (
    f"CREATE TRIGGER IF NOT EXISTS {{name}} AFTER {{verb}} ON {{table}} BEGIN {SQLITE_NEXT}; END"
)
NEXT = f"INSERT INTO {TABLE} DEFAULT VALUES"
VERSION = f"SELECT COUNT(*), MAX(id) FROM {TABLE}"  # noqa: S608


def version() -> str:
    """Return the version of the data; read it before the data, so that a page is never newer.

    Count and maximum: on PostgreSQL a lower number may be committed after a higher one.
    """
    with connection.cursor() as cursor:
        cursor.execute(VERSION)
        return "{}.{}".format(*cursor.fetchone())


def install(using: str = DEFAULT_DB_ALIAS, **kwargs: object) -> None:
    """Put the triggers on every public table; a receiver of ``post_migrate``, harmless to repeat.

    Needed after each migration: SQLite rebuilds tables and drops their triggers. Tables that are
    missing are passed over, for ``migrate <app> zero`` sends the signal too.
    """
    database = connections[using]
    if database.vendor == "postgresql":
        _install_on_postgresql(database)
    else:
        _install_on_sqlite(database)


def public_tables() -> Iterator[str]:
    """Name what is counted: many-to-many tables too, histories and what is never shown not."""
    for model in apps.get_models(include_auto_created=True):
        options = model._meta
        is_history = hasattr(model, "history_object") or hasattr(model, "m2m_history_id")
        is_public = options.app_label in PUBLIC or options.db_table in SHOWN
        is_shown = is_public and not is_history and options.db_table not in NEVER_SHOWN
        if options.managed and is_shown:
            yield options.db_table


def prune() -> None:
    """Start again at one row, under a number that was never used; does nothing on SQLite."""
    if connection.vendor != "postgresql":
        return
    with transaction.atomic(), connection.cursor() as cursor:
        # Nobody else is halfway: a number below ours that is committed later would repeat a
        # version. Writers do not wait for us behind a long import: then it is done another night.
        cursor.execute("SET LOCAL lock_timeout = '2s'")
        cursor.execute(f"LOCK TABLE {TABLE} IN EXCLUSIVE MODE")
        cursor.execute(NEXT)
        cursor.execute(f"DELETE FROM {TABLE} WHERE id < (SELECT MAX(id) FROM {TABLE})")  # noqa: S608


def _counted_tables(database: BaseDatabaseWrapper) -> list[str]:
    present = set(database.introspection.table_names())
    return sorted(set(public_tables()) & present)


def _install_on_postgresql(database: BaseDatabaseWrapper) -> None:
    quote = database.ops.quote_name
    with database.cursor() as cursor:
        cursor.execute(POSTGRESQL)
        for table in _counted_tables(database):
            cursor.execute(POSTGRESQL_TRIGGER.format(table=quote(table)))
        # A migration is a change.
        cursor.execute(NEXT)


def _install_on_sqlite(database: BaseDatabaseWrapper) -> None:
    quote = database.ops.quote_name
    with database.cursor() as cursor:
        cursor.execute(SQLITE)
        for table in _counted_tables(database):
            for verb in VERBS:
                name = quote(f"{TABLE}_{verb}_{table}".lower())
                cursor.execute(SQLITE_TRIGGER.format(name=name, verb=verb, table=quote(table)))
        cursor.execute(SQLITE_FIRST)
        # A migration is a change.
        cursor.execute(SQLITE_NEXT)
