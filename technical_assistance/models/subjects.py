"""What an intervention is about: topics, typologies and SDG targets, in one query."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, IntegerField, Model, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from acpmigration.reference.models import SDGTarget, Topic, Typology
from acpmigration.translated import shown
from technical_assistance.models.intervention import Intervention


@dataclass(frozen=True)
class Subject:
    """One topic, typology or SDG target; ``code`` is the target's, else empty."""

    kind: str
    slug: str
    name: str
    code: str = ""


def subjects_of(intervention: Intervention) -> dict[str, list[Subject]]:
    """Fetch all three in one query: ``topic``, ``typology``, ``sdg`` -> subjects in their order."""
    arms = [
        _arm(Topic, intervention, "topic", F("position"), Value("")),
        _arm(Typology, intervention, "typology", F("position"), Value("")),
        _arm(SDGTarget, intervention, "sdg", F("goal") * 1000 + F("position"), F("code")),
    ]
    found: dict[str, list[Subject]] = {"topic": [], "typology": [], "sdg": []}
    rows = sorted(
        arms[0].union(*arms[1:], all=True), key=lambda row: (row["rank"], row["subject_slug"])
    )
    for row in rows:
        subject = Subject(
            row["subject_kind"], row["subject_slug"], row["subject_name"], row["subject_code"]
        )
        found[subject.kind].append(subject)
    return found


def _arm(
    model: type[Model], intervention: Intervention, kind: str, rank: Combinable, code: Combinable
) -> QuerySet[Any, Any]:
    # Not modeltranslation's QuerySet, whose values() orders columns by hash seed.
    rows: QuerySet[Any] = QuerySet(model).filter(interventions=intervention)
    return rows.values(
        subject_kind=Value(kind),
        subject_slug=F("slug"),
        subject_name=shown("name"),
        subject_code=code,
        rank=Cast(rank, IntegerField()),
    )
