"""The regions, topics and names of stages that a page of the workspace speaks of, in one query."""

from collections.abc import Mapping

from django.db.models import F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.text import capfirst

from acpmigration.accounts.models import User
from acpmigration.pages.models import Text
from acpmigration.permissions import sees_everything
from acpmigration.reference.models import Region, Topic
from acpmigration.translated import shown
from technical_assistance.enums import StageKind
from technical_assistance.models.subjects import Subject, arm, fetched_together

Known = Mapping[str, Mapping[str, Subject]]


def known_to(person: User) -> Known:
    """Return ``region`` (those the person works on), ``topic`` and ``stage``: slug -> row."""
    of = {} if sees_everything(person) else {"coordinators": person}
    found = fetched_together(
        {
            "region": arm("region", Region, of),
            "topic": arm("topic", Topic, {}),
            "stage": _stage_labels(),
        }
    )
    return {kind: {row.slug: row for row in rows} for kind, rows in found.items()}


def stage_names(known: Known) -> dict[int, str]:
    """The internal labels, as staff have them."""
    return {kind: str(known["stage"].get(_key(kind)) or capfirst(kind.label)) for kind in StageKind}


def _key(kind: StageKind) -> str:
    return f"stage/{kind}/internal"


def _stage_labels() -> QuerySet[Text]:
    # Not modeltranslation's QuerySet, whose values() orders columns by hash seed.
    rows: QuerySet[Text] = QuerySet(Text).filter(key__in=[_key(kind) for kind in StageKind])
    return rows.values(  # type: ignore[return-value]
        subject_kind=Value("stage"),
        subject_slug=F("key"),
        subject_name=shown("title"),
        subject_code=Value(""),
        rank=Cast(Value(0), IntegerField()),
    )
