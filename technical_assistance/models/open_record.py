"""Interventions and requests as open data shows them: what they refer to, fetched at once."""

from collections.abc import Sequence
from typing import Any

from django.db.models import F, Prefetch, QuerySet
from django.db.models.expressions import Combinable

from acpmigration.open_data.references import complete, covers, refers, unranked
from technical_assistance.models.assistance_request import (
    AssistanceRequest,
    AssistanceRequestQuerySet,
)
from technical_assistance.models.document import StageDocument
from technical_assistance.models.intervention import Intervention, InterventionQuerySet
from technical_assistance.models.stage import Stage


def _by_goal(to: str) -> Combinable:
    return F(f"{to}__goal") * 1000 + F(f"{to}__position")


# What ``code`` and ``more`` are: of a target its code, of a partner its role and kind.
OF_INTERVENTIONS = (
    refers("topic", Intervention, "topics"),
    refers("typology", Intervention, "typologies"),
    refers("sdg", Intervention, "sdg_targets", rank=_by_goal, code="sdgtarget__code"),
    covers(Intervention),
    refers(
        "partner",
        Intervention,
        "partners",
        rank=unranked,
        code="role",
        more="organisation__kind",
    ),
)
OF_REQUESTS = (refers("topic", AssistanceRequest, "topics"), covers(AssistanceRequest))


def for_record(rows: Any) -> QuerySet[Any, Any]:
    """All that a record shows but for its subjects, in two more queries."""
    documents = StageDocument.objects.of_the_public_page().in_order()
    published: InterventionQuerySet = rows
    return (
        published.with_lead()
        .select_related("entity", "request")
        .prefetch_related(
            Prefetch("stages", Stage.objects.in_order()),
            # As lists: a queryset for each of four stages costs more than what is in it.
            Prefetch("stages__documents", documents, to_attr="open_documents"),
        )
    )


def complete_subjects(rows: Sequence[Intervention]) -> None:
    complete(rows, *OF_INTERVENTIONS)


def request_for_record(rows: Any) -> QuerySet[Any, Any]:
    """All that a request's record shows but for its subjects."""
    published: AssistanceRequestQuerySet = rows
    return published.with_lead().select_related("entity", "intervention")


def complete_requests(rows: Sequence[AssistanceRequest]) -> None:
    complete(rows, *OF_REQUESTS)
