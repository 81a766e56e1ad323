"""How long the stages usually take: the median of those that are finished."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Count, F, Func, IntegerField, QuerySet, Value
from django.db.models.functions import Cast, Concat

from technical_assistance.enums import StageState
from technical_assistance.models import Intervention, Stage

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler

    from acpmigration.accounts.models import User

FACET = "days/"


class DaysBetween(Func):
    """The number of days from one date to another."""

    template = "(%(expressions)s)"
    arg_joiner = " - "
    output_field = IntegerField()

    def __init__(self, first: str, last: str) -> None:
        super().__init__(F(last), F(first))

    def as_sqlite(
        self, compiler: "SQLCompiler", connection: "BaseDatabaseWrapper", **context: Any
    ) -> tuple[str, Any]:
        return self.as_sql(
            compiler,
            connection,
            template="CAST(julianday(%(expressions)s) AS INTEGER)",
            arg_joiner=") - julianday(",
            **context,
        )


def days_taken(person: "User") -> QuerySet[Any]:
    """Count finished stages by kind and by the days they took, to be counted with other facets.

    Those whose first and last day are known, of interventions that the person may read.
    """
    seen = Intervention.objects.visible_to(person).order_by()
    measured = Stage.objects.filter(
        state=StageState.FINISHED,
        started_from=F("started_until"),
        finished_from=F("finished_until"),
        intervention__in=seen.values("pk"),
    )
    return measured.values(
        facet=Concat(Value(FACET), Cast("kind", CharField())),
        facet_value=Cast(DaysBetween("started_until", "finished_until"), CharField()),
    ).annotate(n=Count("pk"))


def usual_days(found: Mapping[str, Mapping[str, int]]) -> dict[int, int]:
    """Return kind of stage -> median days, from what ``days_taken`` has counted."""
    return {
        int(facet.removeprefix(FACET)): median(
            {int(days): number for days, number in counted.items()}
        )
        for facet, counted in found.items()
        if facet.startswith(FACET)
    }


def median(counted: Mapping[int, int]) -> int:
    """The median of value -> how often; between two of them, a half is a whole day more."""
    rows = sorted(counted.items())
    whole = sum(counted.values())
    return -(-(_at(rows, (whole - 1) // 2) + _at(rows, whole // 2)) // 2)


def _at(rows: list[tuple[int, int]], position: int) -> int:
    """The value at a position, were each written as often as it was counted."""
    for value, number in rows:
        if position < number:
            return value
        position -= number
    raise IndexError(position)
