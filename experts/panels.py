"""What the back-office shows of experts on the page of an intervention."""

from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from acpmigration import panels
from acpmigration.permissions import edits_everything
from experts.domain.days import Meter, meter_of
from experts.domain.looks import Look, note_look
from experts.enums import DeploymentState
from experts.models import Deployment, Shortlist
from experts.models.deployment import STAGES
from technical_assistance.admin.intervention import SeenIntervention
from technical_assistance.enums import StageKind, Status


@dataclass(frozen=True)
class StageOfExperts:
    """A stage that experts are deployed to: its shortlist, and who works on it."""

    stage: StageKind
    link: str
    people: int | None
    deployments: list[Deployment]


@dataclass(frozen=True)
class Experts:
    meter: Meter
    is_running: bool
    # Of a cancelled intervention somebody still counts on these.
    has_left: bool
    stages: list[StageOfExperts]


def experts_of(seen: SeenIntervention) -> Experts | None:
    """Nothing for whoever may not see who is in the roster."""
    if not edits_everything(seen.by):
        return None
    intervention = seen.intervention
    note_look(look=Look.PANEL, by=seen.by, at=timezone.now(), subject=intervention)
    lists = {
        one.stage: one
        for one in Shortlist.objects.filter(intervention=intervention).annotate(
            people=Count("choices")
        )
    }
    rows = Deployment.objects.visible_to(seen.by).filter(intervention=intervention)
    deployments = list(rows.select_related("expert").in_order())
    is_running = intervention.status != Status.CANCELLED
    return Experts(
        meter_of(intervention),
        is_running,
        not is_running and any(row.state in DeploymentState.counting() for row in deployments),
        [
            StageOfExperts(
                stage,
                reverse("admin:experts_shortlist_make", args=[intervention.pk, stage.value]),
                lists[stage].people if stage in lists else None,
                [row for row in deployments if row.stage == stage],
            )
            for stage in STAGES
        ],
    )


def register() -> None:
    panels.register(
        "admin-intervention",
        template="admin/experts/_intervention.html",
        query=experts_of,
    )
