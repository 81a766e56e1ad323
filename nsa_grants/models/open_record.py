"""Grants as open data shows them: what they refer to, fetched for many rows at once."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from acpmigration.dates import today
from acpmigration.open_data.references import complete, covers, refers, unranked
from nsa_grants.models.grant_project import GrantProject, GrantProjectQuerySet

REFERENCES = (
    refers("topic", GrantProject, "topics"),
    refers("typology", GrantProject, "typologies"),
    covers(GrantProject),
    refers("partner", GrantProject, "partners", rank=unranked, more="organisation__kind"),
)


def for_record(rows: Any) -> QuerySet[Any, Any]:
    """All that a record shows but for its subjects, in two more queries."""
    published: GrantProjectQuerySet = rows
    return (
        published.with_place()
        .with_status(today())
        .select_related("grantee", "intervention")
        .prefetch_related("reach", "links")
    )


def complete_subjects(rows: Sequence[GrantProject]) -> None:
    complete(rows, *REFERENCES)
