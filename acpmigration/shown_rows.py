"""Which rows of a table the public may see, as a condition that a trigger can ask.

A row is a draft's if it has no ``published_at``, or belongs to a row that is: to one that it cannot
do without. What is between two records is seen once both are public; what says itself that it is
not public is not seen.
"""

from collections.abc import Callable, Iterator

from django.db import models

Quote = Callable[[str], str]


def condition(model: type[models.Model], row: str, quote: Quote) -> str:
    """SQL of the row named ``row``; empty for a model whose rows everybody may see."""
    return " AND ".join(_parts(model, row, quote))


def _parts(model: type[models.Model], row: str, quote: Quote) -> Iterator[str]:
    columns = {field.name: field for field in model._meta.concrete_fields}
    if "is_public" in columns:
        yield f"{row}.{quote('is_public')}"
    if "published_at" in columns:
        yield f"{row}.{quote('published_at')} IS NOT NULL"
        return
    for field in columns.values():
        if isinstance(field, models.ForeignKey) and not field.null:
            owner = field.remote_field.model
            alias = f"{row.lower()}_{field.name}"
            if asked := condition(owner, alias, quote):
                table, key = quote(owner._meta.db_table), quote(owner._meta.pk.column)
                yield (
                    f"EXISTS (SELECT 1 FROM {table} AS {alias} "  # noqa: S608
                    f"WHERE {alias}.{key} = {row}.{quote(field.column)} AND {asked})"
                )
