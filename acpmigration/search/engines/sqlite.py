"""SQLite: an FTS5 table over the documents' columns, kept current by triggers."""

from django.db.backends.base.base import BaseDatabaseWrapper

from acpmigration.search.query import Query

ADD = (
    "INSERT INTO search_words(rowid, title_words, summary_words, body_words) "
    "VALUES (new.id, new.title_words, new.summary_words, new.body_words);"
)
REMOVE = (
    "INSERT INTO search_words(search_words, rowid, title_words, summary_words, body_words) "
    "VALUES ('delete', old.id, old.title_words, old.summary_words, old.body_words);"
)
# Compared with what the database holds, so that a change of these lines reaches it.
SCHEMA = {
    "search_words": (
        "CREATE VIRTUAL TABLE search_words USING fts5(title_words, summary_words, body_words, "
        "content='search_document', content_rowid='id', tokenize='ascii')"
    ),
    "search_words_added": (
        f"CREATE TRIGGER search_words_added AFTER INSERT ON search_document BEGIN {ADD} END"
    ),
    "search_words_removed": (
        f"CREATE TRIGGER search_words_removed AFTER DELETE ON search_document BEGIN {REMOVE} END"
    ),
    "search_words_changed": (
        "CREATE TRIGGER search_words_changed AFTER UPDATE ON search_document "
        f"BEGIN {REMOVE} {ADD} END"
    ),
}

MATCHES = "%(expressions)s IN (SELECT rowid FROM search_words WHERE search_words MATCH %%s)"
# LIMIT keeps SQLite from moving the outer condition in: hits are ranked once, not once a row.
RANK = (
    "(SELECT hit.rank FROM (SELECT rowid AS id, -bm25(search_words, 10.0, 4.0, 1.0) AS rank "
    "FROM search_words WHERE search_words MATCH %%s LIMIT -1) AS hit "
    "WHERE hit.id = %(expressions)s)"
)


def expression(query: Query, *, titles_only: bool) -> str:
    groups = [[f'"{token}"' for token in tokens] for tokens in query.alternatives]
    if query.beginning:
        groups[-1].append(f'"{query.beginning}" *')
    every = " AND ".join(f"({' OR '.join(group)})" for group in groups)
    return f"title_words : ({every})" if titles_only else every


def install(connection: BaseDatabaseWrapper) -> None:
    """Make the table, its triggers and its content where any is missing or of an older release.

    Django alters a table of SQLite by building it anew, which drops its triggers silently.
    """
    with connection.cursor() as cursor:
        if "search_document" not in connection.introspection.table_names(cursor):
            cursor.execute("DROP TABLE IF EXISTS search_words")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE name LIKE 'search_words%%'", [])
        there = dict(cursor.fetchall())
        if all(there.get(name) == statement for name, statement in SCHEMA.items()):
            return
        for name in reversed(SCHEMA):
            what = "TABLE" if name == "search_words" else "TRIGGER"
            cursor.execute(f"DROP {what} IF EXISTS {name}")
        for statement in SCHEMA.values():
            cursor.execute(statement)
    rebuild(connection)


def rebuild(connection: BaseDatabaseWrapper) -> None:
    """Fill the table from the documents, whatever it held."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO search_words(search_words) VALUES ('rebuild')")
