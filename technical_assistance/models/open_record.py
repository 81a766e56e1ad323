"""An intervention as open data shows it: what it refers to, fetched for many rows at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, IntegerField, Model, Prefetch, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, NullIf

from acpmigration.translated import shown
from technical_assistance.models.document import StageDocument
from technical_assistance.models.intervention import Intervention, InterventionQuerySet
from technical_assistance.models.stage import Stage


def for_record(rows: Any) -> QuerySet[Any, Any]:
    """All that a record shows but for its subjects, in two more queries."""
    documents = StageDocument.objects.of_the_public_page().in_order()
    published: InterventionQuerySet = rows
    return (
        published.with_lead()
        .select_related("entity", "request")
        .prefetch_related(
            Prefetch("stages", Stage.objects.in_order()), Prefetch("stages__documents", documents)
        )
    )


@dataclass(frozen=True)
class OpenSubject:
    """What one record of many refers to; what ``code`` and ``more`` are follows from the kind.

    A country's are its ISO codes of two and three letters, a target's its code, a partner's the
    role and the kind of organisation.
    """

    slug: str
    name: str
    code: str
    more: str


def complete_subjects(rows: Sequence[Intervention]) -> None:
    """Give each row what it refers to, as ``open_subjects``: kind -> subjects, in one query."""
    by_key: dict[int, dict[str, list[OpenSubject]]] = {
        row.pk: {"topic": [], "typology": [], "sdg": [], "country": [], "partner": []}
        for row in rows
    }
    if by_key:
        first, *others = _arms_of_many(list(by_key))
        found = first.union(*others, all=True)
        for row in sorted(found, key=lambda each: (each["rank"], each["subject_slug"])):
            by_key[row["of"]][row["subject_kind"]].append(
                OpenSubject(
                    row["subject_slug"],
                    row["subject_name"],
                    row["subject_code"],
                    row["subject_more"],
                )
            )
    for intervention in rows:
        intervention.open_subjects = by_key[intervention.pk]  # type: ignore[attr-defined]


def _arms_of_many(keys: list[int]) -> list[QuerySet[Any, Any]]:
    # With ``through`` a row of each table is one reference of one record.
    through: Any = Intervention
    country = Coalesce(NullIf(shown("country__formal_name"), Value("")), shown("country__name"))
    target_rank = F("sdgtarget__goal") * 1000 + F("sdgtarget__position")
    return [
        _of_many("topic", through.topics.through, "topic", keys),
        _of_many("typology", through.typologies.through, "typology", keys),
        _of_many(
            "sdg",
            through.sdg_targets.through,
            "sdgtarget",
            keys,
            rank=target_rank,
            code="sdgtarget__code",
        ),
        _of_many(
            "country",
            through.countries.through,
            "country",
            keys,
            name=country,
            rank=0,
            code="country__iso2",
            more="country__iso3",
        ),
        _of_many(
            "partner",
            through.partners.through,
            "organisation",
            keys,
            rank=0,
            code="role",
            more="organisation__kind",
        ),
    ]


def _of_many(
    kind: str,
    through: type[Model],
    to: str,
    keys: list[int],
    *,
    name: Combinable | None = None,
    rank: Combinable | int | None = None,
    code: str = "",
    more: str = "",
) -> QuerySet[Any, Any]:
    rows: QuerySet[Any] = QuerySet(through).filter(intervention__in=keys)
    if rank is None:
        rank = F(f"{to}__position")
    return rows.values(
        of=F("intervention_id"),
        subject_kind=Value(kind, CharField()),
        subject_slug=F(f"{to}__slug"),
        subject_name=name or shown(f"{to}__name"),
        subject_code=F(code) if code else Value("", CharField()),
        subject_more=F(more) if more else Value("", CharField()),
        rank=Cast(Value(rank) if isinstance(rank, int) else rank, IntegerField()),
    )
