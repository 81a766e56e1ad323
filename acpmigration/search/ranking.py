"""Match and rank as expressions of the ORM, so that one statement does both on either engine."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, FloatField, Func
from django.db.models.sql.compiler import SQLCompiler

from acpmigration.search.engines import ENGINES
from acpmigration.search.query import Query


class OnDocument(Func):
    """What the engine knows about the document in whose queryset the expression stands."""

    piece: str

    def __init__(self, query: Query, *, titles_only: bool = False) -> None:
        super().__init__(F("pk"))
        self.query = query
        self.titles_only = titles_only

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, *args: Any, **context: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        engine = ENGINES[connection.vendor]
        # A column has no parameters of its own.
        column, _ = compiler.compile(self.get_source_expressions()[0])
        template, table = getattr(engine, self.piece), column.rpartition(".")[0]
        sql, _ = super().as_sql(compiler, connection, template=template, table=table)
        return sql, (engine.expression(self.query, titles_only=self.titles_only),)


class Matches(OnDocument):
    piece = "MATCHES"
    output_field = BooleanField()


class Rank(OnDocument):
    """The higher the better; to be compared within one query only."""

    piece = "RANK"
    output_field = FloatField()
