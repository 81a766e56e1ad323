"""What an intervention is about: topics, typologies and SDG targets, in one query."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, IntegerField, Model, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, NullIf

from acpmigration.reference.models import Country, SDGTarget, Topic, Typology
from acpmigration.translated import shown
from technical_assistance.models.intervention import Intervention


@dataclass(frozen=True)
class Subject:
    """One topic, typology, SDG target or country; ``code`` is the target's, else empty."""

    kind: str
    slug: str
    name: str
    code: str = ""

    def __str__(self) -> str:
        return self.name


def country_name() -> Coalesce:
    """As a page says it: the formal name where there is one."""
    return Coalesce(NullIf(shown("formal_name"), Value("")), shown("name"))


def subjects_of(intervention: Intervention) -> dict[str, list[Subject]]:
    """Fetch ``topic``, ``typology``, ``sdg`` and ``country`` in one query, each in its order."""
    of = {"interventions": intervention}
    return fetched_together(
        {
            "topic": arm("topic", Topic, of),
            "typology": arm("typology", Typology, of),
            "sdg": arm("sdg", SDGTarget, of, rank=F("goal") * 1000 + F("position"), code="code"),
            "country": arm("country", Country, of, name=country_name(), rank=Value(0)),
        }
    )


def fetched_together(arms: Mapping[str, QuerySet[Any, Any]]) -> dict[str, list[Subject]]:
    """Run all arms as one query: kind -> subjects by rank, then by slug."""
    found: dict[str, list[Subject]] = {kind: [] for kind in arms}
    first, *others = arms.values()
    rows = sorted(
        first.union(*others, all=True), key=lambda row: (row["rank"], row["subject_slug"])
    )
    for row in rows:
        subject = Subject(
            row["subject_kind"], row["subject_slug"], row["subject_name"], row["subject_code"]
        )
        found[subject.kind].append(subject)
    return found


def arm(
    kind: str,
    model: type[Model],
    of: Mapping[str, Any],
    *,
    name: Combinable | None = None,
    rank: Combinable | None = None,
    code: str = "",
) -> QuerySet[Any, Any]:
    """The rows of ``model`` that fit the lookups ``of``; by position where no ``rank`` is given."""
    # Not modeltranslation's QuerySet, whose values() orders columns by hash seed.
    rows: QuerySet[Any] = QuerySet(model).filter(**of)
    return rows.values(
        subject_kind=Value(kind),
        subject_slug=F("slug"),
        subject_name=name or shown("name"),
        subject_code=F(code) if code else Value(""),
        rank=Cast(rank or F("position"), IntegerField()),
    )
