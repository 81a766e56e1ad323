"""PostgreSQL: a generated, weighted tsvector beside the documents' columns, with a GIN index."""

from django.db.backends.base.base import BaseDatabaseWrapper

from acpmigration.search.query import Query

# The column is none of the model's: SQLite has no such type, and nobody reads it.
SCHEMA = [
    """
    ALTER TABLE search_document ADD COLUMN IF NOT EXISTS words tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', title_words), 'A')
        || setweight(to_tsvector('simple', summary_words), 'B')
        || setweight(to_tsvector('simple', body_words), 'D')
    ) STORED
    """,
    "CREATE INDEX IF NOT EXISTS search_document_words ON search_document USING gin (words)",
]

# Of the row itself, not in a subquery: so the planner knows from the index how many rows match.
MATCHES = "%(table)s.words @@ CAST(%%s AS tsquery)"
# A word's weight falls with the length of the record, as in SQLite's formula.
RANK = (
    "CAST(ts_rank_cd('{0.05, 0.1, 0.4, 1.0}', %(table)s.words, CAST(%%s AS tsquery), 1) "
    "AS double precision)"
)


def expression(query: Query, *, titles_only: bool) -> str:
    weight = ":A" if titles_only else ""
    groups = [[f"'{token}'{weight}" for token in tokens] for tokens in query.alternatives]
    if query.beginning:
        groups[-1].append(f"'{query.beginning}':*{weight[1:]}")
    return " & ".join(f"({' | '.join(group)})" for group in groups)


def install(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        if "search_document" in connection.introspection.table_names(cursor):
            for statement in SCHEMA:
                cursor.execute(statement)


def rebuild(connection: BaseDatabaseWrapper) -> None:
    """Nothing to do: the database itself computes the column with every row."""
